// The shell: finds the page that the address names, and what holds on every page.
import { empty, fill, h, note, trouble } from "./dom.js";
import { Unreachable, askForTokenBy, isDown, onReach, ping } from "./api.js";
import { askForToken, takeTokenFromAddress } from "./token.js";
import { watchJobs } from "./live.js";

const PAGES = {
  ask: { title: "Ask", load: () => import("./ask.js") },
  document: { title: "Document", load: () => import("./document.js"), under: "ask" },
  library: { title: "Library", load: () => import("./library.js") },
  datasets: { title: "Datasets", load: () => import("./datasets.js") },
  jobs: { title: "Jobs", load: () => import("./jobs.js") },
  settings: { title: "Settings", load: () => import("./settings.js") },
};

/** What an address leads to that names none of them. */
const NO_PAGE = { title: "No such page", load: async () => ({ draw: (root) => fill(root, h("h1", {}, "No such page"),
  empty("Nothing is at this address", h("p", {}, "It may be mistyped, or of another version. ", h("a", { href: "#/ask" }, "Ask your documents"), "."))) }) };

const main = document.querySelector("#main");
let leaving = new AbortController();
let first = true;

const show = async () => {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?");
  const page = path === "" ? PAGES.ask : Object.hasOwn(PAGES, path) ? PAGES[path] : NO_PAGE;
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  document.title = `${page.title} · Pinakes`;
  const under = page.under ?? Object.keys(PAGES).find((key) => PAGES[key] === page);
  for (const link of document.querySelectorAll("nav [data-page]")) {
    if (link.dataset.page === under) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  // A page that was not looked at yet cannot be had while the node is off.
  const { draw } = await page.load().catch(() => ({ draw: (root) => fill(root, trouble(new Unreachable())) }));
  if (signal.aborted) return;
  const root = h(`div.page.${Object.keys(PAGES).find((key) => PAGES[key] === page) ?? "none"}`);
  fill(main, root);
  scrollTo(0, 0);
  // Whoever listens to the page hears where they are; not on arrival, when the browser says it.
  if (!first) main.focus({ preventScroll: true });
  first = false;
  try {
    const address = location.hash;
    await draw(root, new URLSearchParams(query ?? ""), signal);
    root.dataset.drawn = address;
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Unreachable)) throw error;
    fill(root, trouble(error));
  }
};

const banner = document.querySelector("#banner");
let timer;
onReach((there) => {
  clearInterval(timer);
  if (there) {
    banner.hidden = true;
    note("The node answers again.");
    show();
    return;
  }
  fill(banner, h("strong", {}, "The node does not answer."), ` Nothing at ${location.host}. What you see may be old. Start it: `,
    h("code", {}, "pinakes serve"), " ", h("button", { type: "button", onclick: ping }, "Look again"));
  banner.hidden = false;
  timer = setInterval(() => { if (isDown()) ping(); }, 4000);
});

const keys = { a: "ask", l: "library", d: "datasets", j: "jobs", s: "settings" };
let after = "";
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "Escape" && typing) typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const was = after;
  after = event.key === "g" ? "g" : "";
  if (was === "g" && keys[event.key]) location.hash = `#/${keys[event.key]}`;
  else if (event.key === "/") {
    event.preventDefault();
    const field = document.querySelector("#question");
    if (field) field.select(); else location.hash = "#/ask";
  } else if (event.key === "?") showKeys();
  else if (was !== "g" && (event.key === "j" || event.key === "k")) step(event.key === "j" ? 1 : -1);
});

/** To the next of what the page lists. */
const step = (by) => {
  const stops = [...document.querySelectorAll("[data-stop]")];
  if (!stops.length) return;
  const here = stops.indexOf(document.activeElement);
  const next = stops[Math.max(0, Math.min(stops.length - 1, here < 0 ? 0 : here + by))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
};

const showKeys = () => {
  const rows = [["/", "Write a question"], ["j  k", "Next, previous source or row"], ["Enter", "Open it"], ["g a", "Ask"],
    ["g l", "Library"], ["g d", "Datasets"], ["g j", "Jobs"], ["g s", "Settings"], ["Esc", "Leave a field, close this"]];
  const dialog = h("dialog", { "aria-labelledby": "keys-title", onclose: () => dialog.remove() },
    h("h2", { id: "keys-title" }, "Keys"),
    h("table.keys", {}, h("tbody", {}, rows.map(([key, what]) => h("tr", {}, h("th", { scope: "row" }, h("kbd", {}, key)), h("td", {}, what))))),
    h("form", { method: "dialog" }, h("button", {}, "Close")));
  document.body.append(dialog);
  dialog.showModal();
};

// Files that miss the place for them must not make the browser leave the page.
for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());

askForTokenBy(askForToken);
takeTokenFromAddress();
// A tab that is open already is given the token in its address, too.
addEventListener("hashchange", () => {
  takeTokenFromAddress();
  show();
});
// A place within the page, where the address names pages.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  main.focus();
});
show();
watchJobs((jobs) => {
  const active = jobs.filter((job) => job.state === "running" || job.state === "queued").length;
  const badge = document.querySelector("#active-jobs");
  badge.hidden = active === 0;
  badge.textContent = active || "";
  badge.setAttribute("aria-label", `${active} under way`);
});

if ("serviceWorker" in navigator) {
  const policy = globalThis.trustedTypes?.createPolicy("pinakes-worker", {
    createScriptURL: (url) => { if (url === "/worker.js") return url; throw new TypeError("not the console's worker"); },
  });
  navigator.serviceWorker.register(policy ? policy.createScriptURL("/worker.js") : "/worker.js").catch(() => {});
}

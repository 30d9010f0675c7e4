// The files of a dataset, each with what became of it and why, and the place to drop more.
import { bytes, empty, fill, h, name, note, trouble, visible } from "./dom.js";
import { at, get, send } from "./api.js";
import { isActive, refresh, watchJobs } from "./live.js";
import { jobView } from "./jobs.js";
import { uploader } from "./upload.js";

const LOOKS = { indexed: "good", failed: "bad", skipped: "warn", queued: "" };
const WORDS = { indexed: "In the index", failed: "Failed", skipped: "Left out" };
const REASONS = { encrypted: "needs a password", malformed: "cannot be read", "no-text": "has no text", "too-large": "is too large", timeout: "took too long",
  memory: "took too much memory", unsupported: "is of a kind that is not read", unreadable: "may not be read" };
const BROUGHT = "uploads/";
const NAME = /^[a-z0-9][a-z0-9._-]{0,62}$/;

export const draw = async (root, params, signal) => {
  fill(root, h("p.waiting", {}, "Asking the node"));
  let datasets;
  try {
    ({ datasets } = await get("/api/v1/datasets", signal));
  } catch (error) {
    if (!signal.aborted) fill(root, h("h1", {}, "Library"), trouble(error));
    return;
  }
  const names = datasets.map((one) => one.name);
  const chosen = params.get("in") ?? names[0] ?? "home";
  if (!names.includes(chosen)) names.push(chosen);
  const pick = h("select", { id: "library-dataset", onchange: () => {
    let next = pick.value;
    if (next === "") next = (prompt("Name of the new dataset (a-z, 0-9, dot, dash, underscore)") ?? "").trim();
    if (next && !NAME.test(next)) note(`${next} cannot be the name of a dataset.`);
    location.hash = `#/library?in=${encodeURIComponent(NAME.test(next) ? next : chosen)}`;
    pick.value = chosen;
  } }, names.map((one) => h("option", { value: one }, one)), h("option", { value: "" }, "New dataset …"));
  pick.value = chosen;
  const state = h("select", { id: "state", onchange: () => list.load() },
    [["", "All files"], ["indexed", "In the index"], ["failed", "Failed"], ["skipped", "Left out"]].map(([value, label]) => h("option", { value }, label)));
  const work = h("section", { "aria-label": "Under way" });
  const table = h("section", { "aria-label": "Files" });
  const list = files(table, chosen, () => state.value, signal);
  fill(root, h("div.bar", {}, h("h1", {}, "Library"), h("label.inline", {}, h("span", {}, "Dataset"), pick)),
    uploader(chosen, signal), follow(chosen), work, h("div.tools", {}, h("label.inline", {}, h("span", {}, "Show"), state)), table);
  let active = new Set();
  watchJobs((jobs) => {
    const mine = jobs.filter((job) => (job.request?.dataset ?? "home") === chosen && isActive(job));
    const before = active;
    active = new Set(mine.map((job) => job.id));
    fill(work, mine.slice(0, 3).map((job) => h("div.panel", {}, jobView(job))));
    if ([...before].some((id) => !active.has(id))) list.load();
  }, signal);
  await list.load();
};

/** For what is too much to drop: a folder of the node's own machine. */
const follow = (dataset) => {
  const field = h("input", { id: "folder", placeholder: "/home/you/papers", spellcheck: "false", required: true, maxlength: 4096 });
  const form = h("form.tools", { onsubmit: async (event) => {
    event.preventDefault();
    try {
      await send("POST", "/api/v1/jobs", { kind: "ingest", request: { dataset, folder: field.value.trim() } });
      refresh();
      field.value = "";
    } catch (error) {
      form.after(trouble(error));
    }
  } }, h("label.inline", {}, h("span", {}, "Folder on the node's machine"), field), h("button", { type: "submit" }, "Read it"));
  return h("details", {}, h("summary", {}, "Or follow a folder of the node's machine"), form);
};

/** The table, page by page. */
const files = (section, dataset, stateOf, signal) => {
  const rows = h("tbody");
  const more = h("button.wide", { type: "button", hidden: true, onclick: () => load(more.next) }, "More files");
  let turn = 0;
  const load = async (cursor) => {
    const mine = ++turn;
    const query = new URLSearchParams({ limit: 100, ...(stateOf() ? { state: stateOf() } : {}), ...(cursor ? { cursor } : {}) });
    try {
      const page = await get(`${at`/api/v1/datasets/${dataset}/files`}?${query}`, signal);
      if (mine !== turn) return;
      if (!cursor) rows.replaceChildren();
      rows.append(...page.files.map((file) => row(dataset, file)));
      more.next = page.next;
      more.hidden = !page.next;
      fill(section, rows.children.length
        ? [h("div.scroll", { tabindex: 0, role: "region", "aria-label": "Table of files" }, h("table.stacked", {}, h("thead", {}, h("tr", {}, ["File", "State", "Size"].map((t) => h(t === "Size" ? "th.number" : "th", { scope: "col" }, t)), h("td"))), rows)), more]
        : empty(stateOf() ? "No file is in that state" : "No files yet", h("p", {}, "Drop documents above, or on the command line:"), h("p", {}, h("code", {}, `pinakes ingest ~/papers --dataset ${dataset}`))));
    } catch (error) {
      if (signal.aborted || mine !== turn) return;
      if (error.status === 404) fill(section, empty("No files yet", h("p", {}, "Drop documents above: the dataset is made with the first.")));
      else fill(section, trouble(error));
    }
  };
  return { load };
};

const row = (dataset, file) => h("tr", {},
  h("td", {}, file.document ? h("a", { href: `#/document?${new URLSearchParams({ in: dataset, id: file.document })}`, "data-stop": "" }, name(file.path)) : name(file.path)),
  h("td", {}, h(`span.state.${LOOKS[file.state] ?? ""}`, {}, WORDS[file.state] ?? file.state),
    file.reason ? h("div.soft", { title: visible(file.detail ?? "") }, REASONS[file.reason] ? `It ${REASONS[file.reason]} (${file.reason}).` : visible(file.reason)) : ""),
  h("td.number", {}, bytes(file.size)),
  h("td", {}, file.path.startsWith(BROUGHT) ? remover(dataset, file.path.slice(BROUGHT.length)) : ""));

/** For what was dropped here and lies nowhere else: asks once, because the node has the only copy that it knows of. */
const remover = (dataset, path) => {
  const button = h("button.link", { type: "button", "aria-label": `Remove ${visible(path)}`, onblur: () => ask(false), onclick: async () => {
    if (!button.dataset.sure) return ask(true);
    button.disabled = true;
    try {
      await send("DELETE", at`/api/v1/datasets/${dataset}/uploads/${path}`);
      refresh();
    } catch (error) {
      button.after(trouble(error));
      button.disabled = false;
    }
  } }, "Remove");
  const ask = (sure) => {
    if (sure) button.dataset.sure = "yes"; else delete button.dataset.sure;
    fill(button, sure ? "Remove for good?" : "Remove");
  };
  return button;
};

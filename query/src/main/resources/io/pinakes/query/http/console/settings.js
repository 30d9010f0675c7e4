// How the node is, and how this browser shows it.
import { bytes, copyable, count, figure, fill, h, name, note, trouble, visible } from "./dom.js";
import { get, isKept, request, send, setToken, token } from "./api.js";
import { askForToken } from "./token.js";
import { refresh } from "./live.js";

export const draw = async (root, params, signal) => {
  const health = h("section.panel", { "aria-label": "Health" }, h("p.waiting", {}, "Asking the node"));
  const models = h("section.panel", { "aria-label": "Models" });
  const garbage = h("section.panel", { "aria-label": "Unused blocks" });
  fill(root, h("h1", {}, "Settings and health"), health, appearance(), access(root, params, signal), models, garbage,
    h("p.soft", {}, "For programs: ", h("a", { href: "/docs" }, "the API"), ", ", h("a", { href: "/metrics" }, "metrics"), ", ",
      h("a", { href: "/readyz" }, "readiness"), ". For assistants: ", h("code", {}, "pinakes mcp --print-config")));
  await Promise.all([drawHealth(health, signal), drawModels(models, signal), drawGarbage(garbage, signal)]);
};

const guarded = (section, signal, work) => work().catch((error) => { if (!signal.aborted) fill(section, trouble(error)); });

const drawHealth = (section, signal) => guarded(section, signal, async () => {
  const ready = await request("/readyz", { signal }).then((a) => a.json()).catch((error) => {
    if (error.status === 503) return error.problem;
    throw error;
  });
  const status = await get("/api/v1/status", signal);
  const sum = (key) => status.datasets.reduce((all, one) => all + (one[key] ?? 0), 0);
  fill(section, h("h2", {}, h(`span.state.${ready.ready ? "good" : "bad"}`, {}, ready.ready ? "The node is ready" : "The node is not ready")),
    h("dl.figures", {}, [figure(status.datasets.length, "dataset"), figure(sum("documents"), "document"),
      figure(sum("chunks"), "chunk"), ["on disk", bytes(status.disk_bytes)]]
      .map(([what, much]) => h("div", {}, h("dt", {}, what), h("dd", {}, String(much))))),
    !ready.checks?.length ? "" : h("table", {}, h("caption.soft", {}, "Checks"), h("tbody", {}, (ready.checks ?? []).map((one) => h("tr", {}, h("td", {}, h(`span.state.${one.ok ? "good" : "bad"}`, {}, one.name)), h("td", {}, visible(one.detail ?? "")))))),
    h("dl", {}, h("dt", {}, "Home"), h("dd", {}, copyable(status.home))),
    status.datasets.filter((one) => one.index_damaged).map((one) => h("div.trouble", {}, h("p", {}, h("strong", {}, name(one.name)), " ", visible(one.index_damaged)), h("p", {}, visible(one.fix)))));
});

const appearance = () => {
  const now = document.documentElement.dataset.theme ?? "system";
  const pick = (theme) => {
    if (theme === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      if (theme === "system") localStorage.removeItem("pinakes.theme"); else localStorage.setItem("pinakes.theme", theme);
    } catch { /* Then it holds until the page is left. */ }
  };
  return h("fieldset.panel.plain", {}, h("legend", {}, "Light and dark"), h("div.choice", {},
    [["system", "As the system"], ["light", "Light"], ["dark", "Dark"]].map(([key, label]) => h("label", {},
      h("input.quiet", { type: "radio", name: "theme", value: key, checked: key === now, onchange: () => pick(key) }), h("span", {}, label)))));
};

const access = (root, params, signal) => h("section.panel", { "aria-label": "Access" }, h("h2", {}, "Access"),
  token()
    ? [h("p", {}, isKept() ? "The token is kept in this browser." : "The token is known to this tab, and forgotten with it."),
      h("button", { type: "button", onclick: () => { setToken("", false); note("The token is forgotten."); draw(root, params, signal); } }, "Forget it")]
    : [h("p", {}, "Looking needs no token on this machine; changing does, and is asked for then."),
      h("button", { type: "button", onclick: async () => { if (await askForToken(false)) draw(root, params, signal); } }, "Give the token now")]);

const drawModels = (section, signal) => guarded(section, signal, async () => {
  const { models } = await get("/api/v1/models", signal);
  fill(section, h("h2", {}, "Embedding models"), h("ul.panels", {}, models.map((one) => h("li", {}, name(one.name),
    h("span.soft", {}, ` · ${one.dimension ?? "?"} dimensions`)))));
});

const drawGarbage = (section, signal) => guarded(section, signal, async () => {
  fill(section, h("h2", {}, "Unused blocks"), h("p.waiting", {}, "Counting"));
  const plan = await get("/api/v1/gc", signal);
  const free = async (event) => {
    event.target.disabled = true;
    try {
      await send("POST", "/api/v1/jobs", { kind: "gc" });
      refresh();
      location.hash = "#/jobs";
    } catch (error) { section.append(trouble(error)); event.target.disabled = false; }
  };
  fill(section, h("h2", {}, "Unused blocks"),
    h("p", {}, plan.garbage.blocks ? `${count(plan.garbage.blocks, "block")}, ${bytes(plan.garbage.bytes)}, belong to nothing any more.` : "Nothing to clear away."),
    plan.garbage.blocks ? h("button", { type: "button", onclick: free }, "Clear them away") : "");
});

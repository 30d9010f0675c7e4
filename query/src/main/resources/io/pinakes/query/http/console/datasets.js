// Datasets: what they hold, where from, and their versions.
import { bytes, copyable, count, empty, figure, fill, h, name, note, trouble, when } from "./dom.js";
import { at, get, send } from "./api.js";
import { refresh } from "./live.js";

export const draw = async (root, params, signal) => {
  const chosen = params.get("name");
  fill(root, h("p.waiting", {}, "Asking the node"));
  try {
    if (chosen) drawOne(root, await get(at`/api/v1/datasets/${chosen}`, signal));
    else drawAll(root, (await get("/api/v1/datasets", signal)).datasets);
  } catch (error) {
    if (!signal.aborted) fill(root, h("h1", {}, "Datasets"), trouble(error));
  }
};

const figures = (one) => h("dl.figures", {}, [figure(one.documents, "document"), figure(one.chunks, "chunk"),
  ["of blocks", bytes(one.bytes ?? 0)], ["version", one.version || "none yet"]].map(([what, much]) => h("div", {}, h("dt", {}, what), h("dd", {}, String(much)))));

const drawAll = (root, all) => fill(root, h("h1", {}, "Datasets"),
  all.length ? h("ul.panels", {}, all.map((one) => h("li.panel", {},
    h("div.head", {}, h("h2", {}, h("a", { href: `#/datasets?name=${encodeURIComponent(one.name)}`, "data-stop": "" }, one.name)),
      h("span.soft", {}, one.private ? "private" : "public", one.trust ? ` · ${one.trust}` : "")),
    figures(one),
    h("p.soft", {}, one.model, " · ", count(one.sources.length, "source"), one.created ? [" · ", when(one.created)] : "", one.building ? ` · builds ${one.building}` : ""))))
    : empty("There is no dataset yet", h("p", {}, "The first document that you add in the ", h("a", { href: "#/library" }, "library"), " makes one."),
      h("p.soft", {}, h("code", {}, "pinakes ingest ~/papers --dataset papers"))));

const drawOne = (root, one) => fill(root,
  h("p.back", {}, h("a", { href: "#/datasets" }, "← Datasets")), h("h1", {}, name(one.name)),
  h("section.panel", {}, figures(one), h("dl", {}, h("dt", {}, "Model"), h("dd", {}, one.model), h("dt", {}, "Key"), h("dd", {}, copyable(one.id)),
    one.manifest ? [h("dt", {}, "Manifest"), h("dd", {}, copyable(one.manifest))] : "",
    h("dt", {}, "Take it elsewhere"), h("dd", {}, copyable(`pinakes dataset export ${one.name} ${one.name}.car`))),
  h("p", {}, h("a", { href: `#/library?in=${encodeURIComponent(one.name)}` }, "Its files and documents"))),
  h("section.panel", {}, h("h2", {}, "Sources"), one.sources.length ? h("div.scroll", { tabindex: 0, role: "region", "aria-label": "Sources" }, h("table.stacked", {},
    h("thead", {}, h("tr", {}, ["Name", "Folder", ""].map((t) => h("th", { scope: "col" }, t || h("span.quiet-text", {}, "Action"))))),
    h("tbody", {}, one.sources.map((source) => h("tr", {}, h("td", {}, name(source.name)), h("td", {}, name(source.folder, "code")),
      h("td", {}, h("button", { type: "button", onclick: (event) => follow(one.name, source, event.target) }, "Look for changes")))))))
    : h("p.soft", {}, "It follows no folder here.")),
  h("section.panel", {}, h("h2", {}, "Versions"), h("div.scroll", { tabindex: 0, role: "region", "aria-label": "Versions" }, h("table.stacked", {},
    h("thead", {}, h("tr", {}, ["Version", "Made", "Documents", "Chunks", "Manifest"].map((t, i) => h(i === 2 || i === 3 ? "th.number" : "th", { scope: "col" }, t)))),
    h("tbody", {}, one.versions.map((v) => h("tr", {}, h("td", {}, String(v.version)), h("td", {}, when(v.created)),
      h("td.number", {}, `${v.documents}`), h("td.number", {}, `${v.chunks}`), h("td", {}, copyable(v.manifest)))))))));

const follow = async (dataset, source, button) => {
  button.disabled = true;
  try {
    await send("POST", "/api/v1/jobs", { kind: "ingest", request: { dataset, folder: source.folder, source: source.name } });
    refresh();
    note("Looking for changes; see Jobs.");
  } catch (error) {
    button.closest("section").append(trouble(error));
  }
  button.disabled = false;
};

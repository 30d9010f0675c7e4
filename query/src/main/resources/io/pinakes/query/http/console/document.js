// A document: its text with the cited range marked, its chunks' borders, its PDF pages.
import { bytes, copyable, count, fill, h, name, trouble, visible } from "./dom.js";
import { at, get, request } from "./api.js";
import { drawPassages } from "./passages.js";

const AROUND = 12000;

export const draw = async (root, params, signal) => {
  const dataset = params.get("in") ?? "";
  const id = params.get("id") ?? "";
  const number = (key) => (/^\d{1,9}$/.test(params.get(key) ?? "") ? Number(params.get(key)) : undefined);
  const mark = { start: number("start"), end: number("end") };
  fill(root, h("p.waiting", {}, "Opening the document"));
  let found;
  try {
    found = await get(at`/api/v1/datasets/${dataset}/documents/${id}`, signal);
  } catch (error) {
    if (!signal.aborted) fill(root, back(), trouble(error));
    return;
  }
  const isPdf = found.media_type === "application/pdf";
  const view = h("div.sheet");
  const show = (kind) => {
    for (const tab of tabs.querySelectorAll("button")) tab.setAttribute("aria-pressed", String(tab.dataset.view === kind));
    if (kind === "page") import("./pdf.js").then(({ drawPdf }) => drawPdf(view, { dataset, found, mark, page: number("page") ?? 1, signal }));
    else drawText(view, { dataset, found, mark, borders: kind === "chunks", signal });
  };
  const tab = (kind, label) => h("button", { type: "button", "data-view": kind, "aria-pressed": "false", onclick: () => show(kind) }, label);
  const tabs = h("div.tabs", { role: "group", "aria-label": "Show" }, tab("text", "Text"), tab("chunks", "Chunk borders"), isPdf ? tab("page", "PDF page") : "");
  fill(root, back(),
    h("header.title", {}, h("h1", { dir: "auto" }, name(found.title || found.path.split("/").pop())),
      h("p.soft", {}, name(found.path), " · ", name(dataset), " · ", visible(found.media_type), " · ", bytes(found.size), " · ", count(found.chunks.length, "chunk"))),
    h("div.bar", {}, tabs, h("button", { type: "button", onclick: () => download(dataset, found) }, "Get the file")),
    view,
    h("details.facts", {}, h("summary", {}, "Where this comes from"),
      h("dl", {}, h("dt", {}, "Document"), h("dd", {}, copyable(found.document)),
        mark.start === undefined ? "" : [h("dt", {}, "Cited range"), h("dd", {}, `characters ${mark.start} to ${mark.end}`)],
        h("dt", {}, "On the command line"), h("dd", {}, copyable(
          `pinakes document show ${dataset} '${found.path.replaceAll("'", "'\\''")}'${mark.start === undefined ? "" : ` --characters ${mark.start}-${mark.end}`}`)))));
  show(params.get("view") === "page" && isPdf ? "page" : params.get("view") === "chunks" ? "chunks" : "text");
};

const back = () => h("p.back", {}, h("button.link", { type: "button", onclick: () => (history.length > 1 ? history.back() : (location.hash = "#/ask")) }, "← Back"));

/** A window of the text around the mark, which grows at both ends. */
const drawText = async (view, { dataset, found, mark, borders, signal }) => {
  const range = { from: Math.max(0, (mark.start ?? 0) - AROUND / 2), to: (mark.end ?? 0) + AROUND };
  // At a chunk's border, so that no passage begins in its middle.
  const opening = found.chunks.findLast((one) => one.start <= range.from);
  range.from = opening?.start && range.from > 0 ? opening.start : range.from;
  const text = h("article.text", { dir: "auto", "aria-label": "Text of the document" });
  const earlier = h("button.wide", { type: "button", onclick: () => extend(-1) }, "Earlier text");
  const later = h("button.wide", { type: "button", onclick: () => extend(1) }, "More text");
  fill(view, earlier, text, later);
  let points = [];
  const read = async (from, to) => Array.from((await get(`${at`/api/v1/datasets/${dataset}/documents/${found.document}/text`}?start=${from}&end=${to}`, signal)).text);
  const paint = () => {
    drawPassages(text, { points, from: range.from, chunks: found.chunks, mark, borders, dataset, found });
    earlier.hidden = range.from === 0;
    later.hidden = points.length < range.to - range.from;
  };
  const extend = async (direction) => {
    try {
      if (direction < 0) {
        const from = Math.max(0, range.from - AROUND);
        const more = await read(from, range.from);
        const height = document.documentElement.scrollHeight;
        points = more.concat(points);
        range.from = from;
        paint();
        scrollBy(0, document.documentElement.scrollHeight - height);
      } else {
        points = points.concat(await read(range.to, range.to + AROUND));
        range.to += AROUND;
        paint();
      }
    } catch (error) {
      if (!signal.aborted) view.append(trouble(error));
    }
  };
  try {
    points = await read(range.from, range.to);
    paint();
    const target = text.querySelector("mark");
    if (target) {
      target.scrollIntoView({ block: "center" });
      target.focus({ preventScroll: true });
    }
  } catch (error) {
    if (!signal.aborted) fill(view, trouble(error));
  }
};

/** The file as it was read, while it is still where it was. */
const download = async (dataset, found) => {
  try {
    const answer = await request(at`/api/v1/datasets/${dataset}/documents/${found.document}/file`);
    const url = URL.createObjectURL(await answer.blob());
    h("a", { href: url, download: visible(found.path.split("/").pop()) }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  } catch (error) {
    document.querySelector(".sheet")?.before(trouble(error));
  }
};

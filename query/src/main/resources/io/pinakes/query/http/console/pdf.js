// A PDF file's own pages, drawn by pdf.js in a frame that has no origin, no token and no network: this page fetches, and
// hands over the bytes. What comes back is data: a few numbers.
import { fill, h, trouble } from "./dom.js";
import { at, get, request } from "./api.js";

const LIBRARY = "/pdf/build/";
/** What the library may ask for while it draws, by the name it gives the kind. */
const FOLDERS = { cmap: "cmaps", font: "standard_fonts", wasm: "wasm" };

const bytesOf = async (path, signal) => new Uint8Array(await (await request(path, { signal })).arrayBuffer());
const textOf = async (path, signal) => (await request(path, { signal })).text();

/** A passage is on the page that it begins on, and so is what is cited of a document of older homes: its words may stand on one of those behind. */
const BEHIND = 2;

export const drawPdf = async (view, { dataset, found, mark, page, signal }) => {
  fill(view, h("p.waiting", {}, "Drawing the page"));
  let library, worker, data, quote;
  try {
    [data, library, worker, quote] = await Promise.all([
      bytesOf(at`/api/v1/datasets/${dataset}/documents/${found.document}/file`, signal),
      textOf(`${LIBRARY}pdf.min.mjs`, signal), textOf(`${LIBRARY}pdf.worker.min.mjs`, signal),
      mark.start === undefined ? "" : get(`${at`/api/v1/datasets/${dataset}/documents/${found.document}/text`}?start=${mark.start}&end=${mark.end}`, signal).then((t) => t.text),
    ]);
  } catch (error) {
    if (!signal.aborted) fill(view, trouble(error));
    return;
  }
  const frame = h("iframe.pdf", { sandbox: "allow-scripts", src: "/pdf/frame", title: `Page of ${found.path}`, referrerpolicy: "no-referrer" });
  const where = h("output", { "aria-live": "polite" }, "Opening");
  const previous = h("button", { type: "button", onclick: () => turnByHand(shown - 1) }, "Previous page");
  const next = h("button", { type: "button", onclick: () => turnByHand(shown + 1) }, "Next page");
  let shown = page;
  let pages = page;
  let missing = false;
  const say = (message, moved = []) => frame.contentWindow?.postMessage(message, "*", moved);
  const turn = (to) => {
    shown = Math.max(1, Math.min(pages, to));
    where.textContent = `Page ${shown} of ${pages}`;
    say({ kind: "draw", page: shown, quote, width: frame.clientWidth });
  };
  let seeks = quote !== "";
  const turnByHand = (to) => { seeks = false; turn(to); };
  /** Turns on to where the words may be, or back where they are nowhere; gives whether it does. */
  const seek = (marks) => {
    if (!seeks || marks) { seeks = false; return false; }
    const further = shown < Math.min(pages, page + BEHIND);
    seeks = further;
    missing = !further;
    if (!further && shown === Math.min(pages, page)) return false;
    turn(further ? shown + 1 : page);
    return true;
  };
  const hear = async (event) => {
    // The frame's origin is nobody's: it is known by its window.
    if (event.source !== frame.contentWindow || typeof event.data !== "object" || event.data === null) return;
    const message = event.data;
    if (message.kind === "ready") {
      say({ kind: "open", library, worker, data }, [data.buffer]);
    } else if (message.kind === "need" && FOLDERS[message.what] && /^[A-Za-z0-9._-]{1,60}$/.test(message.file)) {
      const answer = await bytesOf(`/pdf/${FOLDERS[message.what]}/${message.file}`, signal).catch(() => null);
      say({ kind: "given", id: message.id, answer });
    } else if (message.kind === "opened") {
      pages = Math.max(1, Math.min(100000, Number(message.pages) || 1));
      turn(page);
    } else if (message.kind === "drawn") {
      const marks = Number(message.marks) || 0;
      if (seek(marks)) return;
      if (missing) where.textContent += " · the cited words could not be found on it";
      missing = false;
      frame.style.height = `${Math.max(100, Math.min(20000, Number(message.height) || 0))}px`;
      previous.disabled = shown <= 1;
      next.disabled = shown >= pages;
      frame.dataset.drawn = String(shown);
      frame.dataset.marks = String(marks);
    } else if (message.kind === "failed") {
      fill(view, trouble({ problem: { title: "The page cannot be drawn", detail: String(message.why).slice(0, 300), fix: "Its text is under Text." } }));
    }
  };
  addEventListener("message", hear);
  let timer;
  const resized = () => { clearTimeout(timer); timer = setTimeout(() => turn(shown), 200); };
  addEventListener("resize", resized);
  signal.addEventListener("abort", () => { removeEventListener("message", hear); removeEventListener("resize", resized); });
  fill(view, h("div.pdf-bar", {}, previous, where, next), frame);
};

// Draws pages of one PDF file. Runs in a sandbox that can reach nothing; the console hands it the library and the file.
const parts = new Map();
let count = 0;
const tell = (message) => parent.postMessage(message, "*");
const need = (what, file) => new Promise((take) => { parts.set(++count, take); tell({ kind: "need", id: count, what, file }); });

const given = async (what, file) => {
  const bytes = await need(what, file);
  if (!bytes) throw new Error(`${file} is not in the library`);
  return bytes;
};
class CMaps { async fetch({ name }) { return { cMapData: await given("cmap", `${name}.bcmap`), isCompressed: true }; } }
class Fonts { fetch({ filename }) { return given("font", filename); } }
class Wasm { fetch({ filename }) { return given("wasm", filename); } }

let pdf;
let drawing = Promise.resolve();
const script = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));

/** The library's worker. A frame without an origin may not start a module as one, but what it starts may import one. */
const started = (module) => new Promise((take) => {
  const worker = new Worker(script(`import(${JSON.stringify(module)}).then(() => postMessage("ready"), () => postMessage("none"))`));
  worker.onerror = () => take(null);
  // The library speaks before that, in objects.
  const hear = ({ data }) => {
    if (typeof data !== "string") return;
    worker.removeEventListener("message", hear);
    take(data === "ready" ? worker : null);
  };
  worker.addEventListener("message", hear);
});

const open = async ({ library, worker, data }) => {
  const { getDocument, GlobalWorkerOptions } = await import(script(library));
  const port = await started(script(worker));
  if (port) GlobalWorkerOptions.workerPort = port;
  else globalThis.pdfjsWorker = await import(script(worker));
  pdf = await getDocument({
    data, isEvalSupported: false, enableXfa: false, useWorkerFetch: false, useSystemFonts: false, stopAtErrors: false,
    maxImageSize: 1 << 26, canvasMaxAreaInBytes: 1 << 28, CMapReaderFactory: CMaps, StandardFontDataFactory: Fonts, WasmFactory: Wasm,
  }).promise;
  tell({ kind: "opened", pages: pdf.numPages });
};

const draw = async ({ page: number, quote, width }) => {
  const page = await pdf.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  const scale = Math.max(0.2, Math.min(4, Math.min(width || 800, 1100) / plain.width));
  const viewport = page.getViewport({ scale });
  const density = Math.min(2, devicePixelRatio || 1);
  const canvas = document.createElement("canvas");
  canvas.width = Math.floor(viewport.width * density);
  canvas.height = Math.floor(viewport.height * density);
  Object.assign(canvas.style, { width: `${viewport.width}px`, height: `${viewport.height}px`, display: "block", margin: "0 auto", background: "#fff" });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `Page ${number}`);
  const { items } = await page.getTextContent();
  await page.render({ canvas, viewport, transform: density === 1 ? undefined : [density, 0, 0, density, 0, 0] }).promise;
  const marks = mark(canvas, items, viewport, density, quote);
  document.body.style.margin = "0";
  document.body.replaceChildren(canvas);
  tell({ kind: "drawn", height: viewport.height, marks });
};

// Two readings of one page differ in spaces, hyphens and ligatures, so that letters and digits alone are compared.
const bare = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Colours the pieces of text that the quote runs over; gives how many. */
const mark = (canvas, items, viewport, density, quote) => {
  const wanted = bare(quote ?? "").slice(0, 2000);
  if (wanted.length < 8) return 0;
  let all = "";
  const ranges = items.map((item) => { const from = all.length; all += bare(item.str ?? ""); return [from, all.length, item]; });
  // A passage may begin on the page before, or go on behind it.
  let start = -1;
  let length = wanted.length;
  for (; length >= 24 || length === wanted.length; length = Math.floor(length / 2)) {
    start = all.indexOf(wanted.slice(0, length));
    if (start < 0) start = all.indexOf(wanted.slice(-length));
    if (start >= 0) break;
  }
  if (start < 0) return 0;
  const context = canvas.getContext("2d");
  context.save();
  context.setTransform(density, 0, 0, density, 0, 0);
  context.globalCompositeOperation = "multiply";
  context.fillStyle = "#fbdca6";
  let marks = 0;
  for (const [from, to, item] of ranges) {
    if (to <= start || from >= start + length || from === to) continue;
    const [, , c, d, x, y] = item.transform;
    const height = Math.hypot(c, d);
    const [x1, y1, x2, y2] = [...viewport.convertToViewportPoint(x, y - height * 0.22), ...viewport.convertToViewportPoint(x + item.width, y + height * 0.86)];
    context.fillRect(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1));
    marks++;
  }
  context.restore();
  return marks;
};

addEventListener("message", (event) => {
  if (event.source !== parent) return;
  const message = event.data;
  const failed = (error) => tell({ kind: "failed", why: String(error?.message ?? error) });
  if (message.kind === "given") { parts.get(message.id)?.(message.answer); parts.delete(message.id); }
  else if (message.kind === "open" && !pdf) open(message).catch(failed);
  else if (message.kind === "draw" && pdf) drawing = drawing.then(() => draw(message)).catch(failed);
});
tell({ kind: "ready" });

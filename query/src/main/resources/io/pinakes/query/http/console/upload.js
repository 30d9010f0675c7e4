// Brings files to the node, one request each, and says of each what came of it.
import { bytes, count, fill, h, name, note, visible } from "./dom.js";
import { ApiError, at, newToken, token } from "./api.js";
import { refresh } from "./live.js";

const AT_ONCE = 2;

export const uploader = (dataset, signal) => {
  const list = h("ul.uploads", { "aria-label": "Files that were brought", hidden: true });
  const picker = h("input", { type: "file", multiple: true, hidden: true, tabindex: -1, "aria-label": "Files", onchange: () => { bring([...picker.files].map((file) => ({ file, path: file.name }))); picker.value = ""; } });
  const folder = h("input", { type: "file", webkitdirectory: true, hidden: true, tabindex: -1, "aria-label": "Folder", onchange: () => { bring([...folder.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }))); folder.value = ""; } });
  const place = h("section.drop", { "aria-label": "Add documents" },
    h("p", {}, h("strong", {}, "Drop documents here"), " to add them to ", h("strong", {}, name(dataset)), "."),
    h("div.row", {}, h("button", { type: "button", onclick: () => picker.click() }, "Choose files"),
      h("button", { type: "button", onclick: () => folder.click() }, "Choose a folder")), picker, folder);
  const waiting = [];
  let running = 0;
  const bring = (files) => {
    list.hidden = false;
    // What begins with a dot is left out by every ingest.
    const isHidden = ({ path }) => path.split("/").some((part) => part.startsWith("."));
    const wanted = files.filter((one) => !isHidden(one));
    const hidden = files.filter(isHidden);
    if (hidden.length) list.prepend(leftOut(hidden));
    for (const { file, path } of wanted) waiting.push(item(list, dataset, file, path));
    next();
  };
  const next = () => {
    while (running < AT_ONCE && waiting.length) {
      running++;
      waiting.shift()().finally(() => { running--; next(); });
    }
  };
  const over = (event) => {
    if (![...event.dataTransfer?.types ?? []].includes("Files")) return;
    event.preventDefault();
    place.classList.toggle("over", event.type === "dragover");
  };
  for (const kind of ["dragover", "dragleave"]) addEventListener(kind, over, { signal });
  addEventListener("drop", async (event) => {
    event.preventDefault();
    place.classList.remove("over");
    bring(await dropped(event.dataTransfer));
  }, { signal });
  return h("div", {}, place, list);
};

/** Files and folders that were dropped, folders with all that is in them. */
const dropped = async (transfer) => {
  // Taken at once: when the event is over, the list is empty.
  const items = [...transfer.items].filter((one) => one.kind === "file").map((one) => ({ entry: one.webkitGetAsEntry?.(), file: one.getAsFile() }));
  const found = items.filter(({ entry, file }) => file && !entry?.isDirectory).map(({ file }) => ({ file, path: file.name }));
  const walk = async (entry, path) => {
    if (entry.isFile) {
      found.push({ file: await new Promise((take, fail) => entry.file(take, fail)), path });
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((take, fail) => reader.readEntries(take, fail));
        if (!some.length) break;
        for (const one of some) await walk(one, `${path}/${one.name}`);
      }
    }
  };
  for (const { entry } of items) {
    if (entry?.isDirectory) await walk(entry, entry.name).catch(() => note(`Not all of ${visible(entry.name)} could be read.`));
  }
  return found;
};

/** A line in the list that stays: a file that was dropped and is not there would be looked for. */
const leftOut = (hidden) => {
  note(`${count(hidden.length, "hidden file was", "hidden files were")} left out.`);
  return h("li", { "data-state": "left-out" }, h("div.head", {}, h("strong", {}, name(hidden[0].path)), hidden.length > 1 ? h("span.soft", {}, `and ${hidden.length - 1} more`) : ""),
    h("p.soft", {}, "Hidden files, whose name or folder begins with a dot, are left out."));
};

/** What is refused by its name or length would be so again. */
const NEVER = [400, 413];

/** A line in the list, and what brings its file. */
const item = (list, dataset, file, path) => {
  const said = h("p.soft", {}, "Waits");
  const bar = h("progress", { max: 1, value: 0, "aria-label": `${path}: brought so far` });
  const line = h("li", { "data-upload": path }, h("div.head", {}, h("strong", {}, name(path)), h("span.soft", {}, bytes(file.size))), bar, said);
  list.prepend(line);
  const bring = async (replace) => {
    bar.hidden = false;
    fill(said, "On its way");
    said.className = "soft";
    try {
      const answer = await put(at`/api/v1/datasets/${dataset}/uploads/${path}`, file, replace, (share) => { bar.value = share; });
      line.dataset.state = "brought";
      fill(said, "Brought. ", h("a", { href: "#/jobs" }, answer.job.id), " reads it.");
      refresh();
    } catch (error) {
      line.dataset.state = "refused";
      const taken = error.status === 412;
      const problem = taken ? { detail: "A file of that name is there already." } : error.problem ?? { detail: error.message };
      fill(said, h("span.state.bad", {}, visible(problem.detail)), " ", visible(problem.fix ?? ""), " ",
        taken ? h("button", { type: "button", onclick: () => bring(true) }, "Replace")
          : NEVER.includes(error.status) ? "" : h("button", { type: "button", onclick: () => bring(replace) }, "Try again"));
    }
    bar.hidden = true;
  };
  return () => bring(false);
};

/** One upload; XMLHttpRequest, because fetch does not say how far it is. Asks for the token as `request` does. */
const put = (path, file, replace, progress) => new Promise((take, fail) => {
  const request = new XMLHttpRequest();
  request.open("PUT", path);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  if (!replace) request.setRequestHeader("If-None-Match", "*");
  const shown = token();
  if (shown) request.setRequestHeader("Authorization", `Bearer ${shown}`);
  request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
  request.onerror = () => fail(new Error("It was broken off: the node went away, or did not take it."));
  request.onload = async () => {
    let body;
    try { body = JSON.parse(request.responseText); } catch { body = { detail: `The node answered ${request.status}.` }; }
    if (request.status < 300) take(body);
    else if (request.status === 401 && (await newToken(shown))) put(path, file, replace, progress).then(take, fail);
    else fail(new ApiError(request.status, body));
  };
  request.send(file);
});

// Long work: how far it is, what came of it, and what stops it.
import { bytes, count, empty, fill, h, name, note, seconds, trouble, visible, when } from "./dom.js";
import { at, send } from "./api.js";
import { isActive, refresh, watchJobs } from "./live.js";

const KINDS = { ingest: "Ingest", "use-model": "Change of model", gc: "Clearing away", export: "Export", import: "Import",
  "remove-document": "Removal of a document", "remove-source": "Removal of a source", "remove-dataset": "Removal of a dataset",
  publish: "Publication", unpublish: "Withdrawal", compact: "Compaction",
  "add-files": "Files taken in", "import-blocks": "Archive taken in", "import-model": "Model taken in", "pull-blocks": "Pull", "pull-dataset": "Pull of a dataset",
  pin: "Pin", unpin: "Unpin", "unpublish-blocks": "Withdrawal of files", "put-node": "Node put", "put-name": "Name put", "sync-kubo": "Kubo brought in step" };
const LOOKS = { succeeded: "good", partial: "warn", failed: "bad", cancelled: "", running: "busy", queued: "" };
const WORDS = { succeeded: "Done", partial: "Done, but some failed", failed: "Failed", cancelled: "Cancelled", running: "Running", queued: "Waiting" };

export const draw = (root, params, signal) => {
  const list = h("ul.panels", { "aria-label": "Jobs" });
  fill(root, h("h1", {}, "Jobs"), list);
  watchJobs((jobs) => {
    if (!jobs.length) fill(list, h("li", {}, empty("Nothing was begun yet", h("p", {}, "What you add in the ", h("a", { href: "#/library" }, "library"), " shows here."))));
    else keyed(list, jobs, (job) => h("li.panel", { "data-job": job.id }, jobView(job)));
  }, signal);
  fill(list, list.children.length ? [...list.children] : h("li", {}, h("p.waiting", {}, "Asking the node")));
};

/** Draws again only what moved, so that a button keeps its focus while the others go on. */
const keyed = (list, jobs, make) => {
  const known = new Map([...list.children].map((item) => [item.dataset.job, item]));
  const items = jobs.map((job) => {
    const item = known.get(job.id);
    const mark = JSON.stringify(job);
    if (item && item.mark === mark) return item;
    if (item && item.state === job.state && isActive(job)) {
      item.querySelector("[data-progress]")?.replaceWith(progress(job));
      item.mark = mark;
      return item;
    }
    return Object.assign(make(job), { mark, state: job.state });
  });
  if (items.some((item, i) => list.children[i] !== item) || list.children.length !== items.length) list.replaceChildren(...items);
};

/** One job: what it is, how far, and what to do about it. */
export const jobView = (job) => {
  const { dataset, folder, source, path, file, model, cid, roots } = job.request ?? {};
  const what = [dataset && name(dataset), folder ?? path ?? file ?? source ?? model ?? cid ?? roots?.[0]].filter(Boolean);
  return [
    h("div.head", {}, h("h2", { "data-stop": "", tabindex: -1 }, KINDS[job.kind] ?? job.kind), h(`span.state.${LOOKS[job.state]}`, {}, WORDS[job.state] ?? job.state)),
    h("p.soft", {}, what.flatMap((one, i) => [i ? " · " : "", typeof one === "string" ? name(one) : one])),
    isActive(job) ? progress(job) : "",
    job.error ? h("div.trouble", {}, h("p", {}, visible(job.error.error)), job.error.fix ? h("p", {}, visible(job.error.fix)) : "") : "",
    job.result ? h("p", {}, result(job.result)) : "",
    job.result?.warnings?.length ? h("ul.warnings", { "aria-label": "Warnings" }, job.result.warnings.map((warning) => h("li", {}, visible(warning)))) : "",
    h("div.row", {}, isActive(job) ? h("button", { type: "button", onclick: (event) => cancel(job, event.target) }, "Cancel") : "",
      job.kind === "ingest" && !isActive(job) ? h("a", { href: `#/library?in=${encodeURIComponent(dataset ?? "home")}` }, "Its files") : "",
      h("span.soft", {}, job.id, " · ", when(job.ended ?? job.started ?? job.created))),
  ];
};

const waits = (job) => job.waits_for ? `Waits for its turn behind ${job.waits_for.join(", ")}.` : "Begins as soon as there is room.";

/** How far a job is, in bytes where they are known, else in files. */
export const progress = (job) => {
  const p = job.progress;
  if (!p) return h("p.soft", { "data-progress": "" }, job.state === "queued" ? waits(job) : "Begins.");
  const share = p.bytes_total ? p.bytes / p.bytes_total : p.files_total ? p.files / p.files_total : p.chunks_total ? p.chunks / p.chunks_total : undefined;
  const said = [p.stage, p.files_total ? `${p.files} of ${count(p.files_total, "file")}` : "", p.bytes_total ? `${bytes(p.bytes)} of ${bytes(p.bytes_total)}` : "",
    p.blocks ? count(p.blocks, "block") : "", p.embedded ? `${count(p.embedded, "passage")} embedded` : "", p.left_seconds ? `about ${seconds(p.left_seconds)} left` : ""].filter(Boolean).join(" · ");
  return h("div", { "data-progress": "" },
    h("progress", { max: 1, ...(share === undefined ? {} : { value: Math.min(1, share) }), "aria-label": said }),
    h("p.soft", {}, said, p.file ? [h("br"), name(p.file)] : ""));
};

const result = (r) => {
  if (r.files) {
    return [r.files.indexed && `${r.files.indexed} read`, r.files.unchanged && `${r.files.unchanged} unchanged`, r.files.failed && `${r.files.failed} failed`,
      r.files.removed && `${r.files.removed} removed`, r.files.skipped && `${r.files.skipped} left out`, r.chunks?.embedded && `${r.chunks.embedded} passages embedded`,
      r.seconds !== undefined && `in ${seconds(r.seconds)}`].filter(Boolean).join(", ");
  }
  if (r.garbage) return `${count(r.garbage.blocks, "block")} cleared away, ${bytes(r.garbage.bytes)}`;
  if (r.removed) return `${visible(r.removed)} removed`;
  if (r.bytes !== undefined) return `${count(r.blocks ?? 0, "block")}, ${bytes(r.bytes)}`;
  return "";
};

const cancel = async (job, button) => {
  button.disabled = true;
  button.textContent = "Stopping";
  try {
    const now = await send("DELETE", at`/api/v1/jobs/${job.id}`);
    note(now.state === "cancelled" ? `${job.id} was cancelled.` : `${job.id} will stop.`);
  } catch (error) {
    button.closest("li, section")?.append(trouble(error));
    button.disabled = false;
    button.textContent = "Cancel";
  }
  refresh();
};

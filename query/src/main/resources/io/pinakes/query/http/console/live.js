// The list of jobs, kept fresh: the list is asked for now and then, what runs is streamed.
import { at, events, get, isDown } from "./api.js";

const listeners = new Set();
const streams = new Map();
let jobs = [];
let timer;

const ACTIVE = ["queued", "running"];
export const isActive = (job) => ACTIVE.includes(job.state);

/** Hears the jobs, newest first, whenever one of them moves; gives what stops it. */
export const watchJobs = (listener, signal) => {
  listeners.add(listener);
  signal?.addEventListener("abort", () => listeners.delete(listener));
  if (jobs.length) listener(jobs);
  refresh();
};

const tell = () => { for (const listener of listeners) listener(jobs); };

const put = (job) => {
  const i = jobs.findIndex((one) => one.id === job.id);
  if (i < 0) jobs = [job, ...jobs];
  else jobs = jobs.with(i, job);
  tell();
};

/** Looks now: something was begun. */
export const refresh = async () => {
  clearTimeout(timer);
  try {
    const list = await get("/api/v1/jobs?limit=100");
    const progress = new Map(jobs.map((job) => [job.id, job.progress]));
    jobs = list.jobs.map((job) => ({ ...job, progress: job.progress ?? progress.get(job.id) ?? null }));
    tell();
    for (const job of jobs) if (job.state === "running" && !streams.has(job.id)) follow(job.id);
  } catch {
    // The banner says so.
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, isDown() || document.hidden ? 15000 : jobs.some(isActive) ? 2000 : 10000);
};

/** Streams a job's events until it ends; a stream that breaks goes on where it was. */
const follow = async (id) => {
  streams.set(id, true);
  let last = "";
  try {
    for (let tries = 0; tries < 5 && !isDown(); tries++) {
      await events(at`/api/v1/jobs/${id}/events`, { headers: last ? { "Last-Event-ID": last } : {} }, ({ id: number, event, data }) => {
        last = number;
        tries = 0;
        const job = jobs.find((one) => one.id === id);
        if (event === "state") put({ ...data, progress: data.progress ?? job?.progress ?? null });
        else if (event === "progress" && job) put({ ...job, progress: data });
      });
      if (!isActive(jobs.find((one) => one.id === id) ?? { state: "gone" })) break;
    }
  } catch {
    // The list is asked for again anyway.
  } finally {
    streams.delete(id);
  }
};

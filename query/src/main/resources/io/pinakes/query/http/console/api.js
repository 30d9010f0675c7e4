// Speaks to /api/v1. An answer that is an error is thrown as ApiError; a node that does not answer as Unreachable.

const KEY = "pinakes.token";
const listeners = new Set();
let down = false;
let asker = async () => false;

export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `status ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

export class Unreachable extends Error {
  constructor() {
    super("The node does not answer.");
    this.problem = { title: "The node does not answer.", detail: "", fix: "Start it: pinakes serve" };
  }
}

// Of this tab, unless the owner wants it kept: whoever listens at this address later could read what is kept.
const kept = (action) => {
  try { return action(); } catch { return null; }
};
export const token = () => kept(() => sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY)) ?? "";
export const isKept = () => kept(() => localStorage.getItem(KEY)) !== null;
export const setToken = (value, keep) => kept(() => {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
  if (value) (keep ? localStorage : sessionStorage).setItem(KEY, value);
});

/** Who asks for the token when one is needed; gives whether there is a new one. */
export const askForTokenBy = (how) => { asker = how; };

/** Hears whether the node answers, whenever that changes. */
export const onReach = (listener) => listeners.add(listener);
export const isDown = () => down;
const reached = (yes) => {
  if (down === !yes) return;
  down = !yes;
  for (const listener of listeners) listener(yes);
};

const problemOf = async (answer) => {
  try { return await answer.json(); } catch { return { title: "Request failed", detail: `The node answered ${answer.status}.` }; }
};

/** Whether there is another token than the one that was refused: given meanwhile, or now. */
export const newToken = async (shown) => token() !== shown || asker(shown !== "");

/** One request; while a token is wanted, asks for it until it is the right one or the user has none. */
export const request = async (path, options = {}) => {
  const headers = new Headers(options.headers ?? {});
  const shown = token();
  if (shown) headers.set("Authorization", `Bearer ${shown}`);
  let answer;
  try {
    answer = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    reached(false);
    throw new Unreachable();
  }
  reached(true);
  if (answer.status === 401 && (await newToken(shown))) return request(path, options);
  if (!answer.ok) throw new ApiError(answer.status, await problemOf(answer));
  return answer;
};

export const get = async (path, signal) => (await request(path, { signal })).json();

export const send = async (method, path, body, signal, headers = {}) => {
  const answer = await request(path, {
    method, signal,
    headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return answer.status === 204 ? null : answer.json();
};

/** A path with its segments encoded: at`/api/v1/jobs/${id}`. */
export const at = (parts, ...values) =>
  parts.reduce((path, part, i) => path + encodeURIComponent(values[i - 1]) + part);

/**
 * Reads server-sent events from a request: calls `hear({ id, event, data })` for each, `data` parsed. Ends with the stream.
 */
export const events = async (path, options, hear) => {
  const answer = await request(path, { ...options, headers: { Accept: "text/event-stream", ...options.headers } });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  let event = { id: "", event: "message", data: [] };
  for (;;) {
    let piece;
    try {
      piece = await reader.read();
    } catch (error) {
      if (error.name !== "AbortError") reached(false);
      throw error.name === "AbortError" ? error : new Unreachable();
    }
    if (piece.done) return;
    text += piece.value;
    const lines = text.split("\n");
    text = lines.pop();
    for (const line of lines) {
      if (line === "") {
        if (event.data.length) hear({ ...event, data: JSON.parse(event.data.join("\n")) });
        event = { id: "", event: "message", data: [] };
      } else if (!line.startsWith(":")) {
        const colon = line.indexOf(":");
        const field = line.slice(0, colon);
        const value = line.slice(colon + 1).replace(/^ /, "");
        if (field === "data") event.data.push(value);
        else if (field === "id" || field === "event") event[field] = value;
      }
    }
  }
};

/** Asks whether the node is there again. */
export const ping = async () => {
  try {
    reached((await fetch("/livez", { cache: "no-store" })).ok);
  } catch {
    reached(false);
  }
};

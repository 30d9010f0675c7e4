// Makes elements. Text is only ever text: nothing here, and nothing in the page's policy, lets a string become markup.

/** An element: `h("a.soft", { href, onclick }, "text", child)`; `undefined`, `null` and `false` children are left out. */
export const h = (kind, attributes = {}, ...children) => {
  const [name, ...classes] = kind.split(".");
  const made = document.createElement(name);
  if (classes.length) made.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in BY_PROPERTY) made[key] = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((c) => c !== undefined && c !== null && c !== false && c !== ""));
  return made;
};

const BY_PROPERTY = { value: 1, checked: 1, disabled: 1, hidden: 1, max: 1 };

/** Puts these into an element instead of what is in it. */
export const fill = (element, ...children) => {
  element.replaceChildren(...children.flat(Infinity).filter((c) => c !== undefined && c !== null && c !== false && c !== ""));
  return element;
};

const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** A name from outside with what would hide in it shown: a mark that turns text round, or one that nobody sees. */
export const visible = (name) =>
  String(name ?? "").replace(CONTROLS, (c) => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);

const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;

/** Text from outside as it is, but for marks that show other words than are there. Cut it first: it grows by this. */
export const unturned = (text) => String(text ?? "").replace(TURNING, visible);

/** A name from outside, kept from turning round what stands beside it. */
export const name = (text, kind = "bdi") => h(kind, {}, visible(text));

export const bytes = (n) => {
  if (n === undefined || n === null) return "";
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  let value = n;
  while (value >= 1000 && unit < units.length - 1) { value /= 1000; unit++; }
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
};

export const count = (n, one, many = `${one}s`) => `${Number(n ?? 0).toLocaleString("en")} ${n === 1 ? one : many}`;

/** A figure and what it is of, for a list of such. */
export const figure = (n, one) => [n === 1 ? one : `${one}s`, Number(n ?? 0).toLocaleString("en")];

export const seconds = (s) => {
  if (s < 1) return `${Math.round(s * 1000)} ms`;
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  return `${(s / 3600).toFixed(1)} h`;
};

export const when = (iso) => {
  if (!iso) return "";
  const date = new Date(iso);
  const ago = (Date.now() - date) / 1000;
  const said = ago < 5 ? "just now" : ago < 86400 ? `${seconds(ago)} ago`
    : date.toLocaleDateString("en", { year: "numeric", month: "short", day: "numeric" });
  return h("time", { datetime: iso, title: date.toLocaleString("en") }, said);
};

/** A CID or command that is copied by a click. */
export const copyable = (text, label = "Copy") => {
  const button = h("button.copy", { type: "button", "aria-label": `${label}: ${text}`, title: label, onclick: async () => {
    await navigator.clipboard.writeText(text).then(() => note("Copied."), () => note("The browser does not let it be copied."));
  } }, "Copy");
  return h("span.copyable", {}, h("code", {}, visible(text)), button);
};

/** Says something in passing, to eyes and to readers of the screen. */
export const note = (text) => {
  const said = h("p", {}, text);
  document.querySelector("#notes").append(said);
  setTimeout(() => said.remove(), 4000);
};

/** What went wrong, and what mends it. */
export const trouble = (error, again) => {
  const problem = error.problem ?? {};
  return h("div.trouble", { role: "alert" },
    h("p", {}, h("strong", {}, problem.title ?? "That did not work"), " ", visible(problem.detail ?? error.message)),
    problem.fix ? h("p", {}, visible(problem.fix)) : "",
    problem.requestId ? h("p.soft", {}, "Request ", h("code", {}, problem.requestId)) : "",
    again ? h("button", { type: "button", onclick: again }, "Try again") : "");
};

export const empty = (title, ...more) => h("div.empty", {}, h("h2", {}, title), ...more);

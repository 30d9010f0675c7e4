// Questions: an answer as it comes, or passages; the sources beside it.
import { count, fill, h, seconds, trouble, unturned, visible, name, empty } from "./dom.js";
import { events, get, send } from "./api.js";
import { drawAnswer } from "./answer.js";
import { drawSources } from "./sources.js";

/** As many as the node takes. */
const LONGEST = 32768;
const MODES = { ask: "Answer", search: "Passages" };

export const draw = async (root, params, signal) => {
  const mode = params.get("mode") === "search" ? "search" : "ask";
  const question = params.get("q") ?? "";
  const field = h("textarea", { id: "question", rows: 1, value: question, dir: "auto", enterkeyhint: "search",
    placeholder: "What do you want to know?", "aria-label": "Question", autocapitalize: "sentences", spellcheck: "true",
    onkeydown: (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
    },
    oninput: () => grow(field) });
  const datasets = h("select", { id: "dataset" }, h("option", { value: "" }, "All datasets"));
  const filter = h("input", { id: "filter", value: params.get("filter") ?? "", placeholder: "path=reports/**", spellcheck: "false", maxlength: 1000 });
  const choice = h("div.choice", { role: "radiogroup", "aria-label": "What to give" },
    Object.entries(MODES).map(([key, label]) => h("label", {},
      h("input", { type: "radio", name: "mode", value: key, checked: key === mode }), h("span", {}, label))));
  const form = h("form.question", { role: "search", onsubmit: (event) => {
    event.preventDefault();
    if (field.value.trim()) go();
  } },
  h("div.field", {}, field, h("button.primary", { type: "submit" }, "Ask")),
  h("div.options", {}, choice,
    h("label.inline", {}, h("span", {}, "in"), datasets),
    h("details", { open: filter.value !== "" }, h("summary", {}, "Filter"), h("label.inline", { for: "filter" }, h("span", {}, "Only where"), filter))));

  const go = () => {
    // Said, not cut: whoever pastes a text would be answered about its beginning.
    const length = field.value.trim().length;
    if (length > LONGEST) {
      fill(results, trouble({ problem: { title: "The question is too long", fix: "Ask in fewer words.",
        detail: `It has ${length.toLocaleString("en")} characters; ${LONGEST.toLocaleString("en")} can be asked.` } }));
      return;
    }
    const next = new URLSearchParams({ q: field.value.trim() });
    const chosen = new FormData(form).get("mode");
    if (chosen !== "ask") next.set("mode", chosen);
    if (datasets.value) next.set("in", datasets.value);
    if (filter.value.trim()) next.set("filter", filter.value.trim());
    const target = `#/ask?${next}`;
    if (location.hash === target) dispatchEvent(new HashChangeEvent("hashchange"));
    else location.hash = target;
  };
  const results = h("div.results");
  root.classList.toggle("fresh", !question);
  fill(root, h(question ? "h1.quiet" : "h1.quiet.first", {}, "Ask your documents"), form, results);
  grow(field);
  if (!question) field.focus({ preventScroll: true });

  const list = get("/api/v1/datasets", signal).then(({ datasets: all }) => {
    datasets.append(...all.map((one) => h("option", { value: one.name }, one.name)));
    datasets.value = params.get("in") ?? "";
    if (!question) welcome(results, all);
  }).catch((error) => { if (!question && !signal.aborted) fill(results, trouble(error)); });
  if (question) {
    const body = { datasets: params.get("in") ? [params.get("in")] : undefined, filters: params.get("filter") ? [params.get("filter")] : undefined };
    await (mode === "ask" ? ask : search)(results, question, body, signal);
  }
  await list;
};

const grow = (field) => { field.rows = Math.min(6, field.value.split("\n").length); };

const welcome = (results, datasets) => {
  const full = datasets.filter((one) => one.documents > 0);
  if (!full.length) {
    fill(results, empty("There is nothing to ask yet",
      h("p", {}, "Add documents in the ", h("a", { href: "#/library" }, "library"), ": drop them there, or name a folder."),
      h("p.soft", {}, "Or on the command line: ", h("code", {}, "pinakes ingest ~/papers"))));
    return;
  }
  const documents = full.reduce((sum, one) => sum + one.documents, 0);
  fill(results, h("p.stock", {}, `${count(documents, "document")} in ${count(full.length, "dataset")}. `,
    h("span.soft", {}, "Every answer shows what it rests on. Press ", h("kbd", {}, "?"), " for keys.")));
};

const omissions = (omitted) => omitted?.length
  ? h("div.trouble", {}, omitted.map((one) => h("p", {}, h("strong", {}, name(one.dataset)),
    one.searched === "text" ? " was searched by words only: " : " was not searched: ", visible(one.reason), " ", visible(one.fix))))
  : "";

const ask = async (results, question, body, signal) => {
  const answer = h("section.answer", { "aria-label": "Answer", "aria-busy": "true" }, h("p.waiting", {}, "Looking through the passages"));
  const sources = h("section.sources", { "aria-label": "Sources" });
  fill(results, h("div.beside", {}, answer, sources));
  const live = h("p.words", { dir: "auto" });
  const start = performance.now();
  try {
    await events("/api/v1/ask", {
      method: "POST", signal, body: JSON.stringify({ question, ...body }), headers: { "Content-Type": "application/json" },
    }, ({ event, data }) => {
      if (event === "contexts") {
        drawSources(sources, data.contexts, []);
        fill(answer, live);
      } else if (event === "text") {
        live.append(unturned(data.text));
      } else if (event === "answer") {
        drawAnswer(answer, data);
        drawSources(sources, data.contexts, data.citations);
        answer.append(omissions(data.omitted), h("p.soft.by", {},
          `${data.generator.name}${data.generator.model ? `, ${data.generator.model}` : ""} · ${seconds((performance.now() - start) / 1000)}`,
          data.generator.endpoint ? ` · ${data.generator.endpoint}` : " · nothing left this machine"));
      } else if (event === "error") {
        fill(answer, trouble({ problem: data.error }));
      }
    });
  } catch (error) {
    if (signal.aborted) return;
    fill(answer, trouble(error, () => ask(results, question, body, signal)));
  } finally {
    answer.setAttribute("aria-busy", "false");
  }
};

const search = async (results, question, body, signal) => {
  fill(results, h("p.waiting", {}, "Searching"));
  try {
    const found = await send("POST", "/api/v1/search", { query: question, k: 20, explain: true, ...body }, signal);
    const list = h("section.sources.wide", { "aria-label": "Passages" });
    fill(results, h("p.soft.by", { role: "status" }, `${count(found.hits.length, "passage")} in ${seconds(found.took_ms / 1000)}`), omissions(found.omitted), list);
    drawSources(list, found.hits.map((hit) => ({ ...hit, n: hit.rank })), []);
    if (!found.hits.length) fill(list, empty("No passage was found", h("p", {}, "Try other words, another dataset, or no filter.")));
  } catch (error) {
    if (!signal.aborted) fill(results, trouble(error, () => search(results, question, body, signal)));
  }
};

// Passages as cards: where they stand, what they say, and what is quoted of them.
import { fill, h, name, unturned, visible } from "./dom.js";

/** The address of a place in a document: the page there shows the range marked. */
export const placeOf = (place, more = {}) => `#/document?${new URLSearchParams({
  in: place.dataset, id: place.document, start: place.start, end: place.end, ...(place.page ? { page: place.page } : {}), ...more,
})}`;

export const drawSources = (section, contexts, citations) => {
  const cited = contexts.filter((one) => one.cited);
  const rest = contexts.filter((one) => !one.cited);
  const decided = citations.length > 0;
  const heading = (text) => h("h2", {}, text);
  // Drawn again when the answer is there: whoever is at a passage by then stays at it.
  const held = section.contains(document.activeElement) ? document.activeElement.closest(".card")?.id : undefined;
  fill(section,
    decided ? [heading("Cited"), h("ol", {}, cited.map((one) => card(one, citations)))] : "",
    decided && rest.length ? [heading("Also looked at"), h("ol.more", {}, rest.map((one) => card(one, [])))] : "",
    decided ? "" : [heading("Passages"), h("ol", {}, contexts.map((one) => card(one, [])))]);
  if (held) section.querySelector(`#${held} [data-stop]`)?.focus({ preventScroll: true });
};

const card = (context, citations) => {
  const quotes = citations.filter((one) => one.n === context.n);
  const target = quotes[0] ? { ...quotes[0], dataset: context.dataset } : context;
  return h("li.card", { id: `source-${context.n}` },
    h("div.place", {}, h("span.n", {}, String(context.n)),
      h("a", { href: placeOf(target), "data-stop": "" }, name(context.path)),
      target.page ? h("span.soft", {}, `page ${target.page}`) : ""),
    context.heading?.length ? h("p.heading", { dir: "auto" }, context.heading.map(visible).join(" › ")) : "",
    h("p.passage", { dir: "auto" }, marked(context.text, quotes.map((one) => one.quote))),
    h("p.soft.foot", {}, name(context.dataset), context.elsewhere?.length ? ` · also in ${context.elsewhere.length} other places` : "",
      context.stages ? stages(context) : ""));
};

/** How the rank came about. */
const stages = (hit) => h("details.why", {}, h("summary", {}, "Why here"),
  h("table", {}, h("thead", {}, h("tr", {}, ["Stage", "Rank", "Score"].map((t) => h("th", { scope: "col" }, t)))),
    h("tbody", {}, hit.stages.map((s) => h("tr", {}, h("td", {}, s.stage), h("td", {}, s.rank ?? ""),
      h("td", {}, typeof s.score === "number" ? s.score.toFixed(3) : ""))))));

/** A text with what is quoted of it marked; a quote that is not there word for word marks nothing. */
const marked = (text, quotes) => {
  const ranges = quotes.filter(Boolean).map((quote) => [text.indexOf(quote), quote.length])
    .filter(([at]) => at >= 0).sort((a, b) => a[0] - b[0]);
  const pieces = [];
  let from = 0;
  for (const [at, length] of ranges) {
    if (at < from) continue;
    pieces.push(unturned(text.slice(from, at)), h("mark", {}, unturned(text.slice(at, at + length))));
    from = at + length;
  }
  return [...pieces, unturned(text.slice(from))];
};

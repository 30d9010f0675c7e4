// An answer, its citations turned into links to the very words that they rest on.
import { fill, h, unturned } from "./dom.js";
import { placeOf } from "./sources.js";

export const drawAnswer = (section, data) => {
  const contexts = new Map(data.contexts.map((one) => [one.n, one]));
  const link = (cited) => {
    const { n } = cited;
    return h("a.cite", { href: placeOf({ ...cited, dataset: contexts.get(n)?.dataset }), "aria-label": `Source ${n}: ${cited.path}`,
      onmouseenter: () => light(n, true), onmouseleave: () => light(n, false), onfocus: () => light(n, true), onblur: () => light(n, false) }, String(n));
  };
  fill(section, data.enough ? "" : h("p.refusal", {}, "The documents do not seem to answer this."),
    lines(data, link).map((pieces) => h("p.words", { dir: "auto" }, pieces)),
    data.cut ? h("p.soft", {}, "The answer was cut where it grew too long.") : "",
    data.rejected?.length ? h("p.soft", {}, `${data.rejected.length} of the generator's citations did not hold, and were taken out.`) : "");
};

/** The lines of an answer, with a link where each citation's mark is; a [1] that stands in a quote is the document's own. */
const lines = ({ answer, citations }, link) => {
  // The node counts code points, not what a string here is made of.
  const points = Array.from(answer);
  const all = [[]];
  const say = (from, to) => points.slice(from, to).join("").split(/\n+/).forEach((text, i) => {
    if (i) all.push([]);
    if (text.trim() || all.at(-1).length) all.at(-1).push(unturned(text));
  });
  let from = 0;
  for (const cited of citations) {
    say(from, cited.mark.start);
    all.at(-1).push(link(cited));
    from = cited.mark.end;
  }
  say(from);
  return all.filter((line) => line.length);
};

const light = (n, on) => document.querySelector(`#source-${n}`)?.classList.toggle("lit", on);

// An answer, its citations turned into links to the very words that they rest on.
import { fill, h, unturned } from "./dom.js";
import { placeOf } from "./sources.js";

export const drawAnswer = (section, data) => {
  const contexts = new Map(data.contexts.map((one) => [one.n, one]));
  const used = new Map();
  const citation = (n) => {
    // The second [2] of an answer names the second thing that was quoted from passage 2, if there is one.
    const all = data.citations.filter((one) => one.n === n);
    const turn = used.get(n) ?? 0;
    used.set(n, turn + 1);
    return all[Math.min(turn, all.length - 1)];
  };
  const words = (line) => line.split(/(\[\d{1,3}\])/).map((piece) => {
    const n = piece.match(/^\[(\d{1,3})\]$/) ? Number(piece.slice(1, -1)) : 0;
    const cited = n ? citation(n) : undefined;
    const context = contexts.get(n);
    if (!cited || !context) return unturned(piece);
    return h("a.cite", { href: placeOf({ ...cited, dataset: context.dataset }), "aria-label": `Source ${n}: ${cited.path}`,
      onmouseenter: () => light(n, true), onmouseleave: () => light(n, false), onfocus: () => light(n, true), onblur: () => light(n, false) }, String(n));
  });
  fill(section, data.enough ? "" : h("p.refusal", {}, "The documents do not seem to answer this."),
    data.answer.split(/\n+/).filter((text) => text.trim()).map((text) => h("p.words", { dir: "auto" }, words(text))),
    data.cut ? h("p.soft", {}, "The answer was cut where it grew too long.") : "",
    data.rejected?.length ? h("p.soft", {}, `${data.rejected.length} of the generator's citations did not hold, and were taken out.`) : "");
};

const light = (n, on) => document.querySelector(`#source-${n}`)?.classList.toggle("lit", on);

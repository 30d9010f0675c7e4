// Text cut where something begins or ends: the mark, and the borders of chunks.
import { fill, h, unturned, visible } from "./dom.js";

/**
 * Draws `points`, the characters of a document from `from` on. Offsets are in characters (Unicode code points), as the
 * API counts them, not in the units of a JavaScript string.
 */
export const drawPassages = (article, { points, from, chunks, mark, borders }) => {
  const to = from + points.length;
  const inside = (at) => at > from && at < to;
  const near = borders ? chunks.filter((one) => one.end > from && one.start < to) : [];
  const cuts = new Set([from, to]);
  for (const at of [mark.start, mark.end, ...near.flatMap((one) => [one.start, one.end])]) if (at !== undefined && inside(at)) cuts.add(at);
  const sorted = [...cuts].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < sorted.length; i++) {
    const [start, end] = [sorted[i], sorted[i + 1]];
    for (const chunk of near) if (chunk.start === start) pieces.push(border(chunk, chunks.indexOf(chunk)));
    const text = unturned(points.slice(start - from, end - from).join(""));
    const holders = near.filter((one) => one.start <= start && one.end >= end).length;
    const kind = !borders || holders === 1 ? "span" : holders > 1 ? "span.twice" : "span.none";
    const isMarked = mark.start !== undefined && start >= mark.start && end <= mark.end;
    pieces.push(isMarked ? h("mark", { tabindex: -1 }, text) : kind === "span" ? text : h(kind, {}, text));
  }
  fill(article, pieces);
};

const border = (chunk, index) => h("span.border", { title: chunk.chunk },
  h("span.n", {}, `${index + 1}`),
  h("span", {}, [chunk.page ? `page ${chunk.page}` : "", chunk.heading.map(visible).join(" › ")].filter(Boolean).join(" · ") || "chunk"));

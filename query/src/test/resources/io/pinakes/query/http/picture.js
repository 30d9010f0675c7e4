// Draws what the window shows as SVG, out of what the browser laid out: boxes, borders, icons and lines of text.
// A picture that is text can be kept in a repository, and compared.
() => {
  const out = [], width = innerWidth, height = innerHeight, n = (x) => String(Math.round(x * 10) / 10);
  const esc = (s) => s.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
  const clear = (c) => c === "transparent" || /, 0\)$/.test(c);
  const inside = (r) => r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < height && r.right > 0 && r.left < width;

  const words = (style, x, base, text, length, underlined) => {
    const family = /serif/.test(style.fontFamily) && !/sans/.test(style.fontFamily) ? "serif" : /mono/.test(style.fontFamily) ? "monospace" : "sans-serif";
    const weight = +style.fontWeight > 500 ? ' font-weight="bold"' : "", slant = style.fontStyle === "italic" ? ' font-style="italic"' : "";
    const line = underlined ? ' text-decoration="underline"' : "";
    out.push(`<text x="${n(x)}" y="${n(base)}" textLength="${n(length)}" lengthAdjust="spacingAndGlyphs" font-size="${n(parseFloat(style.fontSize))}" font-family="${family}" fill="${style.color}"${weight}${slant}${line}>${esc(text)}</text>`);
  };

  const box = (style, r) => {
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, r.width / 2, r.height / 2), rx = radius ? ` rx="${n(radius)}"` : "";
    const side = (name) => (style[`border${name}Style`] === "none" || clear(style[`border${name}Color`]) ? 0 : parseFloat(style[`border${name}Width`]));
    const [top, right, bottom, left] = ["Top", "Right", "Bottom", "Left"].map(side);
    const all = top && top === bottom && left && left === right;
    const stroke = all ? ` stroke="${style.borderTopColor}" stroke-width="${n(top)}"${style.borderTopStyle === "dashed" ? ' stroke-dasharray="4 3"' : ""}` : "";
    const fill = clear(style.backgroundColor) ? "none" : style.backgroundColor, half = all ? top / 2 : 0;
    if (fill !== "none" || all)
      out.push(`<rect x="${n(r.left + half)}" y="${n(r.top + half)}" width="${n(r.width - 2 * half)}" height="${n(r.height - 2 * half)}"${rx} fill="${fill}"${stroke}/>`);
    const line = (x1, y1, x2, y2, color) => out.push(`<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" stroke="${color}"/>`);
    if (!all && bottom) line(r.left, r.bottom - bottom / 2, r.right, r.bottom - bottom / 2, style.borderBottomColor);
    if (!all && right) line(r.right - right / 2, r.top, r.right - right / 2, r.bottom, style.borderRightColor);
    if (!all && left) line(r.left + left / 2, r.top, r.left + left / 2, r.bottom, style.borderLeftColor);
  };

  // The lines that a text was broken into: each run of characters whose boxes stand on one height.
  const text = (node, style, clip, underlined) => {
    const range = document.createRange(), size = parseFloat(style.fontSize);
    let from = 0, last = null, rect = null;
    const end = (to) => {
      const said = node.data.slice(from, to).replace(/\s+/g, " ").trimEnd();
      if (rect && said.trim() && inside(rect) && rect.bottom < clip + 4) words(style, rect.left, rect.top + rect.height / 2 + size * 0.35, said.trimStart(), rect.right - rect.left, underlined);
    };
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const r = range.getBoundingClientRect();
      if (!r.width) continue;
      if (last !== null && Math.abs(r.top - last) > 2) { end(i); from = i; rect = null; }
      last = r.top;
      if (/\s/.test(node.data[i])) continue;
      rect = rect ? { left: rect.left, top: rect.top, bottom: rect.bottom, right: r.right, width: r.right - rect.left, height: rect.height } : { left: r.left, top: r.top, bottom: r.bottom, right: r.right, width: r.width, height: r.height };
    }
    end(node.length);
  };

  const icon = (el, r) => {
    const copy = el.cloneNode(true), style = getComputedStyle(el);
    for (const name of copy.getAttributeNames()) if (!/^viewBox$/i.test(name)) copy.removeAttribute(name);
    for (const [name, value] of Object.entries({ x: n(r.left), y: n(r.top), width: n(r.width), height: n(r.height), fill: style.fill, stroke: style.stroke, "stroke-width": style.strokeWidth, "stroke-linecap": style.strokeLinecap, "stroke-linejoin": style.strokeLinejoin, color: style.color })) copy.setAttribute(name, value);
    const from = el.querySelectorAll("*"), to = copy.querySelectorAll("*");
    from.forEach((part, i) => { const own = getComputedStyle(part); to[i].removeAttribute("class"); if (own.stroke !== style.stroke) to[i].setAttribute("stroke", own.stroke); if (own.fill !== style.fill) to[i].setAttribute("fill", own.fill); });
    out.push(copy.outerHTML.replace(/ xmlns="[^"]*"/g, ""));
  };

  const control = (el, style, r) => {
    const said = el.tagName === "SELECT" ? el.selectedOptions[0]?.textContent ?? "" : el.value || el.placeholder || "";
    const canvas = document.createElement("canvas").getContext("2d"); canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    if (said) words(style, r.left + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth) + (el.tagName === "SELECT" ? 4 : 0), r.top + r.height / 2 + parseFloat(style.fontSize) * 0.35, said, canvas.measureText(said).width);
    if (el.tagName === "SELECT") out.push(`<path d="M${n(r.right - 18)} ${n(r.top + r.height / 2 - 2)}l4 4l4 -4" fill="none" stroke="${style.color}" stroke-width="1.5"/>`);
  };

  // What a style puts before an element, if it is a mark without words.
  const mark = (el, r) => {
    const style = getComputedStyle(el, "::before"), size = parseFloat(style.width);
    if (style.content === "none" || clear(style.backgroundColor) || !(size > 0 && size < 20)) return;
    out.push(`<rect x="${n(r.left)}" y="${n(r.top + (r.height - size) / 2)}" width="${n(size)}" height="${n(size)}" rx="${n(size / 2)}" fill="${style.backgroundColor}"/>`);
  };

  const walk = (el, below, under) => {
    const style = getComputedStyle(el), r = el.getBoundingClientRect();
    if (style.display === "none" || style.visibility === "hidden" || +style.opacity === 0 || (style.position === "absolute" && style.clipPath !== "none")) return;
    if (style.display !== "contents" && inside(r) && r.top < below) {
      if (el instanceof SVGSVGElement) return icon(el, r);
      if (style.display === "inline") for (const part of el.getClientRects()) { if (part.bottom < below + 4) box(style, part); }
      else if (el !== document.body) box(style, r);
      if (/^(INPUT|SELECT|TEXTAREA)$/.test(el.tagName)) return control(el, style, r);
      if (el.tagName === "SUMMARY") out.push(`<path d="M${n(r.left)} ${n(r.top + r.height / 2 - 5)}l8 5l-8 5z" fill="${style.color}"/>`);
      mark(el, r);
    }
    const clip = style.overflowY === "visible" ? below : Math.min(below, r.bottom);
    const underlined = under || /underline/.test(style.textDecorationLine);
    const closed = el.tagName === "DETAILS" && !el.open;
    for (const child of el.childNodes) {
      if (child.nodeType === Node.TEXT_NODE && child.data.trim() && !closed) text(child, style, clip, underlined);
      else if (child.nodeType === Node.ELEMENT_NODE && (!closed || child.tagName === "SUMMARY")) walk(child, clip, underlined);
    }
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  walk(document.body, height, false);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><rect width="${width}" height="${height}" fill="${clear(ground) ? getComputedStyle(document.documentElement).backgroundColor : ground}"/>\n${out.join("\n")}\n</svg>\n`;
}

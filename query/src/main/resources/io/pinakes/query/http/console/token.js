// The token that lets its holder change the home: asked for when it is first needed.
import { copyable, h } from "./dom.js";
import { setToken } from "./api.js";

/** `…/#token=SECRET` brings it along; it is taken out of the address before anything else looks at it. */
export const takeTokenFromAddress = () => {
  const found = location.hash.match(/^#token=([A-Za-z0-9_.~+/=-]{32,})$/);
  if (!found) return;
  setToken(found[1], false);
  history.replaceState(null, "", "#/ask");
};

let open = null;

/** Asks for it; gives whether there is one now. Those who ask meanwhile wait for the same answer. */
export const askForToken = (wrong) => {
  open ??= ask(wrong).finally(() => { open = null; });
  return open;
};

const ask = (wrong) => new Promise((done) => {
  const field = h("input", { type: "password", id: "token", name: "token", autocomplete: "off", spellcheck: "false", required: true });
  const keep = h("input", { type: "checkbox", id: "keep" });
  const where = h("p", {}, "It is in the file ", h("code", {}, "token"), " of the node's home.");
  let answer = false;
  const dialog = h("dialog", { "aria-labelledby": "token-title", onclose: () => { dialog.remove(); done(answer); } },
    h("form", { method: "dialog", onsubmit: () => {
      answer = field.value.trim() !== "";
      if (answer) setToken(field.value.trim(), keep.checked);
    } },
    h("h2", { id: "token-title" }, wrong ? "That token was not the node's" : "The node's token, please"),
    h("p", {}, "What changes the home needs it, and everything does when the node is open to the network."),
    where,
    h("label", { for: "token" }, "Token"), field,
    h("label.check", {}, keep, h("span", {}, "Keep it in this browser. ",
      h("span.soft", {}, "Otherwise it is forgotten with this tab. Whatever listens at this address later could read it."))),
    h("div.row", {}, h("button.primary", { type: "submit" }, "Use it"),
      h("button", { type: "button", onclick: () => dialog.close() }, "Not now"))));
  document.body.append(dialog);
  dialog.showModal();
  // Reading the home's folder may need the token itself; then its name has to do.
  fetch("/api/v1/status").then((found) => (found.ok ? found.json() : null)).then((status) => {
    if (status) where.after(h("p", {}, copyable(`cat '${`${status.home}/token`.replaceAll("'", "'\\''")}'`, "Copy the command")));
  }).catch(() => {});
});

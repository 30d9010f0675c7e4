// Draws the contract. Whatever it shows is put in as text, never as markup.
const node = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined && child !== ""));
  return made;
};

const typeOf = (schema) => {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") return `list of ${typeOf(schema.items ?? {})}`;
  return [].concat(schema.type ?? "any").join(" or ");
};

const bounds = (schema) => {
  const said = [];
  if (schema.minimum !== undefined) said.push(`${schema.minimum} to ${schema.maximum}`);
  if (schema.maxLength !== undefined) said.push(`at most ${schema.maxLength} characters`);
  if (schema.default !== undefined) said.push(`otherwise ${JSON.stringify(schema.default)}`);
  return said.join(", ");
};

const row = (name, schema, needed, text) => node("tr", {},
  node("td", {}, node("code", {}, name), needed ? " needed" : ""),
  node("td", {}, typeOf(schema), node("div", { class: "soft" }, bounds(schema))),
  node("td", {}, text ?? schema.description ?? ""));

const table = (label, rows) => node("table", { "aria-label": label },
  node("thead", {}, node("tr", {}, ...["Name", "Type", "Meaning"].map((t) => node("th", { scope: "col" }, t)))),
  node("tbody", {}, ...rows));

const fields = (schema) => Object.entries(schema.properties ?? {})
  .map(([name, inner]) => row(name, inner, (schema.required ?? []).includes(name)));

const curl = (method, path, operation, body) => {
  const token = operation.security?.length === 1 && operation.security[0].token;
  return ["curl", method === "get" ? "" : `-X ${method.toUpperCase()}`,
    token ? '-H "Authorization: Bearer $TOKEN"' : "",
    body ? `-H 'Content-Type: application/json' -d '${JSON.stringify(body)}'` : "",
    `${location.origin}${path}`].filter(Boolean).join(" ");
};

const operationNode = (path, method, operation) => {
  const body = operation.requestBody?.content?.["application/json"]?.schema;
  const inside = node("div", {}, node("p", {}, operation.description ?? ""));
  if (operation.parameters) {
    inside.append(table("Parameters",
      operation.parameters.map((p) => row(`${p.name} (${p.in})`, p.schema, p.required, p.description))));
  }
  if (body) {
    inside.append(node("h3", {}, "Body"), table("Body", fields(body)));
    for (const branch of body.allOf ?? []) {
      const kind = branch.if.properties.kind.const;
      const rows = fields(branch.then.properties.request);
      inside.append(node("h4", {}, `kind "${kind}": request`), rows.length ? table(kind, rows) : "Nothing more.");
    }
  }
  inside.append(node("h3", {}, "Try it"), node("pre", { tabindex: "0" }, curl(method, path, operation, body?.examples?.[0])));
  inside.append(node("h3", {}, "Answers"), node("ul", {}, ...Object.entries(operation.responses).map(([status, response]) => {
    const schema = Object.values(response.content ?? {})[0]?.schema;
    const name = schema?.$ref?.split("/").pop() ?? response.$ref?.split("/").pop() ?? "";
    return node("li", {}, node("code", {}, status), ` ${response.description ?? ""} `,
      name ? node("a", { href: `#schema-${name}` }, name) : "");
  })));
  return node("details", { id: operation.operationId },
    node("summary", {}, node("span", { class: "method" }, method.toUpperCase()), node("code", {}, path),
      node("span", { class: "soft" }, ` ${operation.summary}`)), inside);
};

const draw = (contract) => {
  document.querySelector("#summary").textContent = `${contract.info.summary} ${contract.info.description}`;
  const main = document.querySelector("#operations");
  const list = node("ul");
  document.querySelector("#contents").append(list);
  for (const tag of contract.tags) {
    main.append(node("h2", {}, tag.description));
    for (const [path, methods] of Object.entries(contract.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        if (!operation.tags.includes(tag.name)) continue;
        main.append(operationNode(path, method, operation));
        list.append(node("li", {}, node("a", { href: `#${operation.operationId}` }, operation.summary)));
      }
    }
  }
  main.append(node("h2", {}, "Documents"));
  for (const [name, schema] of Object.entries(contract.components.schemas)) {
    main.append(node("details", { id: `schema-${name}` },
      node("summary", {}, node("code", {}, name), node("span", { class: "soft" }, ` ${schema.description ?? ""}`)),
      node("div", {}, table(name, fields(schema)))));
  }
};

const open = () => {
  const wanted = location.hash && document.getElementById(location.hash.slice(1));
  if (wanted instanceof HTMLDetailsElement) { wanted.open = true; wanted.scrollIntoView(); }
};

addEventListener("hashchange", open);
fetch("/openapi.json").then((answer) => answer.json()).then((contract) => { draw(contract); open(); })
  .catch((error) => { document.querySelector("#summary").textContent = `The contract cannot be read: ${error}`; });

// A scripted conversation of the official OpenAI client for JavaScript with a node.
//
// usage: openai_client.mjs URL FOLDER, where FOLDER/node_modules has the client
// Prints what was seen as one JSON document; ends with an error if anything was not as it should be.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [url, folder] = process.argv.slice(2);
const require = createRequire(folder + "/");
const { OpenAI } = require("openai");
const { version } = JSON.parse(readFileSync(folder + "/node_modules/openai/package.json", "utf8"));

const client = new OpenAI({ baseURL: url + "/v1", apiKey: "none is needed on this machine", timeout: 60_000 });
const question = { role: "user", content: "When was the fort built?" };

async function refused(kind, code, call) {
  try {
    await call();
  } catch (error) {
    assert.ok(error instanceof kind, String(error));
    assert.equal(error.code, code);
    assert.ok(error.requestID);
    return error.message;
  }
  throw new Error("nothing was refused with " + code);
}

const models = [];
for await (const model of client.models.list()) models.push(model.id);
assert.equal((await client.models.retrieve("pinakes/sample")).id, "pinakes/sample");

const whole = await client.chat.completions.create({ model: "pinakes", messages: [question], temperature: 0 });
const message = whole.choices[0].message;
const link = message.annotations[0].url_citation;
assert.equal(message.content.slice(link.start_index, link.end_index), "[1]");
assert.equal(whole.choices[0].finish_reason, "stop");
assert.ok(whole.pinakes.contexts[0].text.includes(whole.pinakes.citations[0].quote));

let words = "";
let usage, evidence;
const reasons = [];
const chunks = await client.chat.completions.create({
  model: "pinakes/sample",
  messages: [question],
  stream: true,
  stream_options: { include_usage: true },
});
for await (const chunk of chunks) {
  for (const choice of chunk.choices) {
    words += choice.delta.content ?? "";
    reasons.push(choice.finish_reason);
  }
  usage = chunk.usage ?? usage;
  evidence = chunk.pinakes ?? evidence;
}
assert.equal(words, message.content);
assert.ok(evidence.enough);
assert.equal(reasons.pop(), "stop");
assert.ok(reasons.every((reason) => reason === null));
assert.deepEqual(usage, whole.usage);

const helper = client.chat.completions.stream({ model: "pinakes", messages: [question] });
assert.equal(await helper.finalContent(), message.content);

const follow = await client.chat.completions.create({
  model: "pinakes",
  messages: [
    { role: "user", content: "How was papyrus made?" },
    { role: "assistant", content: "From a reed [1]." },
    { role: "user", content: "What about parchment?" },
  ],
});

// Without a format this client asks for base64 and unpacks it.
const input = ["Papyrus is a reed.", "Bread is baked."];
const packed = await client.embeddings.create({ model: "all-minilm-l6-v2", input });
const floats = await client.embeddings.create({ model: "all-minilm-l6-v2", input, encoding_format: "float" });
packed.data.forEach((one, i) => {
  assert.equal(one.embedding.length, floats.data[i].embedding.length);
  one.embedding.forEach((number, k) => assert.ok(Math.abs(number - floats.data[i].embedding[k]) < 1e-6));
});

console.log(
  JSON.stringify({
    client: version,
    models,
    answer: message.content,
    follow_up: follow.pinakes.question,
    dimension: packed.data[0].embedding.length,
    unknown_model: await refused(OpenAI.NotFoundError, "model_not_found", () =>
      client.chat.completions.create({ model: "gpt-4", messages: [question] }),
    ),
    tokens: await refused(OpenAI.BadRequestError, "invalid_input", () =>
      client.embeddings.create({ model: "all-minilm-l6-v2", input: [1, 2, 3] }),
    ),
    streamed: await refused(OpenAI.BadRequestError, "no_question", () =>
      client.chat.completions.create({ model: "pinakes", messages: [{ role: "system", content: "x" }], stream: true }),
    ),
  }),
);

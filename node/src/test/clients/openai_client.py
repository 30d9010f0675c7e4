"""A scripted conversation of the official OpenAI client for Python with a node.

usage: openai_client.py URL
Prints what was seen as one JSON document; ends with an error if anything was not as it should be.
"""

import json
import sys

import openai

client = openai.OpenAI(base_url=sys.argv[1] + "/v1", api_key="none is needed on this machine", timeout=60)
question = {"role": "user", "content": "When was the fort built?"}


def refused(kind, code, call):
    try:
        call()
    except kind as error:
        assert error.code == code, error
        assert error.request_id, error
        return error.message
    raise AssertionError(f"nothing was refused with {code}")


models = [model.id for model in client.models.list()]
assert client.models.retrieve("pinakes/sample").id == "pinakes/sample"

whole = client.chat.completions.create(model="pinakes", messages=[question], temperature=0)
message = whole.choices[0].message
link = message.annotations[0].url_citation
assert message.content[link.start_index : link.end_index] == "[1]", message
assert whole.choices[0].finish_reason == "stop"
assert whole.usage.total_tokens == whole.usage.prompt_tokens + whole.usage.completion_tokens
assert whole.pinakes["citations"][0]["quote"] in whole.pinakes["contexts"][0]["text"]

words, usage, evidence, reasons = "", None, None, []
options = {"include_usage": True}
for chunk in client.chat.completions.create(
    model="pinakes/sample", messages=[question], stream=True, stream_options=options
):
    for choice in chunk.choices:
        words += choice.delta.content or ""
        reasons.append(choice.finish_reason)
    usage = chunk.usage or usage
    evidence = (chunk.model_extra or {}).get("pinakes", evidence)
assert words == message.content and evidence["enough"], words
assert reasons[-1] == "stop" and not any(reasons[:-1]), reasons
assert usage == whole.usage

with client.chat.completions.stream(model="pinakes", messages=[question]) as stream:
    helped = stream.get_final_completion().choices[0].message
assert helped.content == message.content and len(helped.annotations) == len(message.annotations)

talk = [
    {"role": "user", "content": "How was papyrus made?"},
    {"role": "assistant", "content": "From a reed [1]."},
    {"role": "user", "content": "What about parchment?"},
]
follow = client.chat.completions.create(model="pinakes", messages=talk)

texts = ["Papyrus is a reed.", "Bread is baked."]
packed = client.embeddings.create(model="all-minilm-l6-v2", input=texts)
floats = client.embeddings.create(model="all-minilm-l6-v2", input=texts, encoding_format="float")
for one, other in zip(packed.data, floats.data, strict=True):
    assert all(abs(a - b) < 1e-6 for a, b in zip(one.embedding, other.embedding, strict=True))

print(
    json.dumps(
        {
            "client": openai.__version__,
            "models": models,
            "answer": message.content,
            "follow_up": follow.pinakes["question"],
            "dimension": len(packed.data[0].embedding),
            "unknown_model": refused(
                openai.NotFoundError,
                "model_not_found",
                lambda: client.chat.completions.create(model="gpt-4", messages=[question]),
            ),
            "tokens": refused(
                openai.BadRequestError,
                "invalid_input",
                lambda: client.embeddings.create(model="all-minilm-l6-v2", input=[1, 2, 3]),
            ),
            "streamed": refused(
                openai.BadRequestError,
                "no_question",
                lambda: client.chat.completions.create(
                    model="pinakes", messages=[{"role": "system", "content": "x"}], stream=True
                ),
            ),
        }
    )
)

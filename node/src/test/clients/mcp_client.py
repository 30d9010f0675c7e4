"""A scripted conversation of the official MCP client with Pinakes, over one transport.

usage: mcp_client.py stdio LAUNCHER HOME [FOLDER] | http URL [FOLDER TOKEN]
With a folder, it is ingested, and one of its documents removed again: the server has to allow it.
Prints what was seen as one JSON document; ends with an error if anything was not as it should be.
"""

import asyncio
import json
import sys

import httpx2
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client


def server(arguments):
    if arguments[0] == "stdio":
        allowed = ["--allow-writes", "--folder", arguments[3]] if len(arguments) > 3 else []
        return StdioServerParameters(command=arguments[1], args=["--home", arguments[2], "mcp", *allowed])
    if len(arguments) > 2:
        headers = {"Authorization": "Bearer " + arguments[3]}
        return streamable_http_client(arguments[1], http_client=httpx2.AsyncClient(headers=headers, timeout=60))
    return arguments[1]


def folder(arguments):
    at = 3 if arguments[0] == "stdio" else 2
    return arguments[at] if len(arguments) > at else None


async def ended(client, job):
    while job.structured_content["state"] in ("queued", "running"):
        job = await client.call_tool("get_job", {"id": job.structured_content["id"]})
    assert not job.is_error, job
    return job.structured_content["state"]


async def change(client, path, tools):
    assert tools["get_job"].annotations.read_only_hint
    for name in ("ingest_folder", "remove_document"):
        hints = tools[name].annotations
        assert not hints.read_only_hint and hints.destructive_hint and hints.idempotent_hint
    states = [await ended(client, await client.call_tool("ingest_folder", {"path": path, "dataset": "bees"}))]
    question = {"query": "how many bees live in a hive?", "datasets": ["bees"]}
    found = await client.call_tool("search", question)
    document = {"dataset": "bees", "path": found.structured_content["hits"][0]["path"]}
    states.append(await ended(client, await client.call_tool("remove_document", document)))
    gone = await client.call_tool("search", question)
    missing = await client.call_tool("remove_document", document)
    assert gone.structured_content["hits"] == []
    assert missing.is_error and "no document" in missing.content[0].text
    return {"states": states, "removed": document["path"]}


async def converse(arguments):
    async with Client(server(arguments), read_timeout_seconds=60) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        found = await client.call_tool("search", {"query": "height of the lighthouse", "k": 3})
        hit = found.structured_content["hits"][0]
        chunk = await client.call_tool("get_chunk", {"chunk": hit["chunk"]})
        resource = await client.read_resource("pinakes://chunk/" + hit["chunk"])
        place = {"dataset": hit["dataset"], "document": hit["path"], "start": hit["start"], "end": hit["end"]}
        read = await client.call_tool("get_document", place)
        answer = await client.call_tool("ask", {"question": "When was the fort built?"})
        wrong = await client.call_tool("search", {"query": "x", "mode": "smell"})
        datasets = await client.call_tool("list_datasets", {})
        assert chunk.structured_content["text"] == hit["text"]
        assert read.structured_content["text"] == hit["text"]
        assert hit["text"] in resource.contents[0].text
        assert wrong.is_error and "hybrid" in wrong.content[0].text
        path = folder(arguments)
        if path:
            changes = await change(client, path, tools)
        else:
            assert all(tool.annotations.read_only_hint for tool in tools.values())
            refused = await client.call_tool("ingest_folder", {"path": "/", "dataset": "x"})
            assert refused.is_error and "-writes" in refused.content[0].text
            changes = {}
        return {
            "revision": client.protocol_version,
            "server": client.server_info.name,
            "tools": sorted(tools),
            "first_hit": hit["path"],
            "answer": answer.structured_content["answer"],
            "datasets": [each["name"] for each in datasets.structured_content["datasets"]],
            "changes": changes,
        }


print(json.dumps(asyncio.run(converse(sys.argv[1:]))))

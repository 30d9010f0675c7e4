"""A scripted conversation of the official MCP client with Pinakes, over one transport.

usage: mcp_client.py stdio LAUNCHER HOME | http URL
Prints what was seen as one JSON document; ends with an error if anything was not as it should be.
"""

import asyncio
import json
import sys

from mcp import Client, StdioServerParameters


def server(arguments):
    if arguments[0] == "http":
        return arguments[1]
    return StdioServerParameters(command=arguments[1], args=["--home", arguments[2], "mcp"])


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
        assert all(tool.annotations.read_only_hint for tool in tools.values())
        return {
            "revision": client.protocol_version,
            "server": client.server_info.name,
            "tools": sorted(tools),
            "first_hit": hit["path"],
            "answer": answer.structured_content["answer"],
            "datasets": [each["name"] for each in datasets.structured_content["datasets"]],
        }


print(json.dumps(asyncio.run(converse(sys.argv[1:]))))

"""Keeps the jobs that a fuzz begins inside a folder, and on this machine: a made-up path such as / would be read, or written
to, and a made-up server would be asked."""

import os

import schemathesis

INSIDE = os.environ["FUZZ_FOLDER"]
NOBODY = "http://127.0.0.1:1"
NO_KUBO = "/ip4/127.0.0.1/tcp/1"


def kept(kind, name, value):
    if isinstance(value, list):
        return [kept(kind, name, one) for one in value]
    if not isinstance(value, str):
        return value
    if name in ("gateways", "routers", "from", "kubo", "kubos") and "://" in value:
        return NOBODY
    if name in ("kubo", "kubos") and value.startswith("/"):
        return NO_KUBO
    on_disk = name in ("folder", "file") or (name == "path" and kind == "add-files")
    return INSIDE + "/" + value.lstrip("/.") if on_disk and value.startswith("/") else value


@schemathesis.hook
def map_body(context, body):
    if context.operation.label != "POST /api/v1/jobs" or not isinstance(body, dict):
        return body
    request = body.get("request")
    if not isinstance(request, dict):
        return body
    kind = body.get("kind")
    return {**body, "request": {name: kept(kind, name, value) for name, value in request.items()}}

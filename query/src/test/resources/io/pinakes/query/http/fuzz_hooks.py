"""Keeps the jobs that a fuzz begins inside a folder: a made-up path such as / would be read, or written to."""

import os

import schemathesis

INSIDE = os.environ["FUZZ_FOLDER"]


@schemathesis.hook
def map_body(context, body):
    if context.operation.label != "POST /api/v1/jobs" or not isinstance(body, dict):
        return body
    request = body.get("request")
    if not isinstance(request, dict):
        return body
    kept = {
        name: INSIDE + "/" + value.lstrip("/.") if name in ("folder", "file") and isinstance(value, str) and value.startswith("/") else value
        for name, value in request.items()
    }
    return {**body, "request": kept}

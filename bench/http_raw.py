"""A server that answers nothing, with the settings of ours: what HTTP itself costs here.

``python -m bench.http_raw PORT``; it takes a body in, as whoever is asked by ``POST`` has to, and
says that it is ready, as services do.
"""

from __future__ import annotations

import asyncio
import sys

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.http.serving import server_for

PATH, READY = "/nothing", "/health/ready"


async def _nothing(request: Request) -> Response:
    await request.body()
    return Response(b"{}", media_type="application/json")


def main(port: int) -> None:
    """Serve until SIGTERM."""
    paths = (PATH, READY)
    app = Starlette(routes=[Route(path, _nothing, methods=["GET", "POST"]) for path in paths])
    asyncio.run(server_for(app, "127.0.0.1", port).serve())


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Whether a service that runs does its work, as its own answer tells."""

from __future__ import annotations

import sys
from urllib.error import HTTPError
from urllib.request import urlopen

import typer

from services.command.embedded.ports import settings_of_running
from services.command.exits import Exit
from services.command.options import AsJson, ServiceName
from services.command.screen import answer_json, say
from shared.settings import service_named


def health(service: ServiceName, *, as_json: AsJson = False) -> None:
    """サービスが働いているかを調べる（働いていなければ終了状態 1）。"""
    settings = settings_of_running(service_named(service))
    url = f"http://127.0.0.1:{settings.http_port}/health/ready"
    try:
        with urlopen(url, timeout=3) as answer:
            sys.stdout.write(answer.read().decode() + "\n")
            return
    except HTTPError as answer:  # it answers, and says itself what does not work
        sys.stdout.write(answer.read().decode() + "\n")
        told = "動いていますが、まだ働いていません"
    except OSError:
        if as_json:
            answer_json({"service": service, "answers": False})
        told = "応答がありません"
    if not as_json:
        say(f"{service}: {told}")
    raise typer.Exit(Exit.FOUND)

"""One service as a process: what ``compose.yaml`` and the embedded system run."""

from __future__ import annotations

from typing import Annotated

import typer
import uvloop

from services.command.embedded.ports import settings_of_running
from services.command.faces import routes_of
from services.command.options import ServiceName
from services.command.wiring import build
from shared.broker.prefecture import READER
from shared.calendar import system_clock
from shared.log import configure_logging
from shared.refusal import Refusal
from shared.running import run_service
from shared.settings import Settings, home_from_environment, service_named

AsPrefecture = Annotated[
    bool,
    typer.Option("--prefecture", help="県の集約として動かす（stats だけ）"),
]


def serve(service: ServiceName, *, prefecture: AsPrefecture = False) -> None:
    """サービスを1つ動かす（SIGTERM で止まる）。"""
    if prefecture:
        _expect_reader(service)
    settings = settings_of_running(service_named(service))
    configure_logging(service, settings.log_file)
    if prefecture:
        _serve_hub(settings)
        return
    built = build(settings, system_clock)
    uvloop.run(run_service(built, system_clock, routes_of(built, system_clock)))


def _serve_hub(settings: Settings) -> None:
    # Not at the top: a service of a municipality runs, and starts, without the hub.
    from services.command.embedded.prefecture_home import prefecture_folder  # noqa: PLC0415
    from services.stats.prefecture.app import build as build_prefecture  # noqa: PLC0415
    from services.stats.prefecture.running import run_prefecture  # noqa: PLC0415

    hub = build_prefecture(settings, prefecture_folder(home_from_environment()))
    uvloop.run(run_prefecture(hub, system_clock, routes_of(hub, system_clock)))


def _expect_reader(service: str) -> None:
    """Refuse to run another service in the place of a prefecture's stats.

    Raises:
        Refusal: ``no-prefecture``.
    """
    if service_named(service) != READER:
        raise Refusal(
            "no-prefecture",
            "県の集約として動かせるのは、stats だけです。",
            "`tsunagu serve stats --prefecture` としてください。",
        )

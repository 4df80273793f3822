"""``tsunagu doctor``: what can be wrong with an installation, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Annotated

import typer
from rich.markup import escape

from services.command import completion
from services.command.doctor.broker import check_broker
from services.command.doctor.clock import check_clock
from services.command.doctor.disk import check_disk
from services.command.doctor.examined import Examined, examined_from_environment
from services.command.doctor.finding import AREAS, LEVELS, Area, Finding, Level, wrong
from services.command.doctor.issuer import check_issuer
from services.command.doctor.keys import check_keys
from services.command.doctor.lag import check_lag
from services.command.doctor.ledger import check_ledger
from services.command.doctor.permissions import check_permissions
from services.command.doctor.ports import check_ports
from services.command.doctor.tables import check_tables
from services.command.doctor.versions import check_versions
from services.command.exits import Exit
from services.command.options import AsJson
from services.command.screen import answer_json, counting, tell, tell_styled
from shared.calendar import Clock, system_clock
from shared.refusal import Refusal
from shared.settings import service_named

OnlyService = Annotated[
    str | None,
    typer.Option(
        "--service",
        metavar="サービス",
        help="このサービスだけ。サーバーでは、この環境で動いているもの",
        autocompletion=completion.services,
    ),
]

_COLOURS: dict[Level, str] = {"ok": "green", "caution": "yellow", "wrong": "bold red"}


def doctor(*, service: OnlyService = None, as_json: AsJson = False) -> None:
    """ポート・ディスク・権限・時計・鍵・ずれ・遅れを調べ、することを示す。

    止まったフォルダー、動いている1台、サーバーの一つのサービスを調べ、何も変えない。
    終了状態は、異常がなければ（注意があっても）0、異常があれば 1。
    """
    only = service_named(service) if service else None
    try:
        found = examine(examined_from_environment(only), system_clock)
    except Refusal as refusal:
        found = [wrong("settings", refusal.code, refusal.message, refusal.remedy)]
    if as_json:
        answer_json(_document(found))
    else:
        _show(found)
    if any(one.level == "wrong" for one in found):
        raise typer.Exit(Exit.FOUND)


def examine(at: Examined, clock: Clock) -> list[Finding]:
    """Look at everything; what cannot be looked at is a finding too."""
    checks: dict[Area, Callable[[], Iterable[Finding]]] = {
        "ports": lambda: check_ports(at),
        "disk": lambda: check_disk(at),
        "permissions": lambda: check_permissions(at),
        "clock": lambda: check_clock(at, clock),
        "versions": lambda: check_versions(at),
        "keys": lambda: check_keys(at),
        "tables": lambda: check_tables(at),
        "broker": lambda: check_broker(at.broker, expected=at.expects_answers),
        "lag": lambda: check_lag(at),
        "ledger": lambda: check_ledger(at, clock),
        "issuer": lambda: check_issuer(at),
    }
    found: list[Finding] = []
    with counting("調べています", len(checks)) as taken:
        for area, check in checks.items():
            found += _looked(area, check)
            taken()
    return found


def _looked(area: Area, check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    """What a check finds, up to where it failed; the text of an error may tell too much."""
    found = list[Finding]()
    try:
        found.extend(check())
    except Exception as error:  # noqa: BLE001 - whatever is broken, the other checks go on
        says = f"{AREAS[area]}を最後まで調べられませんでした（{type(error).__name__}）。"
        to_do = "ほかの異常を先に直して、もう一度調べてください。"
        found.append(wrong(area, "not-examined", says, to_do))
    return found


def _document(found: list[Finding]) -> dict[str, object]:
    counted = Counter(one.level for one in found)
    return {
        "sound": not counted["wrong"],
        "counts": {level: counted[level] for level in LEVELS},
        "findings": [asdict(one) for one in found],
    }


def _show(found: list[Finding]) -> None:
    for one in found:
        level = f"[{_COLOURS[one.level]}]{LEVELS[one.level]:<4}[/]"
        tell_styled(f"{level} [dim]{AREAS[one.area]}[/] {escape(one.says)}")
        if one.to_do:
            tell_styled(f"       → {escape(one.to_do)}  [dim]({one.code}、{one.runbook})[/]")
    counted = Counter(one.level for one in found)
    tell(f"異常 {counted['wrong']}、注意 {counted['caution']}、ok {counted['ok']}")

"""Whether the clock can be believed: instants decide consents, deadlines and order."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.error import HTTPError
from urllib.request import urlopen

from services.command.doctor.examined import Examined
from services.command.doctor.finding import Finding, caution, ok, wrong
from shared.calendar import Clock

APART_SECONDS = 5.0
"""So far may two clocks be apart; HTTP tells whole seconds only."""

JUMP_SECONDS = 0.5
_LOOK_FOR_SECONDS = 0.2
_TO_DO = "機械の時計を、時刻の同期（NTP）で合わせてください。"


def check_clock(at: Examined, clock: Clock) -> Iterator[Finding]:
    """Hold the clock against the services', the broker's, the database's and the records."""
    apart = {name: seconds for name, seconds in _others(at, clock) if abs(seconds) > APART_SECONDS}
    if apart:
        told = "、".join(f"{name} {seconds:+.0f} 秒" for name, seconds in apart.items())
        yield wrong(
            "clock", "clocks-apart", f"この機械の時計と、ほかの時計が違います: {told}。", _TO_DO
        )
    ahead = _recorded_ahead(at, clock)
    if ahead:
        told = "、".join(f"{name} {_words(by)}" for name, by in ahead.items())
        yield wrong(
            "clock", "clock-behind-records", f"時計が、最後の記録より遅れています: {told}。", _TO_DO
        )
    if abs(_jumped()) > JUMP_SECONDS:
        yield wrong("clock", "clock-jumps", "調べている間に、時計が飛びました。", _TO_DO)
    if not apart and not ahead:
        yield ok("clock", "clock-agrees", "時計は、サービス・NATS・記録の時刻と合っています。")
    yield from _ntp()


def _others(at: Examined, clock: Clock) -> Iterator[tuple[str, float]]:
    """Other clocks by name, and how far each is ahead of this one, in seconds."""
    if at.broker is not None and (told := at.broker.now):
        yield "NATS", (told - clock()).total_seconds()
    for name, settings in at.settings.items():
        if at.expects_answers and (said := _date_of(settings.http_port)):
            yield name, (said - clock()).total_seconds()
        if settings.database_url.startswith("postgresql://"):
            with at.opened(name) as service:
                (row,) = service.store.rows("SELECT clock_timestamp() AS now")
                yield f"{name} の PostgreSQL", (row["now"] - clock()).total_seconds()


def _date_of(port: int) -> datetime | None:
    """What a service's HTTP says the time is."""
    url = f"http://127.0.0.1:{port}/health/live"
    try:
        with urlopen(url, timeout=APART_SECONDS) as answer:
            said = answer.headers.get("Date")
    except HTTPError as answer:
        said = answer.headers.get("Date")
    except Exception:  # noqa: BLE001 - who does not answer is told of where ports are
        return None
    return parsedate_to_datetime(said) if said else None


def _recorded_ahead(at: Examined, clock: Clock) -> dict[str, timedelta]:
    """Services whose last event was recorded at an instant that has not come yet."""
    found = dict[str, timedelta]()
    for name in at.settings:
        if not at.has_store(name):
            continue
        with at.opened(name) as service:
            last = service.store.log(max(0, service.store.position() - 1), 1)
        if last:
            by = last[-1].recorded.metadata.recorded_at - clock()
            if by > timedelta(seconds=APART_SECONDS):
                found[name] = by
    return found


def _words(by: timedelta) -> str:
    minutes = by.total_seconds() / 60
    return f"{minutes:,.0f} 分" if minutes >= 1 else f"{by.total_seconds():.0f} 秒"


def _jumped() -> float:
    """By how many seconds the clock has moved otherwise than time has passed."""
    wall, steady = time.time(), time.monotonic()
    time.sleep(_LOOK_FOR_SECONDS)
    return (time.time() - wall) - (time.monotonic() - steady)


def _ntp() -> Iterator[Finding]:
    command = shutil.which("timedatectl")
    if command is None:
        return
    asked = subprocess.run(  # noqa: S603 - the system's own command
        [command, "show", "--property=NTPSynchronized", "--value"],
        capture_output=True,
        check=False,
        text=True,
        timeout=APART_SECONDS,
    )
    match asked.stdout.strip():
        case "yes":
            yield ok(
                "clock", "clock-synchronised", "時計は、時刻の同期（NTP）で合わせられています。"
            )
        case "no":
            yield caution(
                "clock", "clock-alone", "時計は、時刻の同期（NTP）で合わせられていません。", _TO_DO
            )

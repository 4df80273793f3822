"""A process at the counter: executes commands when it is told to, and says when each was accepted.

``relay`` runs the service's relay in the same process, woken by each commit, as a service does
that takes commands over HTTP; ``alone`` leaves relaying to a service process beside it, as an
import from the command line does.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from uuid import UUID

import uvloop

from bench.caseload import Household, notes, record, record_together
from services.command.embedded.ports import Ports
from services.intake.app import Intake
from services.intake.app import build as build_intake
from shared.broker import connected
from shared.calendar import system_clock
from shared.relay import Relay
from shared.settings import home_from_environment


def _execute(
    intake: Intake, households: list[Household], commands: int, rate: int, per_commit: int
) -> list[float]:
    told = notes(commands)
    instants = [time.monotonic()]
    for number in range(0, commands, per_commit):
        if rate:
            time.sleep(max(0.0, instants[0] + number / rate - time.monotonic()))
        chosen = [households[(number + offset) % len(households)] for offset in range(per_commit)]
        if per_commit == 1:
            record(intake, chosen[0], next(told))
        else:
            record_together(intake, chosen, [next(told) for _ in chosen])
        instants.append(time.monotonic())
    return instants


def _serve_orders(intake: Intake, households: list[Household]) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        commands, rate, per_commit = json.loads(line)
        instants = _execute(intake, households, commands, rate, per_commit)
        sys.stdout.write(json.dumps(instants) + "\n")
        sys.stdout.flush()


async def _with_relay(intake: Intake, households: list[Household]) -> None:
    async with connected(intake.settings.broker) as client:
        relay = Relay(intake.name, intake.store, intake.publish, client)
        orders = threading.Thread(target=_serve_orders, args=(intake, households), daemon=True)
        orders.start()
        await relay.run()


def main(form: str) -> None:
    """Open intake's store in ``TSUNAGU_HOME`` and wait for orders on standard input."""
    home = home_from_environment()
    ports = Ports.read(home)
    pairs = json.loads((home.folder / "households.json").read_text())
    households = [Household(UUID(case_id), UUID(person_id)) for case_id, person_id in pairs]
    intake = build_intake(home.settings("intake", ports.nats), system_clock)
    if form == "relay":
        uvloop.run(_with_relay(intake, households))
    else:
        _serve_orders(intake, households)


if __name__ == "__main__":
    main(sys.argv[1])

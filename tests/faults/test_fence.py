"""Promise R2: two relays on one store do not double or disorder anything; one is fenced."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.faults.load import Load
from tests.faults.projections import assert_exact
from tests.faults.rig import TSUNAGU, Rig, faulty, free_port, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]


def _start_second_intake(rig: Rig, command: tuple[str, ...]) -> None:
    """A second process of intake on the same store, as a mistaken deployment would have it."""
    settings = rig.home.settings("intake", rig.ports.nats, free_port())
    second = rig.spawn(
        (*command, "serve", "intake"),
        "second-intake",
        TSUNAGU_DATABASE_URL=settings.database_url,
        TSUNAGU_KEYS_URL=settings.keys_url,
        TSUNAGU_KEK_FILE=str(settings.kek_file),
        TSUNAGU_NATS_URL=settings.broker.url,
        TSUNAGU_NATS_SEED_FILE=str(settings.broker.seed_file),
        TSUNAGU_HTTP_PORT=str(settings.http_port),
    )
    rig.strangers.append(second)


@pytest.mark.parametrize(
    "command", [TSUNAGU, faulty("forgotten", "second")], ids=["duplicate", "after-the-window"]
)
def test_second_relay_on_the_same_store_is_fenced(
    command: tuple[str, ...], rig: Rig, load: Load, tmp_path: Path
) -> None:
    """With two relays at work the stream holds each fact once, in order, and one steps back."""
    rig.start_broker()
    rig.start()
    _start_second_intake(rig, command)
    second = rig.home.logs / "second-intake.err"

    def fenced() -> bool:
        load.work(3)
        time.sleep(0.02)
        return "relay.fenced" in rig.log_lines("intake") + second.read_text()

    wait_for(fenced, "one of two relays is fenced")
    load.work(30)
    rig.settle()
    assert_exact(rig, load, tmp_path / "replay")
    assert rig.strangers[0].poll() is None, second.read_text()

"""Promise R4: what cannot take effect is neither dropped nor spins; it waits with its reason."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from shared.facts.envelope import headers_of, subject_of, type_of
from shared.facts.intake import CaseClosed
from shared.inbox.delivery import RETRY_DELAYS_SECONDS
from tests.faults.load import COUNSELLOR, Load
from tests.faults.projections import assert_accepted_work_arrived, assert_complete
from tests.faults.rig import Rig, faulty, read_log, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

CLOSED = type_of(CaseClosed)
CLOSED_ON = date(2026, 1, 1)
READERS = {"conference", "placement", "stats"}
REFUSED_IN_PART = 3
EARLY, LATE = 0.05, 4.0
"""Seconds by which a retry may miss its time: clocks, and the broker's own."""


def _close_and_reopen(load: Load) -> UUID:
    """Two facts about one case, of which the first is going to make trouble."""
    case_id = next(iter(load._cases))
    intake = load._intake.application
    intake.close(COUNSELLOR, case_id, "goal_achieved", "落ち着いた。", CLOSED_ON)
    intake.reopen(COUNSELLOR, case_id, None, CLOSED_ON)
    return case_id


def _listed(rig: Rig) -> list[dict[str, Any]]:
    answer = rig.run_command("dead-letters", "list", "--json")
    assert answer.returncode == 0, answer.stderr
    letters: list[dict[str, Any]] = json.loads(answer.stdout)["dead_letters"]
    return letters


def _attempts(rig: Rig) -> list[datetime]:
    """When stats failed on a fact: each retry, and the end."""
    lines = [json.loads(line) for line in rig.log_lines("stats").splitlines()]
    wanted = ("inbox.retry", "inbox.dead_letter")
    return [datetime.fromisoformat(one["timestamp"]) for one in lines if one["event"] in wanted]


def test_failing_handler_follows_the_delay_table_and_can_be_retried(
    rig: Rig, load: Load, tmp_path: Path
) -> None:
    """A handler that raises is tried again by the table, then put aside; a retry mends it."""
    rig.start_broker()
    rig.start("intake", "conference", "placement")
    rig.start_with_fault("stats", "raises", CLOSED)
    load.work(15)
    case_id = _close_and_reopen(load)
    load.work(5)
    patience = sum(RETRY_DELAYS_SECONDS) + 30
    wait_for(lambda: bool(_attempts(rig)[len(RETRY_DELAYS_SECONDS) :]), "dead letter", patience)
    rig.wait_for_arrival("stats", within=30)
    waits = [(later - sooner).total_seconds() for sooner, later in pairwise(_attempts(rig))]
    assert len(waits) == len(RETRY_DELAYS_SECONDS)
    too_early = [d for d, w in zip(RETRY_DELAYS_SECONDS, waits, strict=True) if w < d - EARLY]
    too_late = [d for d, w in zip(RETRY_DELAYS_SECONDS, waits, strict=True) if w > d + LATE]
    assert (too_early, too_late) == ([], []), waits
    first, second = _listed(rig)
    assert (first["service"], first["type"], first["subject"]) == ("stats", CLOSED, str(case_id))
    assert first["reason"].startswith("ZeroDivisionError at killpoints.py:")
    assert (second["subject"], second["reason"]) == (str(case_id), "parked-behind-dead-letter")
    rig.kill("stats")
    answer = rig.run_command("dead-letters", "retry", "--json")
    assert answer.returncode == 0, answer.stdout
    assert [one["reason"] for one in json.loads(answer.stdout)["retried"]] == [None, None]
    rig.settle()
    assert_complete(rig, load, tmp_path / "replay")


def test_fact_of_an_unknown_version_waits_for_the_newer_program(
    rig: Rig, load: Load, tmp_path: Path
) -> None:
    """A fact of a newer version is put aside at once; today's retry fails, the newer one works."""
    rig.start_broker()
    rig.start("conference", "placement", "stats")
    rig.start_with_fault("intake", "newer", CLOSED)
    load.work(15)
    _close_and_reopen(load)
    load.work(5)
    rig.settle()
    letters = _listed(rig)
    assert {one["service"] for one in letters} == READERS
    assert {one["reason"] for one in letters} == {"unknown-fact", "parked-behind-dead-letter"}
    today = rig.run_command("dead-letters", "retry", "--json")
    assert today.returncode == REFUSED_IN_PART
    assert len(_listed(rig)) == len(letters)
    newer = rig.run_command("dead-letters", "retry", "--json", through=faulty("newer", CLOSED))
    assert newer.returncode == 0, newer.stdout
    assert_complete(rig, load, tmp_path / "replay")


def test_message_that_is_no_fact_is_put_aside_and_the_relay_goes_on(rig: Rig, load: Load) -> None:
    """Something foreign at the stream's end stops neither the relay, nor its restart, nor others."""
    rig.start_broker()
    rig.start()
    load.work(10)
    rig.settle()
    rig.publish_as("intake", "tsunagu.999997.intake.noise", b"\xff\x00")
    load.work(10)
    rig.settle()
    rig.publish_as("intake", "tsunagu.999997.intake.noise", b"{}", {"ce-id": "x"})
    rig.kill("intake")
    load.work(10)
    rig.settle()
    assert rig.stream_of("intake") == rig.log_of("intake")
    assert_accepted_work_arrived(rig, load)
    letters = _listed(rig)
    assert [(one["service"], one["reason"]) for one in letters] == [
        (reader, "unreadable-envelope") for reader in sorted(READERS) for _ in range(2)
    ]
    assert len({one["id"] for one in letters}) == len(letters) / len(READERS)


@pytest.mark.parametrize(
    ("headers", "body", "reason"),
    [
        ({}, b'{"case_id": "broken', "invalid-fact"),
        ({"ce-type": "tsunagu.intake.never-heard-of.v1"}, None, "unknown-fact"),
        ({"ce-type": "tsunagu.intake.contact-recorded.v7"}, None, "unknown-fact"),
    ],
)
def test_unreadable_fact_holds_up_nobody_else(
    headers: dict[str, str], body: bytes | None, reason: str, rig: Rig, load: Load
) -> None:
    """A fact whose body, type or version nobody knows is put aside; other cases' facts go on."""
    rig.start_broker()
    rig.start("conference", "placement", "stats")
    rig.wait_until_ready("conference", "placement", "stats")
    load.work(1)
    spoilt = list(read_log(rig.stores["intake"]))[0]  # noqa: RUF015 - the list ends the reading
    rig.publish_as(
        "intake",
        subject_of(spoilt.fact),
        spoilt.fact.model_dump_json().encode() if body is None else body,
        headers_of(spoilt) | headers,
    )
    load._receive()
    rig.start()
    rig.settle()
    letters = _listed(rig)
    behind = [one["reason"] for one in letters if one["subject"] == spoilt.fact.subject_id]
    assert len(behind) == len(letters)
    assert behind.count(reason) == len(READERS)
    assert set(behind) <= {reason, "parked-behind-dead-letter"}
    assert rig.stores["stats"].store.rows("SELECT COUNT(*) AS n FROM openings")[0]["n"] == 1
    assert rig.run_command("dead-letters", "retry", "--json").returncode == REFUSED_IN_PART
    assert _listed(rig) == letters

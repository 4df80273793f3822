"""Promise R4: what cannot take effect is neither dropped nor spins; it waits with its reason."""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from shared.facts.envelope import headers_of, subject_of, type_of
from shared.facts.intake import CaseClosed, ConsultationReceived
from shared.inbox.delivery import RETRY_DELAYS_SECONDS
from tests.faults.load import Load
from tests.faults.projections import assert_accepted_work_arrived, assert_complete
from tests.faults.rig import Rig, faulty, read_log, wait_for

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

CLOSED = type_of(CaseClosed)
READERS = {"conference", "placement", "stats"}
REFUSED_IN_PART = 3
BEHIND = "parked-behind-dead-letter"
SPOILT: tuple[tuple[dict[str, str], bytes | None, str], ...] = (
    ({}, b'{"case_id": "broken', "invalid-fact"),
    ({"ce-type": "tsunagu.intake.never-heard-of.v1"}, None, "unknown-fact"),
    ({"ce-type": "tsunagu.intake.consultation-received.v7"}, None, "unknown-fact"),
)
"""Other headers and another body than intake's, and why the readers put them aside."""
EARLY, LATE = 0.05, 4.0
"""Seconds by which a retry may miss its time: clocks, and the broker's own."""


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
    case_id = load.close_and_reopen()
    load.work(5)
    patience = sum(RETRY_DELAYS_SECONDS) + 30
    wait_for(lambda: bool(_attempts(rig)[len(RETRY_DELAYS_SECONDS) :]), "dead letter", patience)
    rig.wait_for_arrival("stats", within=30)
    waits = [(later - sooner).total_seconds() for sooner, later in pairwise(_attempts(rig))]
    assert len(waits) == len(RETRY_DELAYS_SECONDS)
    too_early = [d for d, w in zip(RETRY_DELAYS_SECONDS, waits, strict=True) if w < d - EARLY]
    too_late = [d for d, w in zip(RETRY_DELAYS_SECONDS, waits, strict=True) if w > d + LATE]
    assert (too_early, too_late) == ([], []), waits
    first, *behind = _listed(rig)
    assert (first["service"], first["type"], first["subject"]) == ("stats", CLOSED, str(case_id))
    assert first["reason"].startswith("ZeroDivisionError at killpoints.py:")
    assert behind
    assert {one["subject"] for one in behind} == {str(case_id)}
    assert {one["reason"] for one in behind} == {BEHIND}
    rig.kill("stats")
    answer = rig.run_command("dead-letters", "retry", "--worker", "w-1", "--json")
    assert answer.returncode == 0, answer.stdout
    retried = json.loads(answer.stdout)["retried"]
    assert [one["reason"] for one in retried] == [None] * (len(behind) + 1)
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
    load.close_and_reopen()
    load.work(5)
    rig.settle()
    letters = _listed(rig)
    assert {one["service"] for one in letters} == READERS
    assert {one["reason"] for one in letters} == {"unknown-fact", BEHIND}
    today = rig.run_command("dead-letters", "retry", "--worker", "w-1", "--json")
    assert today.returncode == REFUSED_IN_PART
    assert len(_listed(rig)) == len(letters)
    newer = rig.run_command(
        "dead-letters", "retry", "--worker", "w-1", "--json", through=faulty("newer", CLOSED)
    )
    assert newer.returncode == 0, newer.stdout
    assert_complete(rig, load, tmp_path / "replay")


def test_message_that_is_no_fact_is_put_aside_and_the_relay_goes_on(rig: Rig, load: Load) -> None:
    """Something foreign in a stream stops neither the relay, nor its restart, nor the readers."""
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


def test_unreadable_facts_hold_up_nobody_else(rig: Rig, load: Load) -> None:
    """Facts whose body, type or version nobody knows are put aside; other cases' facts go on."""
    rig.start_broker()
    rig.start("conference", "placement", "stats")
    rig.wait_until_ready("conference", "placement", "stats")
    for _ in SPOILT:
        load.receive()
    spoilt, expected = iter(SPOILT), set()
    for received in read_log(rig.stores["intake"]):
        body, headers = received.fact.model_dump_json().encode(), headers_of(received)
        if isinstance(received.fact, ConsultationReceived):
            otherwise, other_body, reason = next(spoilt)
            body, headers = other_body or body, headers | otherwise
            expected.add((received.fact.subject_id, reason))
        rig.publish_as("intake", subject_of(received.fact), body, headers)
    load.receive()
    rig.start("intake")
    rig.settle()
    letters = _listed(rig)
    first = {(one["subject"], one["reason"]) for one in letters if one["reason"] != BEHIND}
    assert first == expected
    assert Counter(one["service"] for one in letters if one["reason"] != BEHIND) == {
        reader: len(SPOILT) for reader in READERS
    }
    assert rig.stores["stats"].store.rows("SELECT COUNT(*) AS n FROM openings")[0]["n"] == 1
    assert (
        rig.run_command("dead-letters", "retry", "--worker", "w-1", "--json").returncode
        == REFUSED_IN_PART
    )
    assert _listed(rig) == letters

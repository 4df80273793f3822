"""Issuing returns: versions, differences, and what is refused."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.stats.application import StatsApplication
from services.stats.domain.issued_return import ReturnIssued
from services.stats.domain.prefecture_return import Difference, differences
from services.stats.handlers import handle
from services.stats.published import publish
from services.stats.views import FOREIGN_TABLES
from shared.facts import intake, stats
from shared.identity import Actor, service_actor
from shared.inbox import Received
from shared.refusal import Refusal
from shared.store import EventStore, Recorded
from shared.store.sqlite import SQLiteDatabase

TOWN = "990019"
PERIOD = (date(2024, 4, 1), date(2024, 4, 30))
START = datetime(2024, 5, 1, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATISTICIAN = Actor(person="p-1", agency="a-1", role="statistician", purpose="statistics")


class Desk:
    """A statistician's desk; each opened case comes in an hour after the last."""

    def __init__(self, store: EventStore) -> None:
        self.store = store
        self.now = START
        self.application = StatsApplication(store, lambda: self.now)
        self._cases = 0

    def a_case_comes_in(self) -> None:
        """One more new case of the period, told an hour later."""
        self._cases += 1
        self.now += HOUR
        opening = intake.ConsultationReceived(
            municipality=TOWN,
            occurred_on=PERIOD[0],
            case_id=str(UUID(int=self._cases)),
            anonymous=False,
        )
        with self.store.transaction(service_actor("stats", "statistics"), self.now) as tx:
            handle(tx, Received(self._cases, self._cases - 1, self.now, opening))

    def issue(self, as_of: datetime | None = None) -> int:
        """Issue the return of the period as of now; its version."""
        made = self.application.issue_return(
            STATISTICIAN, "basic", TOWN, *PERIOD, as_of or self.now
        )
        return made.version

    def version(self, as_of: datetime | None = None) -> int:
        """The version that a look at the figures names."""
        made = self.application.compute_return("basic", TOWN, *PERIOD, as_of or self.now)
        return made.version

    @property
    def issued(self) -> list[Recorded]:
        """All that was issued."""
        return [logged.recorded for logged in self.store.log(0, 100)]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at which nothing was issued yet."""
    store = EventStore("stats", SQLiteDatabase(tmp_path / "stats.db"), (), FOREIGN_TABLES)
    store.migrate()
    yield Desk(store)
    store.close()


def test_looking_at_figures_records_nothing(desk: Desk) -> None:
    """A return that was not issued is version 1 and leaves no event."""
    assert desk.version() == 1
    assert desk.issued == []


@pytest.mark.rule(65)
def test_an_issued_return_holds_its_whole_text_and_digest(desk: Desk) -> None:
    """What went out can be shown again to the byte, and proved."""
    desk.a_case_comes_in()
    desk.issue()
    (recorded,) = desk.issued
    event = recorded.event
    assert isinstance(event, ReturnIssued)
    made = desk.application.compute_return("basic", TOWN, *PERIOD, desk.now)
    assert json.loads(event.document) == made.document()
    assert event.document == made.text()
    assert event.digest == hashlib.sha256(event.document.encode()).hexdigest()
    assert (event.version, event.differences) == (1, ())


def test_the_day_of_issue_is_a_day_in_japan(desk: Desk) -> None:
    """At 16:00 UTC it is the next day in Japan already."""
    desk.issue()
    assert desk.issued[0].event.model_dump()["issued_on"] == date(2024, 5, 2)


def test_unchanged_figures_stay_the_same_version(desk: Desk) -> None:
    """Issuing again with the same figures adds nothing."""
    desk.issue()
    desk.now += HOUR
    assert desk.issue() == 1
    assert len(desk.issued) == 1


def test_issuing_twice_as_of_one_instant_is_no_refusal(desk: Desk) -> None:
    """Sending the same request again finds the same version."""
    as_of = desk.now
    desk.issue(as_of)
    assert desk.issue(as_of) == 1


@pytest.mark.rule(65)
def test_changed_figures_are_the_next_version_with_its_differences(desk: Desk) -> None:
    """A late case makes version 2, which names the cell that changed; version 1 stays."""
    desk.a_case_comes_in()
    desk.issue()
    first = desk.issued[0].event
    desk.a_case_comes_in()
    assert desk.version() == 2
    assert desk.issue() == 2
    before, after = (recorded.event for recorded in desk.issued)
    assert before == first
    assert isinstance(after, ReturnIssued)
    assert after.differences == (Difference(table="新規ケース数", cell={}, before=1, after=2),)


@pytest.mark.rule(65)
def test_a_look_back_names_the_version_that_was_issued_then(desk: Desk) -> None:
    """As of an earlier instant the figures are those of the version that was issued."""
    desk.issue()
    then = desk.now
    desk.a_case_comes_in()
    desk.issue()
    assert desk.version(as_of=then) == 1
    assert desk.version() == 2


def test_returns_of_other_periods_have_versions_of_their_own(desk: Desk) -> None:
    """Template, municipality and period make a return; each is counted for itself."""
    desk.issue()
    desk.a_case_comes_in()
    day = (PERIOD[0], PERIOD[0])
    made = desk.application.issue_return(STATISTICIAN, "basic", TOWN, *day, desk.now)
    assert made.version == 1
    assert len({recorded.originator_id for recorded in desk.issued}) == 2


def test_a_return_is_not_issued_as_of_the_future(desk: Desk) -> None:
    """What will be recorded until then is not known, so the figures could not be recomputed."""
    with pytest.raises(Refusal, match="まだ来ていません") as refused:
        desk.issue(as_of=desk.now + HOUR)
    assert refused.value.code == "as-of-in-future"
    assert desk.issued == []


def test_a_return_is_not_issued_over_a_newer_one(desk: Desk) -> None:
    """An older instant would take figures back that were reported."""
    then = desk.now
    desk.a_case_comes_in()
    desk.issue()
    with pytest.raises(Refusal, match="発行済み") as refused:
        desk.issue(as_of=then)
    assert refused.value.code == "newer-return-issued"


def test_differences_name_new_and_vanished_cells() -> None:
    """A municipality's own word may come and go with the figures."""

    def table(word: str) -> dict[str, object]:
        cells = [{"つなぎ先": "NPO法人", "value": 1}, {"つなぎ先": word, "value": 2}]
        return {"name": "つなぎ完了", "dimensions": ["つなぎ先"], "cells": cells}

    assert differences([table("森の家")], [table("海の家")]) == (
        Difference(table="つなぎ完了", cell={"つなぎ先": "海の家"}, before=None, after=2),
        Difference(table="つなぎ完了", cell={"つなぎ先": "森の家"}, before=2, after=None),
    )


def test_the_published_fact_holds_no_figures(desk: Desk) -> None:
    """Other services learn that a return was issued, and which; not what stands in it."""
    desk.issue()
    (recorded,) = desk.issued
    assert isinstance(recorded.event, ReturnIssued)
    assert publish(recorded) == stats.ReturnIssued(
        municipality=TOWN,
        occurred_on=date(2024, 5, 2),
        return_id=str(recorded.originator_id),
        template="basic",
        period_from=PERIOD[0],
        period_to=PERIOD[1],
        version=1,
        digest=recorded.event.digest,
    )

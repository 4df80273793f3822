"""Issuing returns: versions, differences, and what is refused."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.application import StatsApplication
from services.stats.application.returns import IssueReturn
from services.stats.domain.prefecture_return import Difference, differences, same_figures
from services.stats.domain.return_versions import ReturnIssued
from services.stats.handlers import handle
from services.stats.published import publish
from services.stats.views import TABLES
from shared.facts import intake, stats
from shared.facts.envelope import Received
from shared.identity import Actor, service_actor
from shared.inbox import TABLES as INBOX_TABLES
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
            tx.track(opening.SERVICE, self._cases)

    def issue(self, as_of: datetime | None = None) -> int:
        """Issue the return of the period as of now; its version."""
        return self.application.returns.issue(STATISTICIAN, asked_of(*PERIOD, as_of)).version

    def version(self, as_of: datetime | None = None) -> int:
        """The version that a look at the figures names."""
        made = self.application.compute_return("basic", TOWN, *PERIOD, as_of or self.now)
        return made.version

    @property
    def issued(self) -> list[Recorded]:
        """All that was issued."""
        return [logged.recorded for logged in self.store.log(0, 100)]


def asked_of(first: date, last: date, as_of: datetime | None = None) -> IssueReturn:
    """Ask for the return of some days."""
    return IssueReturn(template="basic", municipality=TOWN, first=first, last=last, as_of=as_of)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk at which nothing was issued yet."""
    store = EventStore("stats", SQLiteDatabase(tmp_path / "stats.db"), (), (*TABLES, *INBOX_TABLES))
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
    made = desk.application.returns.issue(STATISTICIAN, asked_of(PERIOD[0], PERIOD[0]))
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


def test_a_return_is_not_issued_before_its_period_is_over(desk: Desk) -> None:
    """At noon of the last day the day is not over; a moment after midnight in Japan it is."""
    last = desk.now.date()
    desk.now = datetime(2024, 5, 1, 3, 0, tzinfo=UTC)
    with pytest.raises(Refusal, match="まだ終わっていません") as refused:
        desk.application.returns.issue(STATISTICIAN, asked_of(last, last))
    assert refused.value.code == "period-not-over"
    desk.now = datetime(2024, 5, 1, 15, 0, tzinfo=UTC)
    assert desk.application.returns.issue(STATISTICIAN, asked_of(last, last)).changed


def test_what_stands_beside_the_figures_makes_no_version() -> None:
    """A note or a percentage is no figure; another definition of the measure is another one."""
    table = {"name": "a", "measure": "m", "measure_version": 1, "dimensions": [], "total": 1}
    table["cells"] = [{"value": 1}]
    assert same_figures([table], [{**table, "note": "n", "ratio": {"percent": "5.0"}}])
    assert not same_figures([table], [{**table, "measure_version": 2}])
    assert not same_figures([table], [{**table, "total": 2}])


def test_a_total_that_changes_alone_is_told() -> None:
    """Two meetings become one with two agenda items: only the total is another."""

    def table(total: int) -> dict[str, object]:
        cells = [{"根拠": "a", "value": 1}, {"根拠": "b", "value": 1}]
        return {"name": "会議", "dimensions": ["根拠"], "cells": cells, "total": total}

    assert differences([table(2)], [table(1)]) == (
        Difference(table="会議", cell={"計": "計"}, before=2, after=1),
    )


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


figures = st.dictionaries(st.sampled_from("abcdef"), st.none() | st.integers(0, 3), min_size=1)


@pytest.mark.rule(65)
@given(figures, figures)
def test_differences_lead_from_one_version_to_the_other(
    before: dict[str, int | None], after: dict[str, int | None]
) -> None:
    """Who has version n and its differences has the figures of version n + 1, and none besides."""

    def document(cells: dict[str, int | None]) -> dict[str, object]:
        listed = [{"方法": name, "value": value} for name, value in cells.items()]
        total = sum(value or 0 for value in cells.values())
        return {"name": "t", "dimensions": ["方法"], "cells": listed, "total": total}

    found = differences([document(before)], [document(after)])
    carried = {**before, "計": sum(value or 0 for value in before.values())}
    for one in found:
        (name,) = one.cell.values()
        assert one.before == carried.get(name)
        assert one.before != one.after
        carried[name] = one.after
    wanted = {**after, "計": sum(value or 0 for value in after.values())}
    assert {name: value for name, value in carried.items() if value is not None} == {
        name: value for name, value in wanted.items() if value is not None
    }

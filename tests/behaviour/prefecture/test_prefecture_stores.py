"""Submissions and what arrives of them, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from services.stats import views as stats_views
from services.stats.application import StatsApplication
from services.stats.application.returns import IssueReturn
from services.stats.application.submissions import ListSubmissions, SubmitReturn
from services.stats.domain.submission import LedgerCheckpoint
from services.stats.handlers import handle as take_in
from services.stats.prefecture import views
from services.stats.prefecture.application import PrefectureApplication
from services.stats.prefecture.application.looking import Looking
from services.stats.prefecture.handlers import handle
from services.stats.prefecture.register import Register
from services.stats.published import publish
from services.stats.templates import load_templates
from services.stats.views.checkpoints import latest_checkpoint
from services.stats.views.returns import IssuedReturns
from services.stats.views.submissions import (
    Submissions,
    last_sequence,
    municipalities_submitting,
    note_handed_in,
    note_lost,
    submissions_of,
)
from shared.facts import Fact, conference, intake
from shared.facts.envelope import Received
from shared.facts.stats import ReturnSubmitted, SubmittedCheckpoint
from shared.identity import service_actor
from shared.inbox import TABLES as INBOX_TABLES
from shared.relay import publications
from shared.store import EventStore
from shared.store.open import open_database
from tests.behaviour.prefecture_world import APRIL, MAY, NOON, STATISTICIAN, at_noon
from tests.conftest import NewPlace
from tests.refusals import refused

CODE = "990019"
SERVICE = service_actor("stats", "test")


@dataclass
class Ends:
    """Both ends, without a line between them."""

    town: EventStore
    hub: EventStore
    register: Path
    taken_in: int = 0

    @property
    def desk(self) -> StatsApplication:
        """The municipality's statistics."""
        return StatsApplication(self.town, at_noon)

    @property
    def prefecture(self) -> PrefectureApplication:
        """What the prefecture may ask."""
        return PrefectureApplication(self.hub, self.register)

    def take_in(self, fact: Fact) -> None:
        """A fact of another service takes effect in the municipality's stats."""
        self.taken_in += 1
        received = Received(self.taken_in, self.taken_in - 1, NOON, fact)
        with self.town.transaction(SERVICE, NOON) as tx:
            take_in(tx, received)
            tx.track(fact.SERVICE, received.id)

    def submit(self, cases: int = 1) -> int:
        """Issue April with some more cases, and submit it; return the version."""
        for _ in range(cases):
            case = f"00000000-0000-0000-0000-{self.taken_in + 1:012x}"
            self.take_in(
                intake.ConsultationReceived(
                    municipality=CODE, occurred_on=APRIL[0], case_id=case, anonymous=False
                )
            )
        about = {"template": "basic", "municipality": CODE, "first": APRIL[0], "last": APRIL[1]}
        self.desk.returns.issue(STATISTICIAN, IssueReturn.model_validate(about))
        asked = SubmitReturn.model_validate(about)
        return self.desk.submissions.submit(STATISTICIAN, asked).version

    def published(self) -> list[Received]:
        """The submissions as facts."""
        every = publications(self.town, publish, scanned=0, previous=0)
        return [one for _, one in every if one and isinstance(one.fact, ReturnSubmitted)]

    def arrive(self) -> None:
        """Every submission takes effect at the hub, also those that did before."""
        for received in self.published():
            with self.hub.transaction(SERVICE, NOON) as tx:
                handle(tx, received)


@pytest.fixture
def ends(new_place: NewPlace, tmp_path: Path) -> Iterator[Ends]:
    """Two empty stores of one kind, with the tables of either end."""
    tables = (*stats_views.TABLES, *INBOX_TABLES)
    town = EventStore(
        "stats", open_database(*new_place()), (IssuedReturns(), Submissions()), tables
    )
    hub = EventStore("stats", open_database(*new_place()), (), (*views.TABLES, *INBOX_TABLES))
    for store in (town, hub):
        store.migrate()
    Register(tmp_path / "register", {}).enrolled(CODE, APRIL[0])[0].write()
    yield Ends(town, hub, tmp_path / "register")
    town.close()
    hub.close()


def test_a_version_is_submitted_once_and_numbered_in_order(ends: Ends) -> None:
    """Asking again adds nothing, and views that are made anew are the same."""
    assert [ends.submit(), ends.submit(), ends.submit(0)] == [1, 2, 2]
    before = submissions_of(ends.town, CODE)
    assert [(one.number, one.version) for one in before] == [(1, 1), (2, 2)]
    ends.town.rebuild_views()
    assert submissions_of(ends.town, CODE) == before
    assert municipalities_submitting(ends.town) == [CODE]


def test_nobody_is_missing_for_what_was_over_before_they_were_enrolled(ends: Ends) -> None:
    """Enrolled in October, not missing for April, but for October and for the fiscal year."""
    october = (date(2026, 10, 1), date(2026, 10, 31))
    year = (date(2026, 4, 1), date(2027, 3, 31))
    register, _ = Register.read(ends.register).enrolled("011002", date(2026, 10, 15))
    register.write()

    def missing(period: tuple[date, date]) -> tuple[str, ...]:
        (told,) = Looking(ends.hub, ends.register).reported("basic", *period)
        return told.missing

    assert missing(APRIL) == (CODE,)
    assert missing(october) == missing(year) == ("011002", CODE)


def test_what_was_not_issued_cannot_be_submitted(ends: Ends) -> None:
    """Neither a period without a return nor a version that never was."""
    may = {"template": "basic", "municipality": CODE, "first": MAY[0], "last": MAY[1]}
    with refused("return-not-issued"):
        ends.desk.submissions.submit(STATISTICIAN, SubmitReturn.model_validate(may))
    ends.submit()
    april = may | {"first": APRIL[0], "last": APRIL[1], "version": 2}
    with refused("version-not-issued"):
        ends.desk.submissions.submit(STATISTICIAN, SubmitReturn.model_validate(april))
    assert len(ends.published()) == 1


def test_a_heading_that_looks_like_somebody_s_number_is_refused_before_it_is_on_record(
    ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the fact has no room for does not stop the relay later: it never becomes an event."""
    templates = load_templates()
    named = replace(templates["basic"], title="090-1234-5678 の集計")
    monkeypatch.setitem(templates, "basic", named)
    with refused("return-not-aggregate"):
        ends.submit()
    assert ends.published() == []
    assert submissions_of(ends.town, CODE) == []


def test_what_is_lost_at_the_hub_is_due_again(ends: Ends) -> None:
    """Only what lies behind the stream's end; the rest stays acknowledged."""
    ends.submit()
    ends.submit()
    first, second = submissions_of(ends.town, CODE)
    with ends.town.transaction(SERVICE, NOON) as tx:
        note_handed_in(tx, first, 4)
        note_handed_in(tx, second, 9)
    assert last_sequence(ends.town, CODE) == 9
    with ends.town.transaction(SERVICE, NOON) as tx:
        note_lost(tx, CODE, 4)
    assert last_sequence(ends.town, CODE) == 4
    listed = ends.desk.submissions.list_submissions(
        STATISTICIAN, ListSubmissions(municipality=CODE)
    )
    assert [one.handed_in for one in listed] == [True, False]


def test_the_newest_checkpoint_goes_along_even_if_it_is_smaller(ends: Ends) -> None:
    """A ledger that was rewound is reported as it is."""
    sizes = (9, 4)
    for size in sizes:
        ends.take_in(
            conference.CheckpointSigned(
                municipality=CODE,
                occurred_on=APRIL[0],
                ledger_id="3f3b9a08-3c0a-5825-b718-86ee4eb7f937",
                origin="tsunagu/disclosures/town",
                size=size,
                root=f"{size:064x}",
                note="A" * 40,
            )
        )
        ends.submit()
    assert latest_checkpoint(ends.town, CODE) == LedgerCheckpoint(
        origin="tsunagu/disclosures/town", size=4, root=f"{4:064x}", note="A" * 40
    )
    ends.arrive()
    (ledger,) = ends.prefecture.ledgers()
    assert ledger.kept == 2
    assert "rollback" in {one.alarm for one in ledger.findings}


def test_a_return_that_is_known_brings_its_checkpoint_all_the_same(ends: Ends) -> None:
    """A municipality that went back to a copy submits what it had, with a ledger cut short."""
    ends.submit()
    (sent,) = ends.published()

    def arrives(size: int, minute: int) -> None:
        checkpoint = SubmittedCheckpoint(
            origin="tsunagu/disclosures/town", size=size, root=f"{size:064x}", note="A" * 40
        )
        told = sent.fact.model_copy(update={"checkpoint": checkpoint})
        with ends.hub.transaction(SERVICE, NOON) as tx:
            handle(tx, replace(sent, fact=told, recorded_at=NOON.replace(minute=minute)))

    arrives(9, 0)
    arrives(9, 0)
    assert [one.kept for one in ends.prefecture.ledgers()] == [1]
    arrives(4, 1)
    (ledger,) = ends.prefecture.ledgers()
    assert len(views.arrived_returns(ends.hub)) == 1
    assert ledger.kept == 2
    assert "rollback" in {one.alarm for one in ledger.findings}


def test_what_arrives_twice_is_kept_once_and_can_be_compared(ends: Ends) -> None:
    """The version that holds is compared; earlier ones stay where they are."""
    ends.submit(3)
    ends.submit(2)
    ends.arrive()
    ends.arrive()
    assert len(views.arrived_returns(ends.hub)) == 2
    (april,) = ends.prefecture.reported("basic", *APRIL)
    assert [one.version for one in april.returns] == [2]
    assert april.contradicting == ()
    (figure,) = ends.prefecture.compare("basic", *APRIL, {CODE: 100_000}, "新規ケース数")[:1]
    (compared,) = figure.figures
    assert (compared.value, str(compared.rate)) == (5, "5.0")
    assert figure.handling == "取扱注意"


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    ("protection", "handling"),
    [("none", "取扱注意"), ("suppressed-10", "公表用"), ("whatever", "取扱注意")],
)
def test_only_figures_that_a_known_rule_protects_are_for_publication(
    ends: Ends, protection: str, handling: str
) -> None:
    """What a municipality calls a protection by a name of its own is treated as true counts."""
    ends.submit()
    (sent,) = ends.published()
    told = replace(sent, fact=sent.fact.model_copy(update={"protection": protection}))
    with ends.hub.transaction(SERVICE, NOON) as tx:
        handle(tx, told)
    (arrived,) = views.arrived_returns(ends.hub)
    assert arrived.handling == handling
    figures = ends.prefecture.compare("basic", *APRIL, {})
    assert {one.handling for one in figures} == {handling}

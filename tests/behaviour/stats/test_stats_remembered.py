"""What was counted is remembered as long as it is what would be counted now, and no longer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.command.rebuild import rebuild_observations
from services.command.rebuild.log_files import LogFileSource
from services.stats.application.remembered import Remembered
from services.stats.application.returns import LookAtReturn
from services.stats.domain.measures import MEASURES
from services.stats.domain.scope import Scope
from services.stats.handlers import handle
from services.stats.views import Question, counted_in
from shared.calendar import system_clock
from shared.facts import intake
from shared.facts.envelope import Received
from shared.identity import Actor, service_actor
from shared.inbox import retry_dead_letters
from shared.inbox.dead_letters import bury
from shared.refusal import Refusal
from shared.store.database import Database
from shared.store.log_file import LogFile
from tests.behaviour.golden_logs import Town, golden_town, letter
from tests.behaviour.stats.stats_office import STATISTICIAN, TOWN, Office
from tests.conftest import NewPlace

JUNE = date(2024, 6, 10)
PERIOD = "2024-06"
SERVICE = service_actor("stats", "statistics")
A_CONTACT = intake.ContactRecorded(
    municipality=TOWN,
    occurred_on=JUNE,
    case_id=str(UUID(int=1)),
    contact_id=str(UUID(int=2_000)),
    person_id=str(UUID(int=2)),
    age=40,
    gender="male",
    method="home_visit",
    consulter="mother",
    consent="not_asked",
)


@pytest.fixture
def office(database: Database) -> Iterator[Office]:
    """The office, with a contact by telephone; on SQLite, then on PostgreSQL."""
    opened = Office(database)
    opened.contact(JUNE)
    yield opened
    opened.store.close()


def told(document: dict[str, object]) -> str:
    """The figures of a return to the byte."""
    return json.dumps(document["tables"], ensure_ascii=False)


def as_counted_anew(office: Office) -> str:
    """The same by somebody who remembers nothing."""
    return told(Office(office.store.database).look(PERIOD, office.now))


def lose_everything(office: Office) -> None:
    """Take the contacts away behind everybody's back, as nothing in the program does."""
    with office.store.database.exclusive() as unit:
        unit.execute("DELETE FROM contacts")


def test_a_second_look_counts_nothing(office: Office) -> None:
    """Nothing came in between: what it says is the same to the byte, also at a later instant."""
    before = told(office.look(PERIOD))
    lose_everything(office)
    office.now += timedelta(days=3)

    assert told(office.look(PERIOD)) == before


def test_another_period_another_instant_and_another_municipality_are_other_questions(
    office: Office,
) -> None:
    """What is remembered of one is not told of another."""
    office.look(PERIOD)
    earlier = office.now - timedelta(days=2)

    assert office.look(PERIOD, earlier)["tables"][0]["total"] == 0
    assert office.look("2024-05")["tables"][0]["total"] == 0
    elsewhere = LookAtReturn.model_validate(office.asked(PERIOD) | {"municipality": "271403"})
    assert office.application.returns.look(STATISTICIAN, elsewhere)["tables"][0]["total"] == 0


def test_a_fact_that_takes_effect_is_in_the_next_look(office: Office) -> None:
    """Whatever was remembered before it is forgotten."""
    for number in range(2, 5):
        before = told(office.look(PERIOD))
        office.contact(JUNE, person=number, method="home_visit")

        assert told(office.look(PERIOD)) == as_counted_anew(office) != before


def test_a_late_fact_is_in_no_look_as_of_before_it(office: Office) -> None:
    """An instant is remembered for itself once something was recorded behind it."""
    then, before = office.now, told(office.look(PERIOD))
    office.contact(JUNE, person=2)

    assert told(office.look(PERIOD, then)) == before
    assert told(office.look(PERIOD, then)) == before
    assert told(office.look(PERIOD)) != before


def test_a_dead_letter_that_takes_effect_is_in_the_next_look(office: Office) -> None:
    """The place of its source was passed when it was buried, and does not move again."""
    received = Received(900, 899, office.now, A_CONTACT)
    with office.store.transaction(SERVICE, office.now) as tx:
        bury(tx, letter(received))
        tx.track("intake", 900)
    before = told(office.look(PERIOD))

    retry_dead_letters(office.store, handle, SERVICE, lambda: office.now)

    assert told(office.look(PERIOD)) == as_counted_anew(office) != before


def test_a_dead_letter_is_in_no_look_as_of_before_it_was_recorded(office: Office) -> None:
    """Given one that takes effect late, then the instant at which it was recorded counts."""
    then, later = office.now, office.now + timedelta(minutes=1)
    before = told(office.look(PERIOD, then))
    with office.store.transaction(SERVICE, office.now) as tx:
        bury(tx, letter(Received(900, 899, later, A_CONTACT)))
        tx.track("intake", 900)
    office.now += timedelta(days=1)
    assert told(office.look(PERIOD, then)) == before

    retry_dead_letters(office.store, handle, SERVICE, lambda: office.now)

    assert told(office.look(PERIOD, later)) == as_counted_anew(office) != before
    assert told(office.look(PERIOD, then)) == before


def test_what_comes_in_while_it_is_counted_is_not_passed_over(office: Office) -> None:
    """A count that may be of before or after is told once, and not remembered."""
    question = Question(MEASURES["延件数"], ())
    scope = Scope(TOWN, date(2024, 6, 1), date(2024, 6, 30), office.now + timedelta(days=9))
    remembered = Remembered(office.store)
    counts = counted_in(office.store)

    def meanwhile(asked: Question, of: Scope) -> object:
        found = counts(asked, of)
        if not came:
            came.append(True)
            office.contact(JUNE, person=2)
        return found

    came: list[bool] = []
    remembered._ask = meanwhile  # type: ignore[assignment]
    assert remembered(question, scope) == {((),): 1}
    assert remembered(question, scope) == {((),): 2}


def test_no_more_is_kept_than_there_is_room_for(office: Office) -> None:
    """What was asked for longest ago is counted again."""
    remembered = Remembered(office.store, most=1)
    first, second = (Question(MEASURES[name], ()) for name in ("延件数", "実人数"))
    scope = Scope(TOWN, date(2024, 6, 1), date(2024, 6, 30), office.now)
    for question in (first, second, second):
        assert remembered(question, scope) == {((),): 1}
    lose_everything(office)

    assert remembered(second, scope) == {((),): 1}
    assert remembered(first, scope) != {((),): 1}


def test_whoever_may_not_look_is_refused_what_is_remembered(office: Office) -> None:
    """Who may ask is asked each time, before anything is looked up."""
    office.look(PERIOD)
    stranger = Actor(
        person="p-9", agency=str(UUID(int=9)), role="statistician", purpose="statistics"
    )
    asked = LookAtReturn.model_validate(office.asked(PERIOD))

    with pytest.raises(Refusal, match="own-agency-not-registered"):
        office.application.returns.look(stranger, asked)


def test_tables_that_were_made_anew_are_counted_anew(tmp_path: Path, new_place: NewPlace) -> None:
    """No place moves when tables are repaired under a service that runs."""
    with golden_town(tmp_path / "town", new_place()) as town, ThreadPoolExecutor(1) as readers:
        town.record()
        town.hear()
        where = golden_municipality(town)
        before = everything(town, where)
        assert before["延件数"] > 0
        town.lose()
        remembered = Remembered(town.stats.store)
        assert everything(town, where, remembered) != before

        sources = [
            LogFileSource(name, LogFile(town.home.store(name)), service.publish, readers)
            for name, service in town.sources.items()
        ]
        rebuild_observations(town.stats.store, sources)

        assert everything(town, where, remembered) == before


def golden_municipality(town: Town) -> str:
    """Whose contact the golden files tell of."""
    rows = town.stats.store.rows("SELECT DISTINCT municipality FROM contacts")
    return str(rows[0]["municipality"])


def everything(town: Town, where: str, remembered: Remembered | None = None) -> dict[str, int]:
    """Every measure of all days."""
    ask = remembered or Remembered(town.stats.store)
    scope = Scope(where, date(1990, 1, 1), date(2099, 12, 31), system_clock())
    return {
        name: sum(ask(Question(measure, ()), scope).values()) for name, measure in MEASURES.items()
    }

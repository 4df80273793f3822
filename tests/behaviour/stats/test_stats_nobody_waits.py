"""A return is counted while facts go on arriving: nobody waits for it, and nothing is left out."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import UUID

import pytest

from services.stats.application.returns import (
    CloseReturn,
    IssueReturn,
    ReturnAnswer,
    ShowReturn,
)
from services.stats.handlers import handle
from shared.facts import intake
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.refusal import Refusal
from shared.store.database import Database
from tests.behaviour.stats.stats_office import STATISTICIAN, TOWN, Office

JUNE = date(2024, 6, 10)
WITHIN_SECONDS = 30.0


@pytest.fixture
def office(database: Database) -> Office:
    """An office with one contact in June."""
    office = Office(database)
    office.contact(JUNE)
    return office


def issue(office: Office, counted: Callable[[], None]) -> ReturnAnswer:
    """Issue June's return; somebody is told of each table."""
    asked = IssueReturn.model_validate(office.asked("R6.6"))
    return office.application.returns.watched_by(counted).issue(STATISTICIAN, asked)


def close(office: Office, counted: Callable[[], None]) -> ReturnAnswer:
    """Close it."""
    asked = CloseReturn.model_validate(office.asked("R6.6"))
    return office.application.returns.watched_by(counted).close(STATISTICIAN, asked)


def arrives_at_the_inbox(office: Office) -> None:
    """Another contact of June, recorded before, takes effect as the inbox gives it its effect."""
    fact = intake.ContactRecorded(
        municipality=TOWN,
        occurred_on=JUNE,
        case_id=str(UUID(int=1)),
        contact_id=str(UUID(int=2_000)),
        person_id=str(UUID(int=1)),
        age=40,
        gender="male",
        method="home_visit",
        consulter="mother",
        consent="not_asked",
    )
    with office.store.transaction(service_actor("stats", "statistics"), office.now) as tx:
        handle(tx, Received(900, 899, office.now, fact))
        tx.track("intake", 900)


def once_meanwhile(office: Office) -> Callable[[], None]:
    """What happens at the first table: another thread writes, and is not kept waiting."""
    done: list[bool] = []

    def counted() -> None:
        if not done:
            done.append(True)
            with ThreadPoolExecutor() as pool:
                pool.submit(arrives_at_the_inbox, office).result(timeout=WITHIN_SECONDS)

    return counted


def test_facts_arrive_while_a_return_is_counted_and_are_in_it(office: Office) -> None:
    """The visit that took effect after its table was counted is in the version that is issued."""
    issue(office, once_meanwhile(office))
    asked = ShowReturn.model_validate(office.asked("R6.6"))
    document = office.application.issued_returns.show(STATISTICIAN, asked).document
    assert document["tables"][0]["total"] == 2


def test_what_took_effect_while_a_closing_was_counted_is_not_closed_over(office: Office) -> None:
    """The version that holds has one contact; by the time of closing there are two."""
    issue(office, lambda: None)
    with pytest.raises(Refusal) as refused:
        close(office, once_meanwhile(office))
    assert refused.value.code == "figures-have-changed"

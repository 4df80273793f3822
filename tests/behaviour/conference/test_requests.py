"""求めと回答: made, listed, read and answered on a real store, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from shared.refusal import Refusal
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace
from tests.refusals import refused

WHY = "架空の理由・寿限無寿限無五劫"
CLINIC, NPO, SHAKYO = worker("clinic"), worker("npo"), worker("shakyo")
OTHER_SECRETARIAT = worker("shakyo", "secretariat")
MEETING = {"conference_id": named("meeting")}
DUE = date(2026, 6, 20)


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def ask(town: Town, by: Any = SECRETARIAT, **told: Any) -> UUID:
    """The secretariat asks the npo about the son's work and benefits."""
    request = {
        **MEETING,
        "agenda_id": named("matter"),
        "to_agency": named("npo"),
        "subjects": (named("son"),),
        "categories": ("work", "benefits", "work"),
        "necessity": WHY,
        "due_on": DUE,
        **told,
    }
    return UUID(str(town.offer("requests.make", by, **request)))


def mine(town: Town, who: Any, **filters: Any) -> list[Any]:
    """The requests in somebody's list."""
    return list(town.offer("requests.list", who, **filters))


@pytest.mark.rule(21, 22)
def test_the_asked_agency_reads_why_and_that_it_may_decline(town: Town) -> None:
    """Given a request, when the asked agency opens it, then it reads reason, law and notice."""
    request_id = ask(town, request_id=named("ask"))
    shown = town.offer("requests.show", NPO, **MEETING, request_id=request_id)

    assert (request_id, shown.categories) == (named("ask"), ("work", "benefits"))
    assert (shown.necessity, shown.cited) == (WHY, "社会福祉法106条の6第3項")
    assert "提供しないことは違反ではありません" in shown.notice
    assert town.offer("requests.show", SECRETARIAT, **MEETING, request_id=request_id) == shown
    assert WHY not in repr(shown)


def test_nobody_else_learns_that_somebody_was_asked(town: Town) -> None:
    """Given a request, then a third agency neither lists nor opens nor answers it."""
    request_id = ask(town)

    assert mine(town, SHAKYO) == []
    with refused("not-the-convener"):
        mine(town, OTHER_SECRETARIAT, **MEETING)
    for who in (SHAKYO, OTHER_SECRETARIAT):
        with refused("request-not-found"):
            town.offer("requests.show", who, **MEETING, request_id=request_id)
        with refused("request-not-found"):
            town.offer("requests.answer", who, **MEETING, request_id=request_id, answer="all")


@pytest.mark.rule(21)
def test_only_the_convener_asks(town: Town) -> None:
    """When another agency's secretariat or a member asks, then it is refused."""
    with refused("not-the-convener"):
        ask(town, OTHER_SECRETARIAT)
    with refused("role-not-entitled"):
        ask(town, NPO)
    assert mine(town, NPO) == []


@pytest.mark.rule(21)
def test_a_refused_request_makes_no_key_for_anybody(town: Town) -> None:
    """When somebody not on the agenda is asked about, then no key is made for them."""
    stranger = named("stranger")
    with refused("request-off-agenda"):
        ask(town, subjects=(named("son"), stranger))

    assert town.sealer.key_store.get([str(stranger)]) == {}


@pytest.mark.rule(22)
def test_the_agency_answers_and_may_think_again(town: Town) -> None:
    """Given a request, when the npo answers part and then nothing, then the last answer stands."""
    request_id = ask(town)
    part = {"request_id": request_id, "answer": "part", "provided": ("work",)}
    town.offer("requests.answer", NPO, **MEETING, **part)
    first = town.offer("requests.show", SECRETARIAT, **MEETING, request_id=request_id)
    town.offer("requests.answer", NPO, **MEETING, request_id=request_id, answer="not_provided")
    (line,) = mine(town, NPO)

    assert (first.answer, first.provided) == ("part", ("work",))
    assert (line.answer, line.provided) == ("not_provided", ())
    town.held()
    with refused("conference-held"):
        town.offer("requests.answer", NPO, **MEETING, request_id=request_id, answer="all")


def test_the_convener_writes_an_answer_down_for_the_agency(town: Town) -> None:
    """Given an answer by telephone, then the convener records it, and nobody else may."""
    request_id = ask(town)
    told = {"request_id": request_id, "answer": "not_held", "on_behalf_of": named("npo")}
    with refused("not-the-convener"):
        town.offer("requests.answer", OTHER_SECRETARIAT, **MEETING, **told)
    with refused("not-the-convener"):
        town.offer("requests.answer", SHAKYO, **MEETING, **told)
    town.offer("requests.answer", SECRETARIAT, **MEETING, **told)

    assert [line.answer for line in mine(town, NPO)] == ["not_held"]


def test_an_answer_on_what_was_seen_before_a_change_is_refused(town: Town) -> None:
    """Given a changed conference, when an answer names the version seen, then it is stale."""
    request_id = ask(town)
    seen = town.offer("requests.show", NPO, **MEETING, request_id=request_id).version
    told = {"request_id": request_id, "answer": "all", "expected_version": seen}
    ask(town, categories=("school",))
    with refused("stale-version"):
        town.offer("requests.answer", NPO, **MEETING, **told)


@pytest.mark.rule(22)
def test_overdue_is_a_reminder_until_the_answer_or_the_meeting(town: Town) -> None:
    """Given a day that has passed, then the request is overdue; answered or held it is not."""
    early, late = ask(town), ask(town, due_on=DUE + timedelta(days=9))
    town.now += timedelta(days=25)

    assert [(line.request_id, line.overdue) for line in mine(town, NPO)] == [
        (early, True),
        (late, False),
    ]
    of_meeting = mine(town, SECRETARIAT, **MEETING, agenda_id=named("matter"))
    assert [line.request_id for line in of_meeting if line.overdue] == [early]
    assert mine(town, SECRETARIAT, **MEETING, agenda_id=named("other")) == []
    of_npo = mine(town, SECRETARIAT, **MEETING, to_agency=named("npo"))
    assert [line.request_id for line in of_npo] == [early, late]
    assert {line.to_agency for line in mine(town, SECRETARIAT, **MEETING)} > {named("npo")}
    town.held()
    assert [(line.overdue, line.over) for line in mine(town, NPO)] == [(False, True)] * 2


def test_the_reason_stands_in_no_event_no_row_and_no_refusal(town: Town, tmp_path: Path) -> None:
    """Given a request with a reason, then the reason is in no event, view, file or error."""
    ask(town, subjects=(), household_id=named("house"))
    with pytest.raises(Refusal) as no:
        ask(town, necessity=WHY, due_on=date(2020, 1, 1))

    events = town.conference.store.history(named("meeting"))
    rows = town.conference.store.rows("SELECT * FROM requests")
    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert WHY not in f"{no.value!s}{no.value!r}{events!r}{rows!r}"
    assert not [one for one in written if WHY.encode() in one]


def test_a_request_whose_person_was_erased_can_no_longer_be_read(town: Town) -> None:
    """Given an erased person, when the request is opened, then its reason is gone."""
    request_id = ask(town)
    town.sealer.destroy(str(named("son")))

    with refused("person-erased"):
        town.offer("requests.show", NPO, **MEETING, request_id=request_id)
    assert len(mine(town, NPO)) == 1

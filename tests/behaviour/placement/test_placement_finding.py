"""What placement's pages look up: the own agency, cases by number, one step, one job."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.intake import (
    AnonymousLinked,
    ConsultationReceived,
    ContactRecorded,
    IntakeKeysDestroyed,
    PersonJoinedCase,
    SubjectChanged,
)
from shared.refusal import InvalidInput, Refusal
from tests.behaviour.placement_visitor import visiting
from tests.behaviour.planned_referrals import PlanDesk
from tests.behaviour.referral_desk import CITY, CONTRACTOR, NEXT_DOOR, NPO, known

TOWN = {"municipality": DEMO_MUNICIPALITY}
CASE, SON, MOTHER = known("told case"), known("son"), known("mother")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[PlanDesk]:
    """A town's desk that intake has told of a case with two people."""
    desk = PlanDesk(tmp_path / "home")
    desk.settle()
    head = of_case(desk)
    desk.hear(ConsultationReceived(**head, anonymous=False))
    desk.hear(PersonJoinedCase(**head, person_id=str(MOTHER)))
    desk.hear(contact(desk, SON))
    desk.hear(contact(desk, SON))
    yield desk
    desk.placement.close()


def of_case(desk: PlanDesk, case: UUID = CASE) -> dict[str, Any]:
    """What every fact of a case begins with."""
    return {**TOWN, "occurred_on": desk.today, "case_id": str(case)}


def contact(desk: PlanDesk, person: UUID | None) -> ContactRecorded:
    """Somebody called about a person."""
    return ContactRecorded(
        **of_case(desk),
        contact_id=str(uuid4()),
        person_id=str(person) if person else None,
        age=None,
        gender="unknown",
        method="phone",
        consulter="mother",
        consent="not_asked",
    )


def people(desk: PlanDesk, case: UUID = CASE) -> list[UUID]:
    """Who is known in a case."""
    return list(desk.do("cases.show", **TOWN, case_id=case).people)


def test_everybody_told_of_is_known_in_the_case(desk: PlanDesk) -> None:
    """Who joined and who was talked about are known once each, whom it is mainly about first."""
    assert set(people(desk)) == {SON, MOTHER}
    desk.hear(SubjectChanged(**of_case(desk), person_id=str(SON)))
    assert people(desk) == [SON, MOTHER]
    assert desk.do("cases.show", **TOWN, case_id=CASE).subject_id == SON


def test_who_was_anonymous_is_known_in_both_cases(desk: PlanDesk) -> None:
    """When an anonymous case turns out to be somebody's, then they are known in both."""
    other = known("anonymous case")
    desk.hear(ConsultationReceived(**of_case(desk, other), anonymous=True))
    linked = {"linked_case_id": str(CASE), "person_id": str(known("daughter"))}
    desk.hear(AnonymousLinked(**of_case(desk, other), **linked))
    assert people(desk, other) == [known("daughter")]
    assert known("daughter") in people(desk)


def test_who_was_erased_is_known_in_no_case(desk: PlanDesk) -> None:
    """When intake has destroyed somebody's keys, then their id leaves the list of the case."""
    desk.hear(SubjectChanged(**of_case(desk), person_id=str(SON)))
    desk.hear(
        IntakeKeysDestroyed(
            **TOWN,
            occurred_on=desk.today,
            person_id=str(SON),
            erasure_id=str(uuid4()),
            key_ids=(str(SON),),
            destroyed_at=desk.now,
        )
    )
    assert people(desk) == [MOTHER]
    assert desk.do("cases.show", **TOWN, case_id=CASE).subject_id is None


@pytest.mark.parametrize(
    "number",
    [
        str(CASE),
        str(CASE)[:8].upper(),
        str(CASE)[:6],
        str(CASE).replace("-", ""),
        str(CASE)[:8].translate(
            str.maketrans("0123456789abcdef", "０１２３４５６７８９ａｂｃｄｅｆ")
        ),
    ],
)
def test_a_case_is_found_by_its_number(desk: PlanDesk, number: str) -> None:
    """However the number is written, whole or its beginning, the case is found."""
    found = desk.do("cases.find", **TOWN, number=number)
    assert [one.case_id for one in found] == [CASE]
    assert found[0].received_on == desk.today


@pytest.mark.parametrize("number", ["12345", "架空のけーす", "%_%_%_%_", "f" * 33])
def test_what_is_no_number_is_refused(desk: PlanDesk, number: str) -> None:
    """Too short, too long or no number at all is refused at its field."""
    with pytest.raises(InvalidInput) as no:
        desk.do("cases.find", **TOWN, number=number)
    assert (no.value.code, no.value.field) == ("case-number-unreadable", "ケース番号")


def test_another_towns_case_is_none(desk: PlanDesk) -> None:
    """A case of next door is answered as one that does not exist, by number and by id."""
    foreign = known("foreign case")
    told = of_case(desk, foreign) | {"municipality": NEXT_DOOR}
    desk.hear(ConsultationReceived(**told, anonymous=False))
    assert desk.do("cases.find", **TOWN, number=str(foreign)) == []
    with pytest.raises(Refusal) as no:
        desk.do("cases.show", **TOWN, case_id=foreign)
    with pytest.raises(Refusal) as none:
        desk.do("cases.show", **TOWN, case_id=uuid4())
    assert str(no.value) == str(none.value)


def test_a_number_opens_its_case_on_the_board(desk: PlanDesk) -> None:
    """One that fits is opened at once; an unreadable one is refused at its field, on the board."""
    with visiting(desk) as city:
        opened = city.send("/", "/cases", number=str(CASE)[:8].upper())
        wrong = city.send("/", "/cases", number="x")
        nothing = city.send("/", "/cases", number="ffffffff")
    assert opened.headers["location"] == f"/placement/pages/cases/{CASE}"
    assert (wrong.status_code, nothing.status_code) == (422, 200)
    assert 'id="number-wrong"' in wrong.text
    assert "届いていません" in nothing.text


def test_everybody_knows_their_own_agency(desk: PlanDesk) -> None:
    """An agency is told its town and whether it works for it, until its contract ends."""
    assert desk.do("agencies.own", CITY).works_for_municipality
    assert not desk.do("agencies.own", NPO).works_for_municipality
    assert desk.do("agencies.own", CONTRACTOR).works_for_municipality
    desk.pass_days(61)
    assert not desk.do("agencies.own", CONTRACTOR).works_for_municipality


def test_the_agencies_of_the_own_town_are_listed(desk: PlanDesk) -> None:
    """Every agency of the town is listed by kind; next door's is not."""
    listed = desk.do("agencies.list", **TOWN)
    assert [one.kind for one in listed] == ["employer", "municipal_department", "npo", "npo"]
    assert known("neighbour") not in {one.agency_id for one in listed}


def test_open_steps_and_running_jobs_are_listed(desk: PlanDesk) -> None:
    """What is planned, under way or held is listed; what has ended or was undone is not."""
    about = {**TOWN, "case_id": CASE, "person_id": SON, "on": desk.today}
    planned = desk.do("steps.plan", **about, kind="visit")
    running = desk.do("steps.take", **about, kind="trial")
    ended = desk.do("steps.take", **about, kind="trial")
    desk.do("steps.end", step_id=ended, on=desk.today, outcome="completed")
    undone = desk.do("steps.take", **about, kind="trial")
    desk.do("steps.undo", step_id=undone, part="step", reason="other")
    job = desk.do("employments.start", **about, kind="regular")
    left = desk.do("employments.start", **about, kind="regular")
    desk.do("employments.end", employment_id=left, on=desk.today)

    assert {one.step_id for one in desk.do("steps.open", **TOWN)} == {planned, running}
    assert [one.employment_id for one in desk.do("employments.running", **TOWN)] == [job]
    assert desk.do("steps.show", step_id=running).next_acts == ("attend", "end", "undo")
    assert "end" not in desk.do("employments.show", employment_id=left).next_acts
    with pytest.raises(Refusal, match="step-not-found"):
        desk.do("steps.show", step_id=undone)

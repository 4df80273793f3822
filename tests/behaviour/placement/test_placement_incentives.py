"""手当 from attendances on record: drafts, statements, corrections, and who learns what of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from services.placement.domain.step import StepAttended
from services.placement.everything import Everything
from services.placement.published import publish
from shared.calendar import JST
from shared.facts.placement import IncentiveGranted
from shared.identity import Actor
from shared.personal_records import EverythingAbout
from shared.store.recorded import EventMapper
from tests.behaviour.placement.incentive_desk import (
    AKI,
    CLERK,
    CONTRACTOR,
    DAUGHTER,
    FIRM,
    HALL,
    KOCHI,
    MONTH,
    NEXT_DOOR,
    SON,
    IncentiveDesk,
)
from tests.behaviour.referral_desk import known, worker
from tests.conftest import NewPlace
from tests.refusals import refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[IncentiveDesk]:
    """A settled desk."""
    opened = IncentiveDesk(tmp_path)
    opened.settle()
    yield opened
    opened.placement.close()


def test_one_day_of_one_person_has_no_more_than_24_hours(
    new_place: NewPlace, tmp_path: Path
) -> None:
    """Given 16 hours with one step, then 9 with another are refused; another's, or 8, are not."""
    desk = IncentiveDesk(tmp_path, new_place())
    desk.settle()
    first = desk.attend(1, kind="training", minutes=16 * 60)

    with refused("more-than-a-day"):
        desk.attend(1, kind="training", minutes=9 * 60)
    desk.attend(1, who=DAUGHTER, kind="training", minutes=9 * 60)
    desk.attend(1, kind="intermediate_work", minutes=8 * 60)
    desk.do("steps.undo", HALL, step_id=first, part="step", reason="recorded_twice")
    desk.attend(1, kind="training", minutes=9 * 60)
    desk.placement.close()


def test_a_month_is_drafted_issued_and_corrected(new_place: NewPlace, tmp_path: Path) -> None:
    """Drafted, issued, a day undone and hours added, corrected: the sum is what is due now."""
    desk = IncentiveDesk(tmp_path, new_place())
    desk.settle()
    step_id = desk.attend(1, 2, 3)
    desk.attend(6, kind="training", minutes=210)

    draft = desk.ask("draft", HALL, person_id=SON)
    statement_id = desk.ask("issue", person_id=SON)
    days = [one.event for one in desk.placement.store.history(step_id)]
    first = next(one for one in days if isinstance(one, StepAttended))
    undone = {"part": "attendance", "attendance_id": first.attendance_id, "reason": "wrong_day"}
    desk.do("steps.undo", HALL, step_id=step_id, **undone)
    desk.attend(7, kind="training", minutes=60)
    after = desk.ask("draft", HALL, person_id=SON)
    desk.do("incentives.correct", CLERK, statement_id=statement_id)

    shown = desk.shown(statement_id)
    listed = desk.do("incentives.list", HALL, municipality=AKI, month=MONTH)
    assert (draft.total, draft.issued, draft.statement_id) == (1_500 + 2_187, None, statement_id)
    assert (after.issued, after.difference) == (3_687, 125)
    assert [entry.total for entry in shown.entries] == [3_687, 125]
    assert [line.amount for line in shown.entries[1].lines] == [-500, 625]
    assert shown.total == after.total == 1_000 + 2_187 + 625
    assert [(one.person_id, one.total, one.entries) for one in listed] == [(SON, 3_812, 2)]
    desk.placement.close()


def test_an_employers_statement_names_nobody(desk: IncentiveDesk) -> None:
    """Two trainees are two lines with days; no person, case or day is in answer or event."""
    desk.attend(1, 2, 3, 6, 7)
    desk.attend(1, 2, who=DAUGHTER)

    statement_id = desk.ask("issue", resource_id=FIRM)

    shown = desk.shown(statement_id)
    [recorded] = desk.placement.store.history(statement_id)
    stored = EventMapper().to_stored_event(recorded).state.decode()
    [entry] = shown.entries
    assert sorted((line.days, line.amount) for line in entry.lines) == [(2, 9_000), (5, 22_500)]
    assert sorted(line.number for line in entry.lines) == [1, 2]
    assert {line.on for line in entry.lines} == {None}
    for hidden in (SON, DAUGHTER, known("case")):
        assert str(hidden) not in shown.model_dump_json()
        assert str(hidden) not in stored
        assert hidden.hex not in stored


def test_payments_leave_as_sums_and_an_employers_names_nobody(desk: IncentiveDesk) -> None:
    """The figures learn how much for which month; a firm's statement tells of no trainee."""
    desk.attend(1)
    for asked, payee in (({"person_id": SON}, str(SON)), ({"resource_id": FIRM}, None)):
        statement_id = desk.ask("issue", **asked)
        [told] = [publish(one) for one in desk.placement.store.history(statement_id)]
        assert isinstance(told, IncentiveGranted)
        assert (told.statement_id, told.person_id) == (str(statement_id), payee)
        assert {one.days for one in told.amounts} == {1}
        assert (str(SON) in told.model_dump_json()) == (payee is not None)


def test_two_statements_of_a_firm_have_no_token_in_common(desk: IncentiveDesk) -> None:
    """The same trainee is another token next month, so months cannot be laid side by side."""
    step_id = desk.attend(1)
    desk.do("steps.attend", HALL, step_id=step_id, on=date(2021, 10, 1))
    desk.now = datetime(2021, 11, 2, 9, tzinfo=JST)

    statements = [desk.ask("issue", resource_id=FIRM, month=one) for one in (MONTH, "2021-10")]

    events = [desk.placement.store.history(one)[0].event for one in statements]
    tokens = [{line.subject for line in event.lines} for event in events]  # type: ignore[attr-defined]
    assert not tokens[0] & tokens[1]


def test_what_was_paid_is_told_to_the_person(desk: IncentiveDesk) -> None:
    """開示請求 reaches the statement, without a case."""
    desk.attend(1, 2)
    desk.ask("issue", person_id=SON)
    everything = Everything(desk.placement.store, desk.placement.sealer)

    records = everything.everything_about(CLERK, EverythingAbout(municipality=AKI, person_id=SON))

    [told] = [one for one in records if one.kind == "incentives"]
    assert told.case_id is None
    assert "対象の月：令和3年9月" in told.text
    assert "計：1,000円" in told.text


@pytest.mark.parametrize("what", ["draft", "issue"])
@pytest.mark.parametrize(
    ("who", "code"),
    [
        (NEXT_DOOR, "not-of-this-municipality"),
        (CONTRACTOR, "not-of-this-municipality"),
        (worker("nobody", "secretariat"), "own-agency-not-registered"),
        (worker("hall", "counsellor"), "role-not-entitled"),
    ],
    ids=["next door", "contract ended", "unregistered", "wrong role"],
)
def test_only_the_municipalitys_own_clerks_see_what_is_paid(
    desk: IncentiveDesk, what: str, who: Actor, code: str
) -> None:
    """Another town, a contractor after its contract and a counsellor are refused."""
    desk.attend(1)
    with refused(code):
        desk.ask(what, who, person_id=SON)


def test_only_the_secretariat_closes_a_month(desk: IncentiveDesk) -> None:
    """Whoever keeps the attendances does not issue what is paid for them."""
    desk.attend(1)
    with refused("role-not-entitled"):
        desk.ask("issue", HALL, person_id=SON)


def test_a_statement_of_another_town_is_not_there(desk: IncentiveDesk) -> None:
    """Not yours and not there get the same answer."""
    desk.attend(1)
    statement_id = desk.ask("issue", person_id=SON)
    for one in (statement_id, uuid4()):
        with refused("incentive-statement-not-found"):
            desk.shown(one, NEXT_DOOR)
        with refused("incentive-statement-not-found"):
            desk.do("incentives.correct", NEXT_DOOR, statement_id=one)
    with refused("not-of-this-municipality"):
        desk.do("incentives.list", NEXT_DOOR, municipality=AKI)
    with refused("resource-not-found"):
        desk.ask("issue", NEXT_DOOR, municipality=KOCHI, resource_id=FIRM)
    with refused("nothing-to-issue"):
        desk.ask("issue", NEXT_DOOR, municipality=KOCHI, person_id=SON)


@pytest.mark.parametrize("payee", [{}, {"person_id": SON, "resource_id": FIRM}])
def test_a_statement_is_for_one_payee(desk: IncentiveDesk, payee: dict[str, Any]) -> None:
    """Nobody, or two at once, cannot be paid."""
    with refused("payee-unclear"):
        desk.ask("draft", **payee)


def test_a_correction_that_rests_on_an_old_state_is_refused(desk: IncentiveDesk) -> None:
    """Who saw the statement before it was corrected looks again first."""
    desk.attend(1)
    statement_id = desk.ask("issue", person_id=SON)
    seen = desk.shown(statement_id).version
    desk.attend(2)
    desk.do("incentives.correct", CLERK, statement_id=statement_id, expected_version=seen)
    desk.attend(3)
    with refused("stale-version"):
        desk.do("incentives.correct", CLERK, statement_id=statement_id, expected_version=seen)

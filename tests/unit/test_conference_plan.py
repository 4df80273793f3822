"""支援決定: given a discussed case, when the municipality decides, then the plan is whole."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.conference.domain.conference import AgendaItem
from services.conference.domain.packet import ConsentCited
from services.conference.domain.plan import (
    PLAN,
    Decision,
    Discussion,
    Goal,
    Plan,
    PlanDecided,
    RoleShare,
    decide_plan,
)
from shared.refusal import Refusal
from tests.sealed_words import SEALED

TODAY = date(2026, 11, 2)
CASE, OTHER_CASE, CONFERENCE_ID, AGENCY = (UUID(int=n) for n in range(1, 5))


def discussed_on(day: date, purpose: str = "plan_formation") -> Discussion:
    """A conference that discussed the case."""
    item = AgendaItem(case_id=CASE, legal_mode="juso_kaigi", with_consent=True, purpose=purpose)
    return Discussion("392081", day, (item,))


DISCUSSED = Decision(
    by="municipality", discussion=discussed_on(date(2026, 11, 1)), first=True, today=TODAY
)


def whole_plan(**but: object) -> Plan:
    """A plan with all five contents, consent and a review in three months."""
    told = {
        "case_id": CASE,
        "conference_id": CONFERENCE_ID,
        "decided_on": TODAY,
        "consented_on": TODAY,
        "next_review": date(2027, 2, 2),
        "will_and_issues": SEALED,
        "goals": (Goal(text=SEALED, due=date(2027, 3, 31)),),
        "services": SEALED,
        "roles": (RoleShare(agency_id=AGENCY, task=SEALED),),
        "integration": SEALED,
    }
    return Plan(**{**told, **but})


def refusal(plan: Plan, decision: Decision = DISCUSSED) -> Refusal:
    """Try to decide and expect a no."""
    with pytest.raises(Refusal) as no:
        decide_plan(None, plan, decision)
    return no.value


def test_a_whole_plan_is_decided() -> None:
    """Given all contents and consent, when the municipality decides, then it is on record."""
    (event,) = decide_plan(None, whole_plan(), DISCUSSED)

    assert isinstance(event, PlanDecided)
    assert (event.case_id, event.first, event.municipality) == (CASE, True, "392081")


@pytest.mark.rule(48)
@pytest.mark.parametrize("by", ["entrusted", "prefecture", "other"])
def test_only_the_municipality_decides(by: str) -> None:
    """When anybody else would decide, then it is refused and the way to propose is named."""
    no = refusal(whole_plan(), replace(DISCUSSED, by=by))

    assert no.code == "decider-not-entitled"
    assert "106条の4第2項6号" in no.message
    assert "提出" in no.remedy


@pytest.mark.rule(47)
@pytest.mark.parametrize(
    ("but", "name"),
    [
        ({"will_and_issues": None}, "生活に対する意向と課題"),
        ({"goals": ()}, "支援の目標"),
        ({"services": None}, "支援の種類と内容"),
        ({"roles": ()}, "支援関係機関の役割の分担"),
        ({"integration": None}, "一体的に提供するための方策"),
    ],
)
def test_a_missing_content_is_named(but: dict[str, object], name: str) -> None:
    """When one of the five contents is missing, then the refusal names that one alone."""
    no = refusal(whole_plan(**but))

    assert no.code == "plan-incomplete"
    assert f"：{name}（" in no.message


@pytest.mark.rule(47)
def test_a_goal_without_its_time_is_incomplete() -> None:
    """When one goal of two has no 達成時期, then the plan is incomplete."""
    goals = (Goal(text=SEALED, due=date(2027, 3, 31)), Goal(text=SEALED))

    assert "：目標の達成時期（" in refusal(whole_plan(goals=goals)).message


@pytest.mark.rule(47)
def test_every_agency_named_has_a_task() -> None:
    """When one agency of two has no task, then the roles are incomplete."""
    roles = (RoleShare(agency_id=AGENCY, task=SEALED), RoleShare(agency_id=UUID(int=9)))

    assert "：支援関係機関の役割の分担（" in refusal(whole_plan(roles=roles)).message


@pytest.mark.rule(47)
def test_everything_missing_is_named_at_once() -> None:
    """When several contents are missing, then one refusal names them all."""
    no = refusal(whole_plan(goals=(), integration=None))

    assert "支援の目標、一体的に提供するための方策" in no.message


def test_a_goal_lies_after_the_decision() -> None:
    """When a goal was due before the decision, then it is refused."""
    late = (Goal(text=SEALED, due=date(2026, 11, 1)),)

    assert refusal(whole_plan(goals=late)).code == "goal-before-decision"


@pytest.mark.parametrize("consented_on", [None, date(2026, 11, 3)])
def test_a_plan_needs_the_persons_consent(consented_on: date | None) -> None:
    """When the person has not consented by the day of the decision, then it is refused."""
    no = refusal(whole_plan(consented_on=consented_on))

    assert no.code == "plan-without-consent"


def test_answers_on_record_are_consent_too() -> None:
    """Given answers on record, when no paper is told of, then the decision rests on them."""
    cited = (ConsentCited(consent_id=UUID(int=7), version=1),)

    (event,) = decide_plan(None, whole_plan(consented_on=None, consents=cited), DISCUSSED)

    assert event.consents == cited


def test_a_recorded_no_beats_a_told_yes() -> None:
    """Given a refusal on record, when somebody tells of a consent on paper, then it is refused."""
    said_no = replace(DISCUSSED, refused=True)

    assert refusal(whole_plan(), said_no).code == "plan-without-consent"


@pytest.mark.parametrize("purpose", ["information_exchange", "support_system_review"])
def test_a_plan_is_not_made_in_a_statutory_conference(purpose: str) -> None:
    """When the case was discussed for another purpose than plans, then the way is named."""
    elsewhere = replace(DISCUSSED, discussion=discussed_on(date(2026, 11, 1), purpose))

    no = refusal(whole_plan(), elsewhere)

    assert no.code == "plan-not-on-agenda"
    assert "重層的支援会議" in no.remedy


@pytest.mark.rule(49)
@pytest.mark.parametrize("review", [None, TODAY, date(2027, 11, 3)])
def test_a_plan_is_reviewed_within_a_year(review: date | None) -> None:
    """When no review is set, or none within twelve months, then it is refused."""
    assert refusal(whole_plan(next_review=review)).code == "review-not-set"


@pytest.mark.rule(49)
def test_the_last_day_for_a_review_is_the_same_day_next_year() -> None:
    """Twelve months run to the same day of the next year, 28 February for a leap day."""
    assert decide_plan(None, whole_plan(next_review=date(2027, 11, 2)), DISCUSSED)
    leap_day = date(2024, 2, 29)
    then = replace(DISCUSSED, discussion=discussed_on(leap_day), today=leap_day)
    plan = whole_plan(decided_on=leap_day, consented_on=leap_day)

    assert decide_plan(None, plan.model_copy(update={"next_review": date(2025, 2, 28)}), then)
    on_march_1 = plan.model_copy(update={"next_review": date(2025, 3, 1)})
    assert refusal(on_march_1, then).code == "review-not-set"


def test_the_case_was_discussed_before() -> None:
    """When the case was not on the agenda, or the conference is unknown, then it is refused."""
    assert refusal(whole_plan(case_id=OTHER_CASE)).code == "case-not-discussed"
    nowhere = replace(DISCUSSED, discussion=None)
    assert refusal(whole_plan(), nowhere).code == "case-not-discussed"


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 3)])
def test_the_decision_follows_the_conference(day: date) -> None:
    """When the decision lies before the conference or ahead of today, then it is refused."""
    assert refusal(whole_plan(decided_on=day)).code == "decision-date-impossible"


def test_a_plan_is_decided_once() -> None:
    """Given a decided plan, when it is decided again, then a 再プラン is asked for."""
    plan = whole_plan()
    state = PLAN.fold(None, decide_plan(None, plan, DISCUSSED))

    with pytest.raises(Refusal) as no:
        decide_plan(state, plan, DISCUSSED)
    assert no.value.code == "plan-exists"
    assert "再プラン" in no.value.remedy

"""支援決定: the municipality decides on a plan, and that a later one takes its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference.domain.conference import AgendaItem
from services.conference.domain.plan.events import Plan, PlanDecided, PlanReplaced
from services.conference.domain.plan.foreseeing import refuse_referrals
from services.conference.domain.plan.standing import (
    existing_plan,
    refuse_other_body,
    refuse_review,
)
from services.conference.domain.plan.state import RUNNING, PlanState
from services.conference.law.statutes.legal_modes import Body
from services.conference.law.vocabulary import PLAN_PURPOSES
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal


@dataclass(frozen=True, slots=True)
class Discussion:
    """A conference as it was held: what was discussed there, for which purpose.

    Attributes:
        municipality: where.
        held_on: the day (JST).
        agenda: the cases discussed.
    """

    municipality: MunicipalityCode
    held_on: date
    agenda: tuple[AgendaItem, ...]

    def about(self, case_id: UUID) -> tuple[AgendaItem, ...]:
        """What was discussed of a case."""
        return tuple(one for one in self.agenda if one.case_id == case_id)


@dataclass(frozen=True, slots=True)
class Decision:
    """How the municipality comes to decide.

    Attributes:
        by: the body whose officer records the decision.
        discussion: the conference of :attr:`Plan.conference_id`; ``None`` if it was not held.
        first: no plan was decided for this case before.
        today: the day of the recording (JST).
        refused: an answer on record of one of the persons says no to the plan.
    """

    by: Body
    discussion: Discussion | None
    first: bool
    today: date
    refused: bool = False


def decide_plan(
    current: PlanState | None, plan: Plan, decision: Decision
) -> tuple[PlanDecided, ...]:
    """Record 支援決定, if the decider is entitled and the plan complete.

    Args:
        current: the plan as it was proposed; ``None`` if it was not.
        plan: what is decided on.
        decision: by whom, after which conference.

    Raises:
        Refusal: ``plan-exists``, ``plan-ended``; ``decider-not-entitled``;
            ``case-not-discussed``; ``plan-not-on-agenda``; ``plan-incomplete``;
            ``plan-without-consent``.
        InvalidInput: ``decision-date-impossible``; ``goal-before-decision``; ``review-not-set``;
            and see :func:`services.conference.domain.plan.foreseeing.refuse_referrals`.
    """
    if current is not None and current.status in RUNNING:
        raise Refusal(
            "plan-exists",
            "このプランは、すでに支援決定されています。",
            "内容を変えるときは、再プランとして新しく決定してください。",
        )
    if current is not None:
        existing_plan(current)
    refuse_other_body(decision.by)
    discussion = discussed(decision.discussion, plan.case_id)
    if all(one.purpose not in PLAN_PURPOSES for one in discussion.about(plan.case_id)):
        raise Refusal(
            "plan-not-on-agenda",
            "このケースは、プランの作成や評価を目的とする議題では検討されていません。",
            "本人の同意を得て、重層的支援会議などでプランを検討してから決定してください。",
        )
    if not discussion.held_on <= plan.decided_on <= decision.today:
        raise InvalidInput(
            "決定日",
            "decision-date-impossible",
            "決定日が、会議の開催日より前か、今日より先の日付です。",
            "開催日から今日までの日付にしてください。",
        )
    _check_contents(plan)
    refuse_referrals(plan)
    _check_consent(plan, decision)
    refuse_review(plan.next_review, plan.decided_on)
    return (PlanDecided(municipality=discussion.municipality, first=decision.first, **dict(plan)),)


def replace_plan(
    former: PlanState | None, *, by: UUID, decided_on: date
) -> tuple[PlanReplaced, ...]:
    """End the plan that a later one follows; one that has ended meanwhile stays as it is.

    Args:
        former: the plan that is followed.
        by: the later plan.
        decided_on: the day of the later one's decision.

    Raises:
        InvalidInput: ``decision-date-impossible``: something happened to it after that day.
    """
    if former is None or former.status not in RUNNING:
        return ()
    if decided_on < former.since:
        raise InvalidInput(
            "決定日",
            "decision-date-impossible",
            "決定日が、もとのプランの最後の記録より前の日付です。",
            "もとのプランの最後の記録の日以後の日付にしてください。",
        )
    return (
        PlanReplaced(
            municipality=former.municipality,
            case_id=former.case_id,
            replaced_on=decided_on,
            replaced_by=by,
        ),
    )


def discussed(discussion: Discussion | None, case_id: UUID) -> Discussion:
    """The conference, at which the case must have been discussed.

    Raises:
        Refusal: ``case-not-discussed``.
    """
    if discussion is None or not discussion.about(case_id):
        raise Refusal(
            "case-not-discussed",
            "このケースは、指定された会議の議題になっていません。",
            "プランを検討した会議を指定するか、先に会議の開催を記録してください。",
        )
    return discussion


def _check_contents(plan: Plan) -> None:
    """Refuse a plan that lacks one of the five contents, and name what is missing (rule 47)."""
    missing = plan.missing_contents()
    if missing:
        raise Refusal(
            "plan-incomplete",
            f"プランに必要な内容が欠けています：{'、'.join(missing)}（社会福祉法施行規則34条の7）。",
            "欠けている内容を書き加えてから決定してください。",
        )
    if any(goal.due is not None and goal.due < plan.decided_on for goal in plan.goals):
        raise InvalidInput(
            "目標の達成時期",
            "goal-before-decision",
            "達成時期が決定日より前の目標があります。",
            "決定日以後の時期にしてください。",
        )


def _check_consent(plan: Plan, decision: Decision) -> None:
    """Refuse a plan to which the persons have not consented; a recorded no beats a told yes."""
    told = plan.consented_on is not None and plan.consented_on <= plan.decided_on
    if decision.refused or not (told or plan.consents):
        raise Refusal(
            "plan-without-consent",
            "決定日までに、プランへの本人の同意がありません。",
            "本人の同意を得てから決定してください。"
            "同意を得るまでは、法定の支援会議で支援体制を検討できます。",
        )

"""Proposing a plan: anyone of the conference may, the entrusted body included (law rule 48)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.conference.domain.plan.contents import Contents
from services.conference.domain.plan.events import (
    Draft,
    PlanProposed,
    PlanRevised,
    PlanWithdrawn,
)
from services.conference.domain.plan.foreseeing import refuse_referrals
from services.conference.domain.plan.standing import existing_plan
from services.conference.domain.plan.state import RUNNING, PlanState
from services.conference.domain.table import Table
from services.conference.law.vocabulary import PLAN_PURPOSES
from shared.refusal import InvalidInput, Refusal


def propose_plan(
    plan: PlanState | None,
    draft: Draft,
    table: Table,
    former: PlanState | None,
    *,
    at: datetime,
    today: date,
) -> tuple[PlanProposed, ...]:
    """Propose a plan; its five contents may be open.

    Args:
        plan: ``None``; an id nobody has.
        draft: what is proposed.
        table: the agenda item as which it is to be discussed, and who sits there.
        former: the plan of :attr:`Draft.replaces`, if there is one.
        at: the instant.
        today: its day (JST).

    Raises:
        Refusal: ``plan-exists``, ``plan-not-on-agenda``,
            ``not-of-this-conference``, ``former-plan-not-running``, ``role-off-conference``.
        InvalidInput: ``subjects-off-agenda``, ``agency-twice``; and see
            :func:`services.conference.domain.plan.foreseeing.refuse_referrals`.
    """
    if plan is not None:
        raise Refusal(
            "plan-exists",
            "このプランは、すでに記録されています。",
            "別のプランであれば、新しいプラン案として提出してください。",
        )
    if table.matter.matter.purpose not in PLAN_PURPOSES:
        raise Refusal(
            "plan-not-on-agenda",
            "この議題は、プランの作成や評価を目的としていません。"
            "法定の支援会議の目的は、情報の交換と支援体制の検討の二つだけです。",
            "本人の同意を得て、プランの作成を目的とする重層的支援会議などの議題にしてください。",
        )
    _refuse_strangers(draft, table, draft.proposed_by, at)
    if not set(draft.subjects) >= set(table.subjects):
        raise InvalidInput(
            "対象者",
            "subjects-off-agenda",
            "議題の対象者が、プランの対象者に入っていません。",
            "議題の対象者を、みな対象者に入れてください。",
        )
    refuse_referrals(draft)
    if draft.replaces is not None:
        _refuse_former(former, draft)
    return (PlanProposed(municipality=table.municipality, proposed_on=today, **dict(draft)),)


def revise_plan(
    plan: PlanState | None,
    contents: Contents,
    table: Table,
    *,
    by: UUID,
    at: datetime,
    today: date,
) -> tuple[PlanRevised, ...]:
    """Rewrite a proposal, wholly.

    Args:
        plan: which.
        contents: what it is to say; about the same persons.
        table: the agenda item as which it was proposed, and who sits there.
        by: the agency that rewrites it.
        at: the instant.
        today: its day (JST).

    Raises:
        Refusal: ``plan-not-found``, ``plan-decided``, ``plan-ended``,
            ``not-of-this-conference``, ``role-off-conference``.
        InvalidInput: ``agency-twice``; and see
            :func:`services.conference.domain.plan.foreseeing.refuse_referrals`.
    """
    plan, _ = proposal(plan)
    _refuse_strangers(contents, table, by, at)
    refuse_referrals(contents)
    revised = PlanRevised(
        municipality=plan.municipality, revised_by=by, revised_on=today, **dict(contents)
    )
    return (revised,)


def withdraw_plan(plan: PlanState | None, *, by: UUID, today: date) -> tuple[PlanWithdrawn, ...]:
    """Give a proposal up: by who proposed it, or by the convener.

    Raises:
        Refusal: ``plan-not-found``, ``plan-decided``, ``plan-ended``, ``not-the-proposer``.
    """
    plan, _ = proposal(plan)
    if by not in {plan.proposed_by, plan.kept_by}:
        raise Refusal(
            "not-the-proposer",
            "プラン案を取り下げられるのは、提出した機関と会議を招集した機関だけです。",
            "提出した機関か、招集した機関の事務局に依頼してください。",
        )
    return (PlanWithdrawn(municipality=plan.municipality, withdrawn_on=today),)


def proposal(plan: PlanState | None) -> tuple[PlanState, UUID]:
    """A plan that has not been decided on, and the agenda item as which it was proposed.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-decided``.
    """
    plan = existing_plan(plan)
    if plan.status in RUNNING or plan.agenda_id is None:
        raise Refusal(
            "plan-decided",
            "このプランは、すでに支援決定されています。",
            "内容を変えるときは、再プランとして新しいプラン案を提出してください。",
        )
    return plan, plan.agenda_id


def _refuse_strangers(contents: Contents, table: Table, by: UUID, at: datetime) -> None:
    """Refuse who does not sit at the table, as who speaks and as who takes something on."""
    table.refuse_stranger(by, at)
    sitting = table.agencies(at)
    named = [role.agency_id for role in contents.roles]
    if len(set(named)) < len(named):
        raise InvalidInput(
            "役割の分担",
            "agency-twice",
            "同じ機関が、役割の分担に二度入っています。",
            "一つの機関の役割は、一つにまとめて書いてください。",
        )
    if not sitting.issuperset(named):
        raise Refusal(
            "role-off-conference",
            "この議題の構成員でない機関が、役割の分担に入っています。",
            "先に構成員から選ぶか、役割の分担から外してください。",
        )


def _refuse_former(former: PlanState | None, draft: Draft) -> None:
    if former is None or former.case_id != draft.case_id or former.status not in RUNNING:
        raise Refusal(
            "former-plan-not-running",
            "再プランのもとになるプランが、このケースの実施中か中断中のプランではありません。",
            "もとのプランの指定を確かめるか、指定せずに提出してください。",
        )

"""Proposing, rewriting and giving up a plan: what anyone of the conference may do."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.holders import described
from services.conference.application.meetings.tables import table_at
from services.conference.application.plans.as_item import follow_plan
from services.conference.application.plans.forms import (
    ContentsText,
    ProposePlan,
    RevisePlan,
    WithdrawPlan,
)
from services.conference.application.plans.hands import plan_here
from services.conference.application.plans.sealing import seal_contents
from services.conference.domain.agency import AGENCY
from services.conference.domain.agency import existing as existing_agency
from services.conference.domain.plan import (
    PLAN,
    Draft,
    proposal,
    propose_plan,
    revise_plan,
    withdraw_plan,
)
from services.conference.domain.table import Table
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import use_case


class Proposals:
    """What the conference does with plans before they are decided on.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("plans.propose", "プラン案の提出", roles=AGENCY_ROLES)
    def propose(self, actor: Actor, request: ProposePlan) -> UUID:
        """Propose a plan as an agenda item; the five contents may be open.

        Raises:
            Refusal: ``own-agency-not-registered``, ``agenda-item-not-found``,
                ``agency-not-found``, ``person-not-found``, ``person-erased``; and see
                :func:`services.conference.domain.plan.propose_plan`.
            InvalidInput: ``goal-blank``.
        """
        desk = self._desk
        plan_id = request.plan_id or uuid4()
        with desk.transaction(actor) as tx:
            now = tx.at
            own = acting(tx, actor)
            table = table_at(tx, request.conference_id, request.agenda_id)
            table.refuse_stranger(own.agency_id, now)
            subjects = tuple(dict.fromkeys(request.subjects or table.subjects))
            _refuse_strange_persons(tx, subjects, table)
            _refuse_strange_agencies(tx, request)
            draft = Draft(
                case_id=table.case_id,
                conference_id=table.conference_id,
                agenda_id=table.agenda_id,
                proposed_by=own.agency_id,
                kept_by=table.convener_id or own.agency_id,
                replaces=request.replaces,
                **dict(seal_contents(desk.sealer, subjects, request)),
            )
            former = tx.load(PLAN, request.replaces).state if request.replaces else None
            stream = tx.load(PLAN, plan_id)
            events = propose_plan(stream.state, draft, table, former, at=now, today=desk.today)
            tx.append(PLAN, stream, *events)
        return plan_id

    @use_case("plans.revise", "プラン案の書直し", roles=AGENCY_ROLES)
    def revise(self, actor: Actor, request: RevisePlan) -> None:
        """Rewrite a proposal, wholly; about the same persons. Its item is corrected with it.

        Raises:
            Refusal: ``plan-not-found``, ``stale-version``, ``agency-not-found``,
                ``person-erased``; and see
                :func:`services.conference.domain.plan.revise_plan`.
            InvalidInput: ``goal-blank``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            plan, agenda_id = proposal(plan)
            table = table_at(tx, plan.conference_id, agenda_id)
            table.refuse_stranger(own.agency_id, now)
            _refuse_strange_agencies(tx, request)
            contents = seal_contents(desk.sealer, plan.contents.subjects, request)
            events = revise_plan(plan, contents, table, by=own.agency_id, at=now, today=desk.today)
            revised = tx.append(PLAN, stream, *events).state
            if revised is not None:
                follow_plan(desk, tx, request.plan_id, revised)

    @use_case("plans.withdraw", "プラン案の取下げ", roles=AGENCY_ROLES)
    def withdraw(self, actor: Actor, request: WithdrawPlan) -> None:
        """Give a proposal up.

        Raises:
            Refusal: ``plan-not-found``, ``stale-version``; and see
                :func:`services.conference.domain.plan.withdraw_plan`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            events = withdraw_plan(plan, by=own.agency_id, today=desk.today)
            tx.append(PLAN, stream, *events)


def _refuse_strange_persons(tx: Transaction, subjects: tuple[UUID, ...], table: Table) -> None:
    """No key is ever made for a person nobody described."""
    if not described(tx, subjects, table.municipality).issuperset(subjects):
        raise Refusal(
            "person-not-found",
            "対象者の中に、会議の事務局に登録されていない人がいます。",
            "先に対象者を登録してください。",
        )


def _refuse_strange_agencies(tx: Transaction, contents: ContentsText) -> None:
    """Nobody is to be asked for help under an id that no register has."""
    for one in contents.referrals:
        if one.to_agency_id is not None:
            existing_agency(tx.load(AGENCY, one.to_agency_id).state)

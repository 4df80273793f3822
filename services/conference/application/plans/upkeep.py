"""Looking after plans: 定期の確認, overdue ones, and what a plan says (34条の8; law rule 49)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.conference import views
from services.conference.application.acting import Acting, acting
from services.conference.application.desk import Desk
from services.conference.application.own_reading import OwnRecord, put_reading_on_record
from services.conference.application.plans.answers import (
    OverdueReview,
    PlanListed,
    PlanShown,
)
from services.conference.application.plans.foreseen import foreseen, how_many_run
from services.conference.application.plans.forms import (
    ListPlans,
    OverdueReviews,
    PlanNamed,
    ReviewPlan,
)
from services.conference.application.plans.hands import keeps, looks_after, plan_here
from services.conference.application.plans.sealing import Opened, seal_note
from services.conference.domain.conference import CONFERENCE
from services.conference.domain.plan import (
    PLAN,
    PlanState,
    Review,
    plan_not_found,
    review_plan,
    usual_review,
)
from services.conference.domain.plan.events import NOTE_LABEL
from services.conference.ledger.entry import ItemShared
from services.conference.views import PlanLine
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.paging import listed
from shared.sealing.refusals import Erased
from shared.store import Stream, Transaction
from shared.use_case import use_case


class Upkeep:
    """What is done with plans from day to day.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("plans.review", "プランの定期の確認", roles=AGENCY_ROLES)
    def review(self, actor: Actor, request: ReviewPlan) -> None:
        """Record how a plan goes and when it is looked at again; it decides nothing (rule 48).

        Raises:
            Refusal: ``plan-not-found``, also to who has no part in it; ``stale-version``,
                ``person-erased``; and see :func:`services.conference.domain.plan.review_plan`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            if not looks_after(tx, request.plan_id, plan, own, now):
                raise plan_not_found()
            on = request.reviewed_on or desk.today
            review = Review(
                on=on,
                result=request.result,
                next_review=request.next_review or usual_review(on),
                by=own.agency_id,
                note=seal_note(
                    desk.sealer, request.plan_id, plan.contents, request.note or "", NOTE_LABEL
                ),
            )
            tx.append(PLAN, stream, *review_plan(plan, review, today=desk.today))

    @use_case("plans.overdue-reviews", "見直しの遅れているプラン", roles=AGENCY_ROLES, kind="query")
    @listed("next_review", "plan_id")
    def overdue_reviews(self, actor: Actor, _request: OverdueReviews) -> list[OverdueReview]:
        """The running and resting plans whose review is overdue, the longest overdue first.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        today = self._desk.today
        with self._desk.transaction(actor) as tx:
            return [
                OverdueReview(
                    plan_id=one.plan_id,
                    case_id=one.case_id,
                    status=one.status,
                    next_review=one.next_review,
                    days=(today - one.next_review).days,
                    referrals_running=_referrals_running(tx, one.plan_id),
                )
                for one in _in_sight(tx, actor, acting(tx, actor))
                if one.next_review is not None and one.next_review < today
            ]

    @use_case("plans.list", "プランの一覧", roles=AGENCY_ROLES, kind="query")
    @listed("plan_id")
    def list_plans(self, actor: Actor, request: ListPlans) -> list[PlanListed]:
        """The plans in which the own agency has a part; a department's secretariat sees all.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            lines = _in_sight(tx, actor, acting(tx, actor))
        return [
            PlanListed(
                plan_id=one.plan_id,
                case_id=one.case_id,
                status=one.status,
                conference_id=one.conference_id,
                decided_on=one.decided_on,
                next_review=one.next_review,
            )
            for one in lines
            if request.plan_id in (None, one.plan_id)
            and request.case_id in (None, one.case_id)
            and request.status in (None, one.status)
        ]

    @use_case("plans.show", "プランの内容", roles=("secretariat",))
    def show(self, actor: Actor, request: PlanNamed) -> PlanShown:
        """What a plan says and came to, to the secretariat that keeps it; others have packets.

        That somebody read it is on record.

        Raises:
            Refusal: ``own-agency-not-registered``; ``plan-not-found``, also to everybody else.
        """
        with self._desk.transaction(actor) as tx:
            stream, plan, own = plan_here(tx, actor, request.plan_id)
            if not keeps(plan, own):
                raise plan_not_found()
            read = OwnRecord(
                municipality=plan.municipality,
                holder_id=own.agency_id,
                subjects=plan.contents.subjects,
                item=ItemShared(category="assessment"),
                purpose="plan_formation",
                **_proposed_at(tx, plan),
            )
            put_reading_on_record(self._desk, tx, actor, read)
            return self._shown(tx, stream, plan)

    def _shown(self, tx: Transaction, stream: Stream[PlanState], plan: PlanState) -> PlanShown:
        opened: Opened | None
        try:
            opened = Opened(self._desk.sealer, plan.contents)
        except Erased:
            opened = None
        return PlanShown(
            plan_id=stream.id,
            version=stream.version,
            case_id=plan.case_id,
            status=plan.status,
            conference_id=plan.conference_id,
            subjects=plan.contents.subjects,
            proposed_by=plan.proposed_by,
            decided_on=plan.decided_on,
            next_review=plan.next_review,
            found=plan.found,
            missing=plan.contents.missing_contents(),
            erased=opened is None,
            will_and_issues=opened.will_and_issues if opened else None,
            goals=opened.goals if opened else (),
            services=opened.services if opened else None,
            roles=opened.roles if opened else (),
            integration=opened.integration if opened else None,
            referrals=foreseen(tx, plan.contents),
        )


def _referrals_running(tx: Transaction, plan_id: UUID) -> int:
    plan = tx.load(PLAN, plan_id).state
    return how_many_run(tx, plan.contents) if plan else 0


def _proposed_at(tx: Transaction, plan: PlanState) -> dict[str, UUID]:
    """The agenda item of a plan; one that was decided at another conference has it no more."""
    conference = tx.load(CONFERENCE, plan.conference_id).state
    if conference is None or plan.agenda_id is None or plan.agenda_id not in conference.agenda:
        return {}
    return {"conference_id": plan.conference_id, "matter_id": plan.agenda_id}


def _in_sight(tx: Transaction, actor: Actor, own: Acting) -> Iterable[PlanLine]:
    """The plans of which somebody may know that they are there."""
    if actor.role == "secretariat" and own.agency.details.internal:
        return views.plans_of(tx, own.municipality)
    return views.plans_with(tx, own.agency_id)

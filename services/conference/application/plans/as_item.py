"""A plan as an item: how those who carry it out are shown it, by decision and never around it.

A plan is read by the secretariat that keeps it. To everybody else it goes like anything that
somebody knows: as an item of its keeper, laid before an agenda item (``items.offer``) or sent
beside a meeting (``sharing.prepare``), and for each reader the law decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid5

from services.conference.application.desk import Desk
from services.conference.application.items.recording import (
    Words,
    record_item,
    reword_item,
    words_of,
)
from services.conference.application.plans.forms import ContributePlan
from services.conference.application.plans.hands import keeps, plan_here
from services.conference.application.plans.sealing import Opened
from services.conference.domain.agency import AGENCY
from services.conference.domain.item import ITEM, ItemDetails
from services.conference.domain.plan import PlanState, named_plan, plan_not_found
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case

OPEN = "未定"
"""What stands where a proposal leaves a content open."""


class PlanItems:
    """Telling a plan to those who are to carry it out.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("plans.contribute", "プランの内容の情報としての記録", roles=("secretariat",))
    def contribute(self, actor: Actor, request: ContributePlan) -> UUID:
        """Record what a plan says as an item of its keeper; return the item's id.

        Nobody sees it by that. Each keeper has one item of a plan: recorded again, it is corrected
        to what the plan says now; while the plan is rewritten it follows by itself.

        Raises:
            Refusal: ``own-agency-not-registered``; ``plan-not-found``, also to whoever does not
                keep it; ``stale-version``, ``plan-ended``, ``plan-names-nobody``,
                ``person-erased``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            _, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            if not keeps(plan, own):
                raise plan_not_found()
            plan = named_plan(plan)
            item_id = plan_item_id(request.plan_id, own.agency_id)
            words = Words.told(_told(desk, tx, plan), request.generalised)
            item = tx.load(ITEM, item_id)
            if item.state is None:
                record_item(desk, tx, item_id, _details(plan, own.agency_id), words)
            elif words != words_of(desk.sealer, item.state):
                reword_item(desk, tx, item, words, agency_id=own.agency_id)
        return item_id


def follow_plan(desk: Desk, tx: Transaction, plan_id: UUID, plan: PlanState) -> None:
    """Correct the item of a plan that was rewritten, if there is one.

    The keeper's own wording that stood for the former text does not stand for this one.

    Args:
        desk: store, keys, clock, ledger.
        tx: the transaction in which the plan was rewritten.
        plan_id: which.
        plan: as it stands now.
    """
    if plan.kept_by is None:
        return
    item = tx.load(ITEM, plan_item_id(plan_id, plan.kept_by))
    if item.state is not None:
        words = Words(_told(desk, tx, plan))
        reword_item(desk, tx, item, words, agency_id=plan.kept_by)


def plan_item_id(plan_id: UUID, keeper_id: UUID) -> UUID:
    """The item that a plan is, as one of its keepers holds it."""
    return uuid5(plan_id, str(keeper_id))


def _details(plan: PlanState, keeper_id: UUID) -> ItemDetails:
    """An assessment, learned in the agenda item as which the plan was proposed."""
    return ItemDetails(
        subjects=plan.contents.subjects,
        category="assessment",
        holder_id=keeper_id,
        source_kind="assessment",
        provenance=plan.agenda_id,
        purpose="plan_formation",
    )


def _told(desk: Desk, tx: Transaction, plan: PlanState) -> str:
    """The five contents (規則34条の7) in Japanese, those that are open named as such."""
    return "\n".join(_lines(tx, Opened(desk.sealer, plan.contents)))


def _lines(tx: Transaction, said: Opened) -> Iterator[str]:
    yield "支援プラン"
    yield f"生活に対する意向と課題：{said.will_and_issues or OPEN}"
    yield "支援の目標：" + ("" if said.goals else OPEN)
    for goal in said.goals:
        yield f"・{goal.text}（達成時期：{goal.due or OPEN}）"
    yield f"支援の種類と内容：{said.services or OPEN}"
    yield "支援関係機関の役割の分担：" + ("" if said.roles else OPEN)
    for role in said.roles:
        yield f"・{_name_of(tx, role.agency_id)}：{role.task or OPEN}"
    yield f"一体的に提供するための方策：{said.integration or OPEN}"


def _name_of(tx: Transaction, agency_id: UUID) -> str:
    agency = tx.load(AGENCY, agency_id).state
    return (agency.details.name if agency else None) or str(agency_id)

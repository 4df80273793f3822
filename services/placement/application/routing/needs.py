"""つなぎ先がない: recorded, taken back, listed, and told to conference and figures as a code."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.acting import (
    SUPPORTERS,
    acting_for,
    found_by,
    refuse_taken,
)
from services.placement.application.notes import sealed_about
from services.placement.application.routing.need_forms import (
    FindNeeds,
    NeedListed,
    RecordNeed,
    UndoNeed,
)
from services.placement.application.words import opened_words
from services.placement.domain.need import (
    NEED,
    NOTE_LABEL,
    Need,
    NeedState,
    find_need,
    undo_need,
)
from services.placement.domain.routing import ROUTING
from services.placement.views.needs import needs_found
from shared.codes import RESOURCE_GAPS
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import use_case


class Needs:
    """What is recorded of what is lacking.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("needs.record", "「つなぎ先がない」の記録", roles=SUPPORTERS)
    def record(self, actor: Actor, request: RecordNeed) -> UUID:
        """Record that nothing meets a need; return the finding's id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``routing-not-found``; and see :func:`services.placement.domain.need.find_need`.
            InvalidInput: ``note-without-person``.
        """
        desk, need_id = self._desk, request.need_id or uuid4()
        need = Need(
            case_id=request.case_id,
            person_id=request.person_id,
            gap=request.gap,
            found_on=request.found_on or desk.today,
            routing_id=request.routing_id,
        )
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            _expect_routing(tx, actor, need)
            stream = tx.load(NEED, need_id)
            refuse_taken(request.municipality, stream.state)
            note = sealed_about(desk.sealer, request.person_id, request.note, NOTE_LABEL)
            events = find_need(stream.state, request.municipality, need, note, today=desk.today)
            tx.append(NEED, stream, *events)
        return need_id

    @use_case("needs.undo", "「つなぎ先がない」の記録の取り消し", roles=SUPPORTERS)
    def undo(self, actor: Actor, request: UndoNeed) -> None:
        """It was recorded and is not so.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.need.undo_need`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(NEED, request.need_id)
            at = found_by(tx, actor, stream.state)
            if at is not None:
                stream.expect_version(request.expected_version)
            tx.append(NEED, stream, *undo_need(at, request.reason, today=self._desk.today))

    @use_case(
        "needs.list",
        "「つなぎ先がない」の一覧",
        roles=(*SUPPORTERS, "secretariat"),
        kind="query",
    )
    @listed("found_on", "need_id")
    def list_needs(self, actor: Actor, request: FindNeeds) -> list[NeedListed]:
        """What was lacking and stands, by day; for who works for the municipality.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            found = needs_found(tx, request.municipality, request.since, request.until)
            states = [(need_id, tx.load(NEED, need_id).state) for need_id in found]
        return [
            self._listed(need_id, state)
            for need_id, state in states
            if state is not None and request.case_id in (None, state.need.case_id)
        ]

    def _listed(self, need_id: UUID, state: NeedState) -> NeedListed:
        return NeedListed(
            need_id=need_id,
            label=RESOURCE_GAPS.by_code(state.need.gap).label,
            note=opened_words(self._desk.sealer, state.note, NOTE_LABEL),
            **dict(state.need),
        )


def _expect_routing(tx: Transaction, actor: Actor, need: Need) -> None:
    """A decision that a need rests on is of the same case, and one the agency may know of."""
    if need.routing_id is None:
        return
    found = found_by(tx, actor, tx.load(ROUTING, need.routing_id).state)
    if found is None or found.decision.case_id != need.case_id:
        raise Refusal(
            "routing-not-found",
            "指定されたつなぎ先の検討は、このケースの記録にありません。",
            "番号を確かめるか、検討の番号を空けて記録してください。",
        )

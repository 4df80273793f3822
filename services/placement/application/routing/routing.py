"""Looking for somewhere to go: the rules propose, a human decides, the reason is on record."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from services.placement.application.acting import SUPPORTERS, acting_for, found_by, refuse_taken
from services.placement.application.notes import sealed_about
from services.placement.application.places import refuse_unlisted
from services.placement.application.routing.forms import (
    CaseRouting,
    DecideRouting,
    ListRoutings,
    LookAgain,
    ProposeRouting,
    RoutingLine,
    RoutingListed,
    SecondLook,
)
from services.placement.application.routing.places import destinations_of, expect_known
from services.placement.application.routing.rules import rules_of
from services.placement.application.words import opened_words
from services.placement.domain.routing import (
    NOTE_LABEL,
    ROUTING,
    RoutingDecision,
    RoutingState,
    decide_routing,
)
from services.placement.routing.changes import changes_between
from services.placement.routing.proposals import Proposals
from services.placement.routing.proposing import propose
from services.placement.routing.situation import Situation
from services.placement.views.routings import routings_of
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import use_case


class Routing:
    """What is asked and decided about somewhere to go.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("routing.propose", "つなぎ先の候補", roles=AGENCY_ROLES, kind="query")
    def propose(self, actor: Actor, request: ProposeRouting) -> Proposals:
        """Where somebody may go, with the reason, and who keeps the case; nothing is recorded.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``routing-rules-not-adopted``.
            InvalidInput: ``unknown-code``, ``unknown-window``, ``unknown-area``.
        """
        day = request.on or self._desk.today
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            return _proposals(tx, request.municipality, request.situation, day)

    @use_case("routing.decide", "つなぎ先の決定", roles=SUPPORTERS)
    def decide(self, actor: Actor, request: DecideRouting) -> UUID:
        """Record what was chosen among the proposals, or why nothing was; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``routing-rules-not-adopted``, ``resource-not-found``; and see
                :func:`services.placement.domain.routing.decide_routing`.
            InvalidInput: as :meth:`propose`; ``note-without-person``.
        """
        desk, routing_id = self._desk, request.routing_id or uuid4()
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            day = request.on or desk.today
            proposals = _proposals(tx, request.municipality, request.situation, day)
            stream = tx.load(ROUTING, routing_id)
            refuse_taken(request.municipality, stream.state)
            decision = RoutingDecision(
                case_id=request.case_id,
                person_id=request.person_id,
                on=day,
                situation=request.situation,
                chosen=request.chosen,
                why_none=request.why_none,
                note=sealed_about(desk.sealer, request.person_id, request.note, NOTE_LABEL),
            )
            events = decide_routing(
                stream.state, request.municipality, decision, proposals, today=desk.today
            )
            for one in request.chosen:
                refuse_unlisted(tx, request.municipality, one.resource_id)
            tx.append(ROUTING, stream, *events)
        return routing_id

    @use_case("routing.look-again", "つなぎ先の再検討", roles=AGENCY_ROLES, kind="query")
    def look_again(self, actor: Actor, request: LookAgain) -> SecondLook:
        """Propose anew for what is known now, and say what is different; nothing is recorded.

        Both are by the rules and the places of today, so that only what was found out counts.

        Raises:
            Refusal: ``own-agency-not-registered``, ``routing-not-found``.
            InvalidInput: as :meth:`propose`.
        """
        with self._desk.transaction(actor) as tx:
            before = _decided(tx, actor, request.routing_id)
            today = self._desk.today
            known = before.decision.situation
            then = _proposals(tx, before.municipality, known, today, checked=False)
            now = _proposals(tx, before.municipality, request.situation, today)
        return SecondLook(proposals=now, changes=changes_between(then, now))

    @use_case("routing.list", "つなぎ先の検討の一覧", roles=SUPPORTERS, kind="query")
    def list_decided(self, actor: Actor, request: ListRoutings) -> list[RoutingLine]:
        """What was decided in a case, the latest first, without the words.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            found = routings_of(tx, request.municipality, request.case_id)
            states = [(routing_id, tx.load(ROUTING, routing_id).state) for routing_id in found]
        return [
            RoutingLine(
                routing_id=routing_id,
                person_id=state.decision.person_id,
                on=state.decision.on,
                chosen=state.decision.chosen,
                why_none=state.decision.why_none,
            )
            for routing_id, state in states
            if state is not None
        ]

    @use_case("routing.show", "つなぎ先の検討の記録", roles=AGENCY_ROLES, kind="query")
    def show(self, actor: Actor, request: CaseRouting) -> RoutingListed:
        """What was decided, and why.

        Raises:
            Refusal: ``own-agency-not-registered``, ``routing-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            found = _decided(tx, actor, request.routing_id)
        note = opened_words(self._desk.sealer, found.decision.note, NOTE_LABEL)
        return RoutingListed(
            municipality=found.municipality,
            rules_id=found.rules_id,
            **{**dict(found.decision), "note": note},
        )


def _decided(tx: Transaction, actor: Actor, routing_id: UUID) -> RoutingState:
    found = found_by(tx, actor, tx.load(ROUTING, routing_id).state)
    if found is None:
        raise Refusal(
            "routing-not-found",
            "指定されたつなぎ先の検討は、記録されていません。",
            "番号を確かめるか、先につなぎ先の決定を記録してください。",
        )
    return found


def _proposals(
    tx: Transaction, municipality: str, situation: Situation, day: date, *, checked: bool = True
) -> Proposals:
    """What the municipality's rules propose; what was checked when it was recorded is not again."""
    rules = rules_of(tx, municipality)
    destinations = destinations_of(tx, municipality, situation, day)
    if checked:
        expect_known(situation, rules, day, destinations)
    return propose(rules, situation, day, destinations)

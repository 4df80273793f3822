"""足りない支援: what a meeting finds lacking, and how often it was."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import acting_for
from services.conference.application.deliberations.forms import (
    CountNeeds,
    FindNeed,
    NeedListed,
    NeedsCounted,
)
from services.conference.application.deliberations.place import convener_place
from services.conference.application.desk import Desk
from services.conference.application.disclosure.packet_forms import AgendaItemNamed
from services.conference.domain.deliberation import (
    DELIBERATION,
    NEED_LABEL,
    NeedDetails,
    find_need,
)
from shared.codes import RESOURCE_GAPS
from shared.identity import Actor
from shared.sealing import read_jointly, seal_jointly
from shared.use_case import use_case


class Needs:
    """What the secretariat records of what is lacking.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("needs.find", "足りない支援の記録", roles=("secretariat",))
    def find(self, actor: Actor, request: FindNeed) -> UUID:
        """Record that something the case needs is not there; return the finding's id.

        Raises:
            Refusal: ``agenda-item-not-found``, ``person-erased``; and see
                :func:`services.conference.domain.deliberation.find_need`.
            InvalidInput: ``unknown-code``.
        """
        desk, need_id = self._desk, request.need_id or uuid4()
        gap = RESOURCE_GAPS.by_code(request.gap).code
        with desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
            keys = [str(one) for one in place.table.subjects]
            said = request.note if request.note and request.note.strip() else None
            need = NeedDetails(
                case_id=place.table.case_id,
                gap=gap,
                found_on=request.found_on or desk.today,
                note=seal_jointly(desk.sealer, keys, said, NEED_LABEL) if said else None,
            )
            events = find_need(
                place.stream.state, place.table, need_id, need, by=place.own, today=desk.today
            )
            tx.append(DELIBERATION, place.stream, *events)
        return need_id

    @use_case("needs.list", "足りない支援の一覧", roles=("secretariat",), kind="query")
    def list_needs(self, actor: Actor, request: AgendaItemNamed) -> list[NeedListed]:
        """What was found lacking in an agenda item, and what placement told of its case.

        To the convener's secretariat alone.

        Raises:
            Refusal: ``agenda-item-not-found``, ``not-the-convener``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            place = convener_place(tx, actor, request.conference_id, request.agenda_id)
            told = views.needs_told_of(tx, place.table.municipality, place.table.case_id)
        state = place.stream.state
        found = [
            NeedListed(
                need_id=need_id,
                gap=one.need.gap,
                found_on=one.need.found_on,
                note=read_jointly(desk.sealer, map(str, one.subjects), one.need.note, NEED_LABEL),
            )
            for need_id, one in (state.needs.items() if state else ())
        ]
        return found + [NeedListed(**one._asdict(), note=None, by_placement=True) for one in told]

    @use_case("needs.count", "足りない支援の集計", roles=("secretariat",), kind="query")
    def count(self, actor: Actor, request: CountNeeds) -> list[NeedsCounted]:
        """How often each gap was found, the commonest first; for who works for the municipality.

        What meetings found and what placement told of are counted apart.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            found = views.unmet_needs(tx, request.municipality, request.since, request.until)
            told = views.told_needs(tx, request.municipality, request.since, request.until)
        counted = [
            NeedsCounted(
                gap=gap,
                label=RESOURCE_GAPS.by_code(gap).label,
                found=found.get(gap, 0),
                by_placement=told.get(gap, 0),
            )
            for gap in found.keys() | told.keys()
        ]
        return sorted(counted, key=lambda one: (-one.found - one.by_placement, one.gap))

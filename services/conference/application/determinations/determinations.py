"""Determinations 公的な判断: made, ended, listed for those whom they concern."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import Acting, acting
from services.conference.application.desk import Desk
from services.conference.application.determinations.answers import (
    DeterminationLine,
    DeterminationList,
)
from services.conference.application.determinations.requests import (
    DeterminationEnding,
    DeterminationRequest,
    WhoIsConcerned,
)
from services.conference.application.determinations.sealing import opened_reason, sealed_reason
from services.conference.application.holders import expect_described
from services.conference.domain.agency import AGENCY, AgencyState, existing, works_for
from services.conference.domain.determination import (
    DETERMINATION,
    REASON_LABEL,
    DeterminationDetails,
    DeterminationState,
    Parties,
    end_determination,
    existing_determination,
    make_determination,
)
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.refusal import Refusal
from shared.use_case import use_case


class Determinations:
    """What officials decide.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("determinations.make", "公的な判断の記録", roles=AGENCY_ROLES)
    def make(self, actor: Actor, request: DeterminationRequest) -> UUID:
        """Record a decision about one's own agency's items; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``agency-not-found``,
                ``not-on-behalf-of-others``; ``person-not-described``, also for a person of another
                municipality; ``person-erased``; and see
                :func:`services.conference.domain.determination.make_determination`.
        """
        determination_id = request.determination_id or uuid4()
        with self._desk.transaction(actor) as tx:
            now = tx.at
            own = acting(tx, actor)
            holder_id = request.on_behalf_of or own.agency_id
            holder = existing(tx.load(AGENCY, holder_id).state)
            _refuse_for_others(actor, own, holder_id, holder, at_work=self._at_work(own))
            expect_described(tx, request.subjects, own.municipality)
            recipients = {one: existing(tx.load(AGENCY, one).state) for one in request.recipients}
            stream = tx.load(DETERMINATION, determination_id)
            approver = request.approved_by
            parties = Parties(
                holder=holder,
                recipients=recipients,
                decided_by=actor.person,
                approver_is_agency=approver is not None
                and tx.load(AGENCY, approver).state is not None,
            )
            details = self._sealed(request, holder_id, now)
            events = make_determination(stream.state, own.municipality, details, parties, now=now)
            tx.append(DETERMINATION, stream, *events)
        return determination_id

    @use_case("determinations.end", "公的な判断の終了", roles=AGENCY_ROLES)
    def end(self, actor: Actor, request: DeterminationEnding) -> None:
        """Let a determination hold no longer.

        Raises:
            Refusal: ``own-agency-not-registered``; ``determination-not-found``, also for those
                whom it does not concern; and see
                :func:`services.conference.domain.determination.end_determination`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            own = acting(tx, actor)
            stream = tx.load(DETERMINATION, request.determination_id)
            state = existing_determination(stream.state)
            if not self._may_end(own, state):
                state = existing_determination(None)
            events = end_determination(state, request.ended_at or now, now=now)
            tx.append(DETERMINATION, stream, *events)

    @use_case("determinations.list", "公的な判断の一覧", roles=AGENCY_ROLES, kind="query")
    def list_determinations(self, actor: Actor, request: WhoIsConcerned) -> DeterminationList:
        """The determinations about a person, as far as the actor's agency may know of them.

        A report of abuse is known to the agency that made it and those that received it, and to
        nobody else: not even that there was one (law rule 44).

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            found = [
                (one, state)
                for one in views.determinations_about(tx, [request.person_id])
                if (state := tx.load(DETERMINATION, one).state) is not None
                and self._may_know(own, state)
            ]
            lines = tuple(self._line(own, one, state) for one, state in found)
        return DeterminationList(determinations=lines)

    def _at_work(self, own: Acting) -> bool:
        return works_for(own.agency, own.municipality, self._desk.clock())

    def _may_know(self, own: Acting, state: DeterminationState) -> bool:
        details = state.details
        if own.agency_id in {details.holder_id, *details.recipients}:
            return True
        here = own.municipality == state.municipality and self._at_work(own)
        return here and details.kind != "abuse_report"

    def _may_end(self, own: Acting, state: DeterminationState) -> bool:
        if own.agency_id == state.details.holder_id:
            return True
        here = own.municipality == state.municipality and self._at_work(own)
        return here and state.details.kind != "abuse_report"

    def _sealed(
        self, request: DeterminationRequest, holder_id: UUID, now: datetime
    ) -> DeterminationDetails:
        plain = request.model_dump(
            include={
                "kind",
                "approved_by",
                "consent_difficult",
                "victim_kind",
                "requested_by",
                "answer",
                "end",
            }
        )
        return DeterminationDetails(
            holder_id=holder_id,
            subjects=tuple(dict.fromkeys(request.subjects)),
            categories=tuple(dict.fromkeys(request.categories)),
            recipients=tuple(dict.fromkeys(request.recipients)),
            reason=sealed_reason(self._desk.sealer, request.subjects, request.reason, REASON_LABEL),
            start=request.start or now,
            **plain,
        )

    def _line(self, own: Acting, own_id: UUID, state: DeterminationState) -> DeterminationLine:
        details, now = state.details, self._desk.clock()
        ends = [at for at in (details.end, state.ended_at) if at is not None]
        opened = (
            own.agency_id == details.holder_id
            or details.kind == "abuse_report"
            or (own.municipality == state.municipality and self._at_work(own))
        )
        return DeterminationLine(
            determination_id=own_id,
            **details.model_dump(exclude={"reason"}),
            reason=opened_reason(self._desk.sealer, details.subjects, details.reason, REASON_LABEL)
            if opened
            else None,
            ended_at=state.ended_at,
            holds=details.start <= now and all(now < at for at in ends),
        )


def _refuse_for_others(
    actor: Actor, own: Acting, holder_id: UUID, holder: AgencyState, *, at_work: bool
) -> None:
    """Only the secretariat records what another agency of its municipality has decided."""
    if holder_id == own.agency_id:
        return
    if actor.role != "secretariat" or not at_work or holder.municipality != own.municipality:
        raise Refusal(
            "not-on-behalf-of-others",
            "ほかの機関の判断を記録できるのは、市町村の会議事務局だけです。",
            "保有機関か、会議事務局に記録を依頼してください。",
        )

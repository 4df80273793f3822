"""Which of conference's events leave the service, and in what shape: ids, codes and dates only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import singledispatch
from uuid import UUID

from services.conference.domain.agency import AgencyAmended, AgencyRegistered
from services.conference.domain.audit import CheckpointSigned, ledger_id
from services.conference.domain.conference import ConferenceHeld
from services.conference.domain.consent import ConsentAnswered, ConsentWithdrawn
from services.conference.domain.deliberation import UnmetNeedFound
from services.conference.domain.erasure import ErasureApproved
from services.conference.domain.packet import PacketOpened, Ruling
from services.conference.domain.plan import (
    PlanClosed,
    PlanDecided,
    PlanReplaced,
    PlanResumed,
    PlanReviewed,
    PlanSuspended,
)
from services.conference.domain.sharing import SharingTold, as_told
from shared.calendar import jst_date
from shared.facts import Fact, conference
from shared.store import Event, Recorded


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``.

    Titles, the agencies that attended, who read what, and all that a plan says in words stay here.
    """
    return _fact(recorded.event, recorded)


@singledispatch
def _fact(_event: Event, _recorded: Recorded) -> Fact | None:
    """An event that nobody else needs to know of."""
    return None


@_fact.register
def _(event: AgencyRegistered | AgencyAmended, recorded: Recorded) -> Fact | None:
    if event.person_id is not None:
        return None  # a person who reads is nobody else's business
    entrusted = event.entrusted
    return conference.AgencyRegistered(
        municipality=event.municipality,
        occurred_on=jst_date(recorded.metadata.recorded_at),
        agency_id=str(recorded.originator_id),
        agency_kind=event.kind,
        internal=event.internal,
        entrusted_from=entrusted.start if entrusted else None,
        entrusted_until=entrusted.end if entrusted else None,
    )


@_fact.register
def _(event: ConferenceHeld, recorded: Recorded) -> Fact:
    return conference.SupportConferenceHeld(
        municipality=event.municipality,
        occurred_on=event.held_on,
        conference_id=str(recorded.originator_id),
        matters=tuple(
            conference.ConferenceMatter(
                case_id=str(item.case_id),
                legal_mode=item.legal_mode,
                with_consent=item.with_consent,
            )
            for item in event.agenda
        ),
    )


@_fact.register
def _(event: CheckpointSigned, _recorded: Recorded) -> Fact:
    return conference.CheckpointSigned(
        municipality=event.municipality,
        occurred_on=jst_date(event.signed_at),
        ledger_id=str(ledger_id(event.origin)),
        origin=event.origin,
        size=event.size,
        root=event.root,
        note=event.note,
    )


@_fact.register
def _(event: PacketOpened, _recorded: Recorded) -> Fact:
    day, matter = jst_date(event.opened_at), event.matter_id
    return _disclosure(event.municipality, day, matter, event.legal_mode, event.rulings)


@_fact.register
def _(event: SharingTold, recorded: Recorded) -> Fact:
    rulings = [as_told(one, event.told) for one in event.rulings]
    day, matter = jst_date(event.told_at), recorded.originator_id
    return _disclosure(event.municipality, day, matter, "casework", rulings)


@_fact.register
def _(event: PlanDecided, recorded: Recorded) -> Fact:
    return conference.PlanDecided(
        municipality=event.municipality,
        occurred_on=event.decided_on,
        case_id=str(event.case_id),
        plan_id=str(recorded.originator_id),
        conference_id=str(event.conference_id),
        first=event.first,
        referrals=tuple(
            conference.ReferralForeseen.model_validate(one.model_dump(mode="json"))
            for one in event.referrals
        ),
    )


@_fact.register
def _(event: ErasureApproved, recorded: Recorded) -> Fact:
    return conference.ErasureApproved(
        municipality=event.municipality,
        occurred_on=jst_date(recorded.metadata.recorded_at),
        erasure_id=str(recorded.originator_id),
        person_id=str(event.person_id),
    )


@_fact.register
def _(event: PlanReviewed, recorded: Recorded) -> Fact:
    return _reviewed(recorded, event.case_id, event.reviewed_on, event.result)


@_fact.register
def _(event: PlanSuspended, recorded: Recorded) -> Fact:
    return _reviewed(recorded, event.case_id, event.suspended_on, "suspended")


@_fact.register
def _(event: PlanResumed, recorded: Recorded) -> Fact:
    return _reviewed(recorded, event.case_id, event.resumed_on, "resumed")


@_fact.register
def _(event: PlanReplaced, recorded: Recorded) -> Fact:
    return _reviewed(recorded, event.case_id, event.replaced_on, "replaced")


@_fact.register
def _(event: PlanClosed, recorded: Recorded) -> Fact:
    return _reviewed(recorded, event.case_id, event.closed_on, "closed", event.reason)


@_fact.register
def _(event: UnmetNeedFound, _recorded: Recorded) -> Fact:
    return conference.UnmetNeedFound(
        municipality=event.municipality,
        occurred_on=event.found_on,
        case_id=str(event.case_id),
        need_id=str(event.need_id),
        conference_id=str(event.conference_id),
        gap=event.gap,
    )


@_fact.register
def _(event: ConsentAnswered, _recorded: Recorded) -> Fact | None:
    if event.capacity == "family_wish":
        return None
    return conference.ConsentChanged(
        municipality=event.municipality,
        occurred_on=jst_date(event.answered_at),
        person_id=str(event.person_id),
        consent_id=str(event.consent_id),
        version=event.version,
        state=event.state,
    )


@_fact.register
def _(event: ConsentWithdrawn, _recorded: Recorded) -> Fact | None:
    if event.of_family:
        return None
    return conference.ConsentChanged(
        municipality=event.municipality,
        occurred_on=jst_date(event.withdrawn_at),
        person_id=str(event.person_id),
        consent_id=str(event.consent_id),
        version=event.version,
        state="withdrawn",
    )


def _reviewed(
    recorded: Recorded, case_id: UUID, on: date, result: str, reason: str | None = None
) -> conference.PlanReviewed:
    return conference.PlanReviewed(
        municipality=recorded.event.municipality,
        occurred_on=on,
        case_id=str(case_id),
        plan_id=str(recorded.originator_id),
        plan_result=result,
        closing_reason=reason,
    )


def _disclosure(
    municipality: str, day: date, matter_id: UUID, legal_mode: str, rulings: Sequence[Ruling]
) -> conference.DisclosureRecorded:
    effects = Counter(one.effect for one in rulings)
    return conference.DisclosureRecorded(
        municipality=municipality,
        occurred_on=day,
        matter_id=str(matter_id),
        legal_mode=legal_mode,
        full=effects["full"],
        blurred=effects["blurred"],
        withheld=effects["withheld"],
        with_consent=sum("consent" in one.basis for one in rulings),
    )

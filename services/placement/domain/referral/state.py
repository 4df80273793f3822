"""A referral as it stands, and what each step makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.placement.domain.referral.events import (
    FirstContactMade,
    PacketGiven,
    PacketPrepared,
    Referral,
    ReferralAccepted,
    ReferralAddressed,
    ReferralCompleted,
    ReferralDeclined,
    ReferralEvent,
    ReferralFailed,
    ReferralHeld,
    ReferralOffered,
    ReferralPlanned,
    ReferralResumed,
    ReferralScheduled,
    ReferralStepUndone,
    ReferralTransferred,
    ReferralWithdrawn,
    Terms,
)
from services.placement.domain.referral.plan_events import PlanOfReferralChanged
from services.placement.domain.referral.standing import PlanResult, Standing, Status, Step
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

STEP_OF: Mapping[type[ReferralEvent], Step] = {
    ReferralOffered: "offer",
    ReferralAccepted: "accept",
    ReferralDeclined: "decline",
    ReferralScheduled: "schedule",
    FirstContactMade: "meet",
    ReferralCompleted: "complete",
    ReferralFailed: "fail",
    ReferralHeld: "hold",
    ReferralResumed: "resume",
    ReferralWithdrawn: "withdraw",
    ReferralTransferred: "transfer",
}
"""Which step an event is; others are none, nor is an offer with which a referral begins."""


class Taken(NamedTuple):
    """A step that was taken and can be undone.

    Attributes:
        step: which.
        before: how the referral stood before it.
        terms: how somebody was to be handed on before it.
        said_by: the agency that recorded it.
    """

    step: Step
    before: Standing
    terms: Terms
    said_by: UUID | None


@dataclass(frozen=True, slots=True)
class ReferralState:
    """A referral as it stands.

    Attributes:
        municipality: whose.
        referral: who is handed on to where.
        terms: how.
        standing: how far it has come.
        taken: the steps that led there, those that were undone left out.
        undone: the statuses that it was taken back from; no ledger leads there again.
        packets: what was granted to the receiver.
        moved_to: the municipality that it was transferred to.
        by_plan: it began as what a plan foresees.
        plan: what was last decided of that plan; ``None`` if nothing was since 支援決定.
    """

    municipality: MunicipalityCode
    referral: Referral
    terms: Terms
    standing: Standing
    taken: tuple[Taken, ...] = ()
    undone: frozenset[Status] = frozenset()
    packets: tuple[PacketGiven, ...] = ()
    moved_to: MunicipalityCode | None = None
    by_plan: bool = False
    plan: PlanResult | None = None

    @property
    def status(self) -> Status:
        """How far it has come."""
        return self.standing.status

    @property
    def since(self) -> date:
        """The day of the latest step."""
        return self.standing.since

    @property
    def was_offered(self) -> bool:
        """Whether the destination has been asked; before, it is not to know of the referral."""
        return not self.by_plan or any(one.step == "offer" for one in self.taken)

    @property
    def rests(self) -> bool:
        """Whether it waits with its plan."""
        return self.standing.rests(self.plan)

    @property
    def plan_has_ended(self) -> bool:
        """Whether its plan was replaced or closed: nobody is asked for that plan any more."""
        return self.plan in {"replaced", "closed"}

    @property
    def undoable(self) -> Taken | None:
        """The latest step, if it can be undone; what fell with its plan stays withdrawn."""
        if not self.taken:
            return None
        latest = self.taken[-1]
        fell = latest.step == "withdraw" and latest.before.status == "planned"
        return None if fell and self.plan_has_ended else latest


def standing_after(standing: Standing | None, event: Event) -> Standing:
    """Where a referral stands after an event; the board asks this too.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ReferralPlanned() if standing is None:
            return Standing(status="planned", since=event.on)
        case ReferralOffered() if standing is None:
            return Standing(status="offered", since=event.on)
        case ReferralOffered() if standing is not None and standing.status != "planned":
            raise LookupError("a referral is offered once")
        case ReferralStepUndone():
            return event.back_to
        case ReferralAddressed() | PacketPrepared() if standing is not None:
            return standing
        case PlanOfReferralChanged() if standing is not None:
            planned = standing.status == "planned"
            return standing.model_copy(update={"since": event.on}) if planned else standing
        case ReferralEvent() if standing is not None and type(event) in STEP_OF:
            return standing.model_copy(
                update={"since": event.on, "held_until": None, "reason": None, **_changed(event)}
            )
    raise LookupError(f"{event.TOPIC} has no place in this referral's history")


_LEADS_TO: Mapping[type[ReferralEvent], Status] = {
    ReferralOffered: "offered",
    ReferralAccepted: "accepted",
    ReferralScheduled: "scheduled",
    FirstContactMade: "met",
    ReferralCompleted: "completed",
    ReferralDeclined: "declined",
    ReferralFailed: "failed",
    ReferralWithdrawn: "withdrawn",
    ReferralTransferred: "transferred",
}
"""Where a step leads; one that waits or goes on stays where it is."""

_SAID = ("appointment_at", "accompanied", "reason", "outcome")
"""What a step says of itself and the board shows."""


def _changed(event: ReferralEvent) -> dict[str, object]:
    said = {name: getattr(event, name) for name in _SAID if name in type(event).model_fields}
    if isinstance(event, ReferralAccepted):
        said["accepted_on"] = event.on
    if isinstance(event, ReferralHeld):
        said["held_until"] = event.until
    if type(event) in _LEADS_TO:
        said["status"] = _LEADS_TO[type(event)]
    return said


def evolve(state: ReferralState | None, event: Event) -> ReferralState:
    """Return the referral after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    standing = standing_after(state.standing if state else None, event)
    match event:
        case ReferralPlanned() | ReferralOffered() if state is None:
            planned = isinstance(event, ReferralPlanned)
            who, terms = Referral.carried_by(event), Terms.carried_by(event)
            return ReferralState(event.municipality, who, terms, standing, by_plan=planned)
        case ReferralAddressed() if state is not None:
            named = state.terms.model_copy(update={"to_agency_id": event.to_agency_id})
            return replace(state, terms=named)
        case PacketPrepared() if state is not None:
            return replace(state, packets=(*state.packets, *event.packets))
        case PlanOfReferralChanged() if state is not None:
            return replace(state, standing=standing, plan=event.plan_result)
        case ReferralStepUndone() if state is not None and state.taken:
            left = {state.status} - {standing.status}
            latest = state.taken[-1]
            return replace(
                state,
                terms=latest.terms if latest.step == "offer" else state.terms,
                standing=standing,
                taken=state.taken[:-1],
                undone=state.undone | left,
                moved_to=None,
            )
        case ReferralEvent() if state is not None and type(event) in STEP_OF:
            taken = Taken(STEP_OF[type(event)], state.standing, state.terms, event.said_by)
            moved_to = event.to_municipality if isinstance(event, ReferralTransferred) else None
            terms = Terms.carried_by(event) if isinstance(event, ReferralOffered) else state.terms
            return replace(
                state,
                terms=terms,
                standing=standing,
                taken=(*state.taken, taken),
                moved_to=moved_to,
            )
    raise LookupError(f"{event.TOPIC} has no place in this referral's history")


REFERRAL: Aggregate[ReferralState] = Aggregate("referral", evolve)

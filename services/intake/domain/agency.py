"""受付機関: what kind of agency receives people, as far as a ledger's word for it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shared.codes import AGENCY_KINDS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as


@recorded_as("intake.AgencyNoted")
class AgencyNoted(Event):
    """A ledger calls an agency by a word for a kind of agency; its name stays with the contacts.

    Attributes:
        agency_kind: code list ``agency_kinds``.
        on: the day of the contact that named it.
    """

    agency_kind: Code
    on: date


@dataclass(frozen=True, slots=True)
class AgencyState:
    """What kind it is."""

    agency_kind: str


def evolve(_state: AgencyState | None, event: Event) -> AgencyState:
    """Take in what was noted last."""
    if not isinstance(event, AgencyNoted):
        raise TypeError(f"{event.TOPIC} is no event of an agency")
    return AgencyState(event.agency_kind)


AGENCY: Aggregate[AgencyState] = Aggregate("agency", evolve)


def note_agency(
    state: AgencyState | None, municipality: MunicipalityCode, kind: Code, *, on: date
) -> tuple[AgencyNoted, ...]:
    """Note an agency's kind; nothing happens when it is on record already.

    Raises:
        InvalidInput: ``unknown-code``.
    """
    AGENCY_KINDS.by_code(kind)
    if state is not None and state.agency_kind == kind:
        return ()
    return (AgencyNoted(municipality=municipality, agency_kind=kind, on=on),)

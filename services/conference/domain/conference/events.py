"""What happens to a conference 支援会議, from being called to being held."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.domain.municipality import Period
from services.conference.law.statutes.legal_modes import Body, Purpose
from services.conference.law.vocabulary import Category, Mode
from shared.facts.fact import Code
from shared.identity import Opaque
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, Upcast, recorded_as

TITLE_LABEL = "conference.meeting.title"
NECESSITY_LABEL = "conference.request.necessity"


class Call(Detail):
    """How a conference is called.

    Attributes:
        roster_id: the standing meeting it is a sitting of.
        convened_by: the body that convenes it.
        convener_id: the agency that convenes it.
        planned_for: when it is to be held.
        title: its subject; confidential, for it may speak of a household.
    """

    roster_id: UUID
    convened_by: Body
    convener_id: UUID
    planned_for: AwareDatetime
    title: Sealed | None = None


class Agreement(Detail):
    """The agreement (協定) that an agenda item rests on; by itself no basis.

    Attributes:
        agreement_id: which.
        parties: agencies that are parties.
        period: while it is in force.
    """

    agreement_id: UUID
    parties: tuple[UUID, ...] = Field(min_length=1)
    period: Period


class Matter(Detail):
    """One agenda item 議題: one case, under one law, for one purpose (law rule 18).

    Attributes:
        case_id: the case, as intake knows it.
        legal_mode: code list ``legal_modes``.
        purpose: why it is discussed.
        subjects: the persons it is about.
        agreement: with mode ``agreement``.
    """

    case_id: UUID
    legal_mode: Mode
    purpose: Purpose
    subjects: tuple[UUID, ...] = Field(min_length=1)
    agreement: Agreement | None = None


class Asking(Detail):
    """A reasoned request to one agency (106条の6第3項 and its sisters; law rule 21).

    Attributes:
        to_agency: the agency asked.
        subjects: persons asked about.
        household_id: household asked about as a whole.
        categories: kinds of information asked for.
        necessity: why the conference finds it necessary, sealed.
        due_on: by when an answer is hoped for (JST); no duty follows from it.
    """

    to_agency: UUID
    subjects: tuple[UUID, ...] = ()
    household_id: UUID | None = None
    categories: tuple[Category, ...] = Field(min_length=1)
    necessity: Sealed
    due_on: date


RequestAnswer = Literal["all", "part", "not_provided", "not_held"]
"""全部・一部・提供せず・保有なし. None of them is a violation (106条の6第4項; law rule 22)."""


@recorded_as("conference.ConferenceConvened")
class ConferenceConvened(Event, Call):
    """招集: a conference was called."""


@recorded_as("conference.AgendaItemPlaced")
class AgendaItemPlaced(Event, Matter):
    """A case was placed on the agenda."""

    agenda_id: UUID


@recorded_as("conference.AgendaItemRemoved")
class AgendaItemRemoved(Event):
    """A case was taken off the agenda; its packets can no longer be opened."""

    agenda_id: UUID


@recorded_as("conference.MembersSelected")
class MembersSelected(Event):
    """The chair chose the members for one agenda item; replaces the former choice (rule 20)."""

    agenda_id: UUID
    agencies: tuple[UUID, ...]


@recorded_as("conference.AttendeeRegistered")
class AttendeeRegistered(Event):
    """A worker attends for an agency; nobody attends unregistered, no substitute either.

    Attributes:
        agency_id: for whom.
        attendee: opaque id of the worker, as in :class:`shared.identity.Actor`.
        substitute: 代理出席.
        registered_at: when; it counts for the membership during which it was made.
    """

    agency_id: UUID
    attendee: Opaque
    substitute: bool
    registered_at: AwareDatetime


@recorded_as("conference.SecrecyAcknowledged")
class SecrecyAcknowledged(Event):
    """An attendee read the secrecy notice and acknowledged the duty (law rules 24, 25).

    Attributes:
        agenda_id: for which agenda item.
        agency_id: for whom they attend.
        attendee: who.
        notice: the text in force that day.
        acknowledged_at: when.
    """

    agenda_id: UUID
    agency_id: UUID
    attendee: Opaque
    notice: str
    acknowledged_at: AwareDatetime


@recorded_as("conference.InformationRequested")
class InformationRequested(Event, Asking):
    """資料・情報の提供の求め: the conference asked an agency."""

    agenda_id: UUID
    request_id: UUID
    made_at: AwareDatetime


@recorded_as("conference.RequestAnswered")
class RequestAnswered(Event):
    """The agency answered: all, part, not provided, not held.

    Attributes:
        request_id: which request.
        answer: what.
        provided: with ``part``: the kinds of information that are provided.
    """

    request_id: UUID
    answer: RequestAnswer
    provided: tuple[Category, ...] = ()


@recorded_as("conference.ConferenceLinked")
class ConferenceLinked(Event):
    """Another conference deals with the same matter (106条の6第5項): that it exists, no more.

    Attributes:
        agenda_id: the agenda item here.
        legal_mode: what the other one is.
        other_id: the other one, where this system knows it.
    """

    agenda_id: UUID
    legal_mode: Code
    other_id: UUID | None = None


class AgendaItem(Detail):
    """One case that was discussed.

    Attributes:
        case_id: the case, as intake knows it.
        legal_mode: code list ``legal_modes``: under which law it was discussed.
        with_consent: the persons concerned consented to this conference.
        purpose: why it was discussed.
    """

    case_id: UUID
    legal_mode: Code
    with_consent: bool
    purpose: Purpose


class Meeting(Detail):
    """A conference as it is told: what the rule takes in and the event carries on.

    Attributes:
        convened_by: the body that convened it.
        held_on: the day (JST).
        title: its local name or subject; confidential, for it may speak of a household.
        agenda: the cases, in order.
        agencies: ids of the agencies that attended.
    """

    convened_by: Body
    held_on: date
    title: Sealed | None = None
    agenda: tuple[AgendaItem, ...]
    agencies: tuple[UUID, ...] = ()


def _legal_mode_per_case(payload: dict[str, Any]) -> dict[str, Any]:
    """Until version 1 a conference had one legal mode for its whole agenda."""
    mode = payload.pop("legal_mode")
    agenda = [{**item, "legal_mode": mode} for item in payload["agenda"]]
    return {**payload, "agenda": agenda}


@recorded_as("conference.ConferenceHeld", version=2)
class ConferenceHeld(Event, Meeting):
    """支援会議開催: the conference took place. Its packets can be opened no more (rule 26)."""

    UPCASTS: ClassVar[dict[int, Upcast]] = {1: _legal_mode_per_case}

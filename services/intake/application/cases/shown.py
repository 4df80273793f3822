"""What is asked about cases, and what comes back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.persons.forms import PersonLine
from services.intake.domain.case import Standing
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import InPages, Paged
from shared.use_case import Request

QUIET_AFTER_DAYS, RESTING_AFTER_DAYS = 30, 90
"""After so many days without a contact somebody should ask how things are; after so many a resting
case should be looked at again. Nobody's law: whoever asks may say others."""

MOST_LINES = 100

Show = Literal["due", "open", "suspended", "ended", "all"]
"""期日を過ぎたもの・継続・中断・終わったもの・すべて."""

Due = Literal["contact", "look_again"]
"""連絡が空いている・中断のまま見直していない."""


class ListCases(Paged):
    """Which cases of the own agency's.

    Attributes:
        municipality: where.
        show: which of them.
        mine: only those that the asker is in charge of.
        quiet_after_days: an open case is due when nothing happened for more days than these.
        resting_after_days: a resting one, when nothing happened for more days than these.
        limit: at most so many.
    """

    municipality: MunicipalityCode
    show: Show = "open"
    mine: bool = False
    quiet_after_days: int = Field(default=QUIET_AFTER_DAYS, ge=1, le=3660)
    resting_after_days: int = Field(default=RESTING_AFTER_DAYS, ge=1, le=3660)
    limit: int = Field(default=50, ge=1, le=MOST_LINES)


class CaseLine(BaseModel):
    """A case in the worklist.

    Attributes:
        case_id: which.
        main_subject: 主たる対象者; ``None`` for an anonymous caller.
        standing: 継続・中断・終結・移管・名寄せ済み.
        standing_since: since when.
        opened_on: 受付日.
        anonymous: opened for a caller who gave no name.
        last_contact_on: day of the latest contact.
        quiet_days: for how many days nothing has happened.
        due: why somebody should look at it.
        in_charge: somebody is in charge.
        mine: the asker is.
    """

    model_config = ConfigDict(frozen=True)

    case_id: UUID
    main_subject: PersonLine | None
    standing: Standing
    standing_since: date
    opened_on: date
    anonymous: bool
    last_contact_on: date | None
    quiet_days: int
    due: Due | None
    in_charge: bool
    mine: bool


class Worklist(InPages):
    """A page of the worklist, the case longest without movement first; it counts nothing.

    Attributes:
        cases: the cases.
        quiet_after_days: by which an open case was called due.
        resting_after_days: by which a resting one was.
    """

    model_config = ConfigDict(frozen=True)

    cases: tuple[CaseLine, ...]
    quiet_after_days: int
    resting_after_days: int


class CaseNamed(Request):
    """Which case."""

    case_id: UUID


class Said(BaseModel):
    """One thing that an entry says.

    Attributes:
        caption: 見出し.
        text: what it says.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    caption: str
    text: str = Field(repr=False)


class CaseEntry(BaseModel):
    """Something that happened in a case.

    Attributes:
        number: its place in the case's history.
        on: the day.
        recorded_at: when it was recorded.
        kind: what it is, as a code.
        title: what it is, in Japanese.
        own: the own agency noted it; of others' entries nothing is told but that they happened.
        agency_id: who noted it; ``None`` for what a ledger told.
        person_id: whom it concerns.
        contact_id: of a contact.
        in_confidence: the informant asked that the person not be told (rule 35).
        said: what it says.
    """

    model_config = ConfigDict(frozen=True)

    number: int
    on: date
    recorded_at: datetime
    kind: str
    title: str
    own: bool
    agency_id: UUID | None
    person_id: UUID | None = None
    contact_id: UUID | None = None
    in_confidence: bool = False
    said: tuple[Said, ...] = ()


class CasePerson(PersonLine):
    """Somebody in a case.

    Attributes:
        main: the case is mainly about them.
        consent: what the own agency last noted of their consent; code list ``consent_states``.
        consent_on: when.
    """

    main: bool
    consent: Code | None
    consent_on: date | None


class CaseShown(BaseModel):
    """A case and its course.

    Attributes:
        case_id: which.
        municipality: whose.
        number: ケース番号, if a ledger of the own agency's named it.
        standing: how it stands.
        standing_since: since when.
        opened_on: 受付日.
        anonymous: opened for a caller who gave no name.
        transferred_in_from: 転入元.
        last_contact_on: day of the latest contact.
        closing_reason: 終結理由, while it is closed; code list ``closing_reasons``.
        in_charge: somebody is in charge.
        mine: the asker is.
        persons: who is in it, the main subject first.
        course: what happened, the latest first.
        version: to change what was looked at.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    case_id: UUID
    municipality: MunicipalityCode
    number: str | None = Field(repr=False)
    standing: Standing
    standing_since: date
    opened_on: date
    anonymous: bool
    transferred_in_from: MunicipalityCode | None
    last_contact_on: date | None
    closing_reason: Code | None
    in_charge: bool
    mine: bool
    persons: tuple[CasePerson, ...]
    course: tuple[CaseEntry, ...]
    version: int

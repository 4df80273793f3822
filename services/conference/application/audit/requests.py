"""What an audit asks 監査の問い."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.conference.law.vocabulary import Basis
from services.conference.ledger.reading import BEHIND_ALL
from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque
from shared.paging import Paged
from shared.use_case import Request

MOST_AT_ONCE = 200


class Question(Request):
    """A question; that it was asked is on record.

    Attributes:
        municipality: whose ledger.
    """

    municipality: MunicipalityCode


class Backwards(Question):
    """A question whose answer comes in pages, latest first.

    Attributes:
        before: where the former page said to go on.
        limit: at most so many entries.
    """

    before: int | None = Field(default=None, ge=0, le=BEHIND_ALL)
    limit: int = Field(default=50, ge=1, le=MOST_AT_ONCE)


class AboutPerson(Backwards):
    """誰のことを: everything that was shared or refused about a person."""

    person_id: UUID


class AboutAgency(Question):
    """From whom an agency holds something."""

    agency_id: UUID


class ReceivedBy(Backwards):
    """What an agency was shown or told, of all holders or of one."""

    agency_id: UUID
    holder_id: UUID | None = None


class OpenedWhat(Backwards):
    """Who looked: into a packet, at a person, or what a worker looked at; exactly one of them."""

    packet_id: UUID | None = None
    person_id: UUID | None = None
    worker: Opaque | None = None


class UnderBasis(Backwards):
    """What rests on a basis; ``none`` is what was told or read without any."""

    basis: Basis | Literal["none"]


class UnderConsent(Backwards):
    """What rests on one answer."""

    consent_id: UUID


class InMatter(Backwards):
    """Everything in an agenda item, or an act of sharing outside a meeting."""

    matter_id: UUID


class RefusedWhat(Backwards):
    """Refusals: all, about a person, or to an agency; at most one of the two is given."""

    person_id: UUID | None = None
    agency_id: UUID | None = None


class Everything(Question):
    """A question about the whole ledger."""


class Unreviewed(Paged, Question):
    """Emergencies without review, the first due first; at most so many."""


class Between(Question):
    """Days, both included, of which to look for unusual reading.

    Attributes:
        first: the first day in Japan.
        last: the last one, at most 31 days later.
        many_in_an_hour: so many matters of one reader within an hour are unusual.
        many_in_a_day: so many within a day are.
        times_the_usual: so many times the reader's own average of the 90 days before are.
    """

    first: date
    last: date
    many_in_an_hour: int = Field(default=10, ge=2)
    many_in_a_day: int = Field(default=30, ge=2)
    times_the_usual: int = Field(default=3, ge=2)


class EntryNamed(Question):
    """One entry of the ledger."""

    entry_id: UUID


class Sizes(Question):
    """Two sizes of the ledger; without the later one, as it is now."""

    old_size: int = Field(ge=0, le=BEHIND_ALL)
    new_size: int | None = Field(default=None, ge=0, le=BEHIND_ALL)


class QuestionsAbout(Paged, Question):
    """Who asked the ledger about something, or about anything."""

    about: UUID | None = None


class WorkerDescription(Request):
    """A worker's family name, for noticing who reads about their own family (law rule 54)."""

    municipality: MunicipalityCode
    worker: Opaque
    surname: str = Field(min_length=1, max_length=30, repr=False)

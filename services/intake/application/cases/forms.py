"""What is asked for to be done with cases."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from services.intake.application.contacts.forms import ContactTold
from services.intake.application.persons.forms import PersonTold
from services.intake.domain.case import TransferBasis
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.identity import Opaque
from shared.use_case import LONGEST_TEXT, Request


class ComerTold(Request):
    """Somebody of the household that is received.

    Attributes:
        person_id: who they are, if they are known already; with ``details`` the id they are to
            have.
        details: of somebody who is not known yet.
        consent: 同意, what they said that day about sharing; code list ``consent_states``. Each
            person's is their own; ``None`` if it was not spoken of.
    """

    person_id: UUID | None = None
    details: PersonTold | None = Field(default=None, repr=False)
    consent: Code | None = None


class ReceiveCase(Request):
    """相談受付.

    Attributes:
        municipality: where.
        case_id: the id the case is to have; ``None`` for a new one.
        contact: the first contact; it concerns the first of the household.
        household: who comes, the main subject first; nobody for an anonymous caller.
        transferred_in_from: 転入元, the municipality that handed the case over, if one did.
    """

    municipality: MunicipalityCode
    case_id: UUID | None = None
    contact: ContactTold = Field(repr=False)
    household: tuple[ComerTold, ...] = Field(default=(), max_length=20, repr=False)
    transferred_in_from: MunicipalityCode | None = None


class OfCase(Request):
    """A change of a case.

    Attributes:
        case_id: the case.
        on: the day it happened (JST), which may lie before the day it is recorded.
        expected_version: version of the case that was looked at.
    """

    case_id: UUID
    on: date
    expected_version: int | None = None


class AssessCase(OfCase):
    """アセスメント.

    Attributes:
        summary: 見立て.
        factors: 課題; code list ``factors``.
        needs_conference: whether several agencies have to meet about it.
    """

    summary: str = Field(min_length=1, max_length=LONGEST_TEXT, repr=False)
    factors: tuple[Code, ...] = Field(default=(), max_length=30)
    needs_conference: bool = False


class TakeCharge(OfCase):
    """担当者の決定.

    Attributes:
        worker: the account of who is to be in charge; ``None`` for oneself.
        agency_id: for which agency they work; ``None`` for the own one.
    """

    worker: Opaque | None = None
    agency_id: UUID | None = None


class HandOverCase(OfCase):
    """引継ぎ.

    Attributes:
        worker: the account of who takes charge.
        agency_id: for which agency they work, which sees the case from then on; ``None`` for the
            own one.
        note: 引継ぎ事項, for whoever takes charge.
    """

    worker: Opaque
    agency_id: UUID | None = None
    note: str | None = Field(default=None, max_length=LONGEST_TEXT, repr=False)


class RestCase(OfCase):
    """中断, or 再開.

    Attributes:
        note: why.
    """

    note: str | None = Field(default=None, max_length=LONGEST_TEXT, repr=False)


class CloseCase(OfCase):
    """終結 (rule 50).

    Attributes:
        reason: 終結理由; code list ``closing_reasons``.
        evaluation: 評価.
    """

    reason: Code | None = None
    evaluation: str | None = Field(default=None, max_length=LONGEST_TEXT, repr=False)


class PersonOfCase(OfCase):
    """Somebody in a case."""

    person_id: UUID


class NoteConsent(PersonOfCase):
    """同意の聞き取り.

    Attributes:
        consent: code list ``consent_states``.
    """

    consent: Code


class LinkAnonymous(OfCase):
    """名寄せ of an anonymous case (rule 40).

    Attributes:
        linked_case_id: the case it belongs to.
        person_id: the person concerned, a person of that case.
        reason: why it is the same person.
    """

    linked_case_id: UUID
    person_id: UUID
    reason: str = Field(min_length=1, max_length=LONGEST_TEXT, repr=False)


class TransferCase(OfCase):
    """移管 to another municipality (rule 52).

    Attributes:
        to_municipality: 移管先.
        basis: what allows it.
        reason: why it is necessary.
    """

    to_municipality: MunicipalityCode
    basis: TransferBasis | None = None
    reason: str = Field(min_length=1, max_length=LONGEST_TEXT, repr=False)

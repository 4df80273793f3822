"""What is asked of contacts, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field

from services.intake.application.reception import ContactNote
from services.intake.domain.detail import Minutes
from services.intake.ledger.row import LONGEST_CONTENT
from shared.facts.fact import Age, Code, FreeCode
from shared.identity import Actor
from shared.use_case import Request


class ContactTold(Request):
    """One contact 相談対応, as the worker notes it; the receiving agency is the worker's own.

    Attributes:
        contact_id: the id it is to have; sending it twice records it once. ``None`` for a new one.
        on: 受付日, the day of the contact (JST).
        method: 方法; code list ``contact_methods``.
        consulter: 相談者; code list ``consulters``.
        content: 内容.
        age: of the person concerned on that day, where no date of birth is known.
        consent: 同意, as noted that day; code list ``consent_states``.
        place: 場所; code list ``contact_places``.
        route: 経路, the municipality's own word.
        outcome: 接触; code list ``contact_outcomes``.
        factors: 課題; code list ``factors``.
        joint_agencies: the other agencies of a joint visit; they see the case from then on, and
            not what is noted here.
        duration_minutes: 時間.
        source: whose words the content holds; code list ``source_kinds`` (rule 34).
        told_in_confidence: the informant asked that the person not be told (rule 35).
    """

    contact_id: UUID | None = None
    on: date
    method: Code
    consulter: Code
    content: str | None = Field(default=None, repr=False, max_length=LONGEST_CONTENT)
    age: Age | None = None
    consent: Code = "not_asked"
    place: Code | None = None
    route: FreeCode | None = None
    outcome: Code | None = None
    factors: tuple[Code, ...] = Field(default=(), max_length=30)
    joint_agencies: tuple[UUID, ...] = Field(default=(), max_length=20)
    duration_minutes: Minutes | None = None
    source: Code | None = None
    told_in_confidence: bool = False

    def note(self, actor: Actor, worker_id: UUID) -> ContactNote:
        """The contact as the counter takes it in.

        Args:
            actor: who notes it; their agency received.
            worker_id: who they are among the workers.
        """
        told = {name: getattr(self, name) for name in ContactTold.model_fields}
        contact_id, joint = told.pop("contact_id") or uuid4(), told.pop("joint_agencies")
        return ContactNote(
            **told,
            contact_id=contact_id,
            joint_agency_ids=joint,
            agency_id=UUID(actor.agency),
            worker_id=worker_id,
        )


class RecordContact(ContactTold):
    """A further contact in a case.

    Attributes:
        case_id: the case.
        person_id: whom it concerns; ``None`` if the household or nobody in particular.
        expected_version: version of the case that was looked at.
    """

    case_id: UUID
    person_id: UUID | None = None
    expected_version: int | None = None


class ContactsOfCase(Request):
    """Whose contacts."""

    case_id: UUID


class ContactNamed(Request):
    """Which contact of which case."""

    case_id: UUID
    contact_id: UUID


class ContactLine(BaseModel):
    """A contact of the own agency's, without what was said.

    Attributes:
        contact_id: which.
        on: the day.
        person_id: whom it concerned.
        method: code list ``contact_methods``.
        consulter: code list ``consulters``.
        place: code list ``contact_places``.
        outcome: code list ``contact_outcomes``.
        factors: code list ``factors``.
        duration_minutes: 時間.
        has_content: something was noted; see ``contacts.read``.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    contact_id: UUID
    on: date
    person_id: UUID | None
    method: Code
    consulter: Code
    place: Code | None
    outcome: Code | None
    factors: tuple[Code, ...]
    duration_minutes: int | None
    has_content: bool


class ContactRead(BaseModel):
    """What was said at a contact.

    Attributes:
        contact_id: which.
        content: 内容; empty if nothing was noted.
        source: whose words they are; code list ``source_kinds``.
        told_in_confidence: the informant asked that the person not be told.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    contact_id: UUID
    content: str = Field(repr=False)
    source: Code | None
    told_in_confidence: bool

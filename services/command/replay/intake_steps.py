"""What a journey does at intake's counter, in requests of one form with the other services'."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from pydantic import Field

from services.intake.application import ContactNote, IntakeApplication, PersonDetails
from shared.calendar import FuzzyDate
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.identity import Actor, Role
from shared.use_case import Request, use_case

_COUNTER: tuple[Role, ...] = ("counsellor",)


class RegisterPerson(Request):
    """Somebody becomes known at the counter."""

    municipality: MunicipalityCode
    name: str | None = Field(default=None, repr=False)
    address: str | None = Field(default=None, repr=False)
    phone: str | None = Field(default=None, repr=False)
    birth: str | None = Field(default=None, repr=False)
    gender: str = "unknown"


class Contact(Request):
    """One contact 相談対応."""

    on: date
    method: str
    consulter: str
    content: str | None = Field(default=None, repr=False)
    age: int | None = None
    consent: str = "not_asked"
    place: str | None = None
    route: str | None = None
    outcome: str | None = None
    factors: tuple[str, ...] = ()
    source: str | None = None
    told_in_confidence: bool = False

    def note(self) -> ContactNote:
        """The contact as intake takes it in."""
        told = {name: getattr(self, name) for name in Contact.model_fields}
        return ContactNote(contact_id=uuid4(), **told)


class Receive(Contact):
    """相談受付: a case is opened with its first contact."""

    municipality: MunicipalityCode
    persons: tuple[UUID, ...] = ()


class RecordContact(Contact):
    """A further contact of a case, with one of its persons or with the household."""

    case_id: UUID
    person_id: UUID | None = None


class NoteConsent(Request):
    """What a person said at the counter about sharing; each person's is their own."""

    case_id: UUID
    person_id: UUID
    consent: Code
    on: date


class Assess(Request):
    """アセスメント."""

    case_id: UUID
    summary: str = Field(repr=False)
    factors: tuple[Code, ...] = ()
    needs_conference: bool = False
    on: date


class CloseCase(Request):
    """終結."""

    case_id: UUID
    reason: Code | None = None
    evaluation: str | None = Field(default=None, repr=False)
    on: date


class AddPerson(Request):
    """A person of the household is taken into a case."""

    case_id: UUID
    person_id: UUID
    on: date


class IntakeSteps:
    """Intake's counter.

    Args:
        application: intake's use cases.
    """

    def __init__(self, application: IntakeApplication) -> None:
        self._application = application

    @use_case("intake.register-person", "対象者の登録", roles=_COUNTER)
    def register_person(self, actor: Actor, request: RegisterPerson) -> UUID:
        """Register somebody; see :class:`IntakeApplication`."""
        birth = FuzzyDate.parse(request.birth) if request.birth else None
        told = request.model_dump(exclude={"municipality", "birth"})
        details = PersonDetails(birth=birth, **told)
        return self._application.register_person(actor, request.municipality, details)

    @use_case("intake.receive", "相談受付", roles=_COUNTER)
    def receive(self, actor: Actor, request: Receive) -> UUID:
        """Open a case with its first contact."""
        return self._application.receive(
            actor, request.municipality, request.note(), request.persons
        )

    @use_case("intake.note-consent", "同意の聞き取り", roles=_COUNTER)
    def note_consent(self, actor: Actor, request: NoteConsent) -> None:
        """Note what a person said about sharing."""
        self._application.note_consent(
            actor, request.case_id, request.person_id, request.consent, request.on
        )

    @use_case("intake.assess", "アセスメント", roles=_COUNTER)
    def assess(self, actor: Actor, request: Assess) -> None:
        """Record what the worker makes of the situation."""
        self._application.assess(
            actor,
            request.case_id,
            request.summary,
            factors=request.factors,
            needs_conference=request.needs_conference,
            on=request.on,
        )

    @use_case("intake.close", "終結", roles=_COUNTER)
    def close(self, actor: Actor, request: CloseCase) -> None:
        """End a case for a reason and with an evaluation."""
        self._application.close(
            actor, request.case_id, request.reason, request.evaluation, request.on
        )

    @use_case("intake.record-contact", "相談対応の記録", roles=_COUNTER)
    def record_contact(self, actor: Actor, request: RecordContact) -> UUID:
        """Record a further contact."""
        return self._application.record_contact(
            actor, request.case_id, request.note(), request.person_id
        )

    @use_case("intake.add-person", "世帯員の追加", roles=_COUNTER)
    def add_person(self, actor: Actor, request: AddPerson) -> None:
        """Take a person of the household into a case."""
        self._application.add_person(actor, request.case_id, request.person_id, request.on)

    @use_case("intake.change-main-subject", "主たる対象者の変更", roles=_COUNTER)
    def change_main_subject(self, actor: Actor, request: AddPerson) -> None:
        """The case is now mainly about another person."""
        self._application.change_main_subject(actor, request.case_id, request.person_id, request.on)

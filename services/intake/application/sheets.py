"""相談票: reads what an agency itself noted in a case, piece by piece, for that agency alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from services.intake.application.persons.telling import told_by
from services.intake.application.profiles import PersonDetails, open_profile
from services.intake.application.reception import CONTENT
from services.intake.domain import case
from services.intake.domain.case import CASE
from services.intake.domain.holding import noted_for
from services.intake.domain.person import PersonAmended, PersonRegistered, Profile
from services.intake.domain.sheet import (
    ASSESSED,
    ASSESSMENT_CATEGORY,
    CONTACT_CATEGORY,
    PROFILE_FIELDS,
    PROMISED_SILENCE,
    Section,
    Sheet,
    category_of_factor,
    source_of_contact,
)
from shared.calendar import FuzzyDate
from shared.codes import FACTORS
from shared.identity import Actor
from shared.sealing import Erased, Sealed, Sealer
from shared.store import EventStore, Recorded
from shared.use_case import Request, use_case

SUMMARY = "intake.assessment.summary"


class SheetOfCase(Request):
    """The sheet of which case."""

    case_id: UUID


class Sheets:
    """Reads sheets.

    Args:
        store: events.
        sealer: the service's keys.
    """

    def __init__(self, store: EventStore, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    @use_case("cases.sheet", "相談票", roles=("counsellor", "secretariat"), kind="query")
    def sheet(self, actor: Actor, request: SheetOfCase) -> Sheet:
        """What the actor's own agency noted in a case; what another agency noted is not there.

        What belongs to somebody erased is left out.

        Raises:
            Refusal: ``case-not-found``, also when the agency noted nothing in it.
        """
        history = self._store.history(request.case_id)
        if not any(noted_for(one) == actor.agency for one in history):
            case.existing(None)
        return self.noted_by({actor.agency}, request.case_id)

    def noted_by(self, names: Collection[str], case_id: UUID) -> Sheet:
        """What an agency noted in a case.

        Args:
            names: under which it holds what it noted.
            case_id: the case.

        Raises:
            Refusal: ``case-not-found``.
        """
        history = self._store.history(case_id)
        found = case.existing(self._store.load(CASE, case_id).state)
        own = [one for one in history if noted_for(one) in names]
        everybody = tuple(sorted(found.persons))
        sections = [
            *(one for person in everybody for one in self._person(person, names)),
            *self._contacts(own, everybody),
            *_factors(own, everybody),
            *self._assessments(own, everybody),
        ]
        return Sheet(case_id, found.municipality, tuple(sections))

    def _person(self, person_id: UUID, names: Collection[str]) -> Iterator[Section]:
        """The fields of a profile that the agency told and that still stand."""
        history = self._store.history(person_id)
        profiles = [
            one.event for one in history if isinstance(one.event, PersonRegistered | PersonAmended)
        ]
        told = told_by(self._sealer, history, names)
        now = self._profile(profiles[-1])
        for name, (title, category) in PROFILE_FIELDS.items():
            value = getattr(now, name)
            if value is None or name not in told:
                continue
            yield Section(
                section_id=f"{person_id}.{name}",
                title=title,
                category=category,
                source_kind=None,
                subjects=(person_id,),
                text=value.label if isinstance(value, FuzzyDate) else value,
            )

    def _profile(self, profile: Profile) -> PersonDetails:
        try:
            return open_profile(self._sealer, profile)
        except Erased:
            return PersonDetails()

    def _contacts(self, own: Sequence[Recorded], everybody: tuple[UUID, ...]) -> Iterator[Section]:
        for recorded in own:
            contact = recorded.event
            if not isinstance(contact, case.ContactRecorded):
                continue
            subjects = (contact.person_id,) if contact.person_id else everybody
            text = self._opened(contact.content, CONTENT)
            if text is None or not subjects:
                continue
            yield Section(
                section_id=f"{contact.contact_id}.content",
                title=f"相談の内容（{contact.on.isoformat()}）",
                category=CONTACT_CATEGORY,
                source_kind=source_of_contact(contact.source, contact.consulter),
                subjects=subjects,
                text=text,
                flags=(PROMISED_SILENCE,) if contact.told_in_confidence else (),
            )

    def _assessments(
        self, own: Sequence[Recorded], everybody: tuple[UUID, ...]
    ) -> Iterator[Section]:
        for recorded in own:
            assessed = recorded.event
            if not isinstance(assessed, case.CaseAssessed):
                continue
            text = self._opened(assessed.summary, SUMMARY)
            if text is None or not everybody:
                continue
            yield Section(
                section_id=f"assessment-{recorded.originator_version}.summary",
                title=f"見立て（{assessed.on.isoformat()}）",
                category=ASSESSMENT_CATEGORY,
                source_kind=ASSESSED,
                subjects=everybody,
                text=text,
            )

    def _opened(self, sealed: Sealed | None, label: str) -> str | None:
        try:
            return self._sealer.open(sealed, label) if sealed else None
        except Erased:
            return None


def _factors(own: Sequence[Recorded], everybody: tuple[UUID, ...]) -> Iterator[Section]:
    """課題, each once for whom it was noted about; those of an assessment are the household's."""
    noted: dict[tuple[tuple[UUID, ...], str], None] = {}
    for recorded in own:
        match recorded.event:
            case case.ContactRecorded() as contact:
                subjects = (contact.person_id,) if contact.person_id else everybody
                noted |= {(subjects, code): None for code in contact.factors if subjects}
            case case.CaseAssessed() as assessed:
                noted |= {(everybody, code): None for code in assessed.factors if everybody}
    for subjects, code in noted:
        whom = "-".join(str(one) for one in subjects)
        yield Section(
            section_id=f"{whom}.factor-{code}",
            title="課題",
            category=category_of_factor(code),
            source_kind=ASSESSED,
            subjects=subjects,
            text=FACTORS.by_code(code).label,
        )

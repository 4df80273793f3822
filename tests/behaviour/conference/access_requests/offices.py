"""Three services on one folder, and a person of whom each of them knows something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from services.conference.application.access.replies import ReviewedPart
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemContributed,
    ItemCorrected,
)
from services.conference.domain.person import (
    BIRTH_LABEL,
    PERSON,
    PersonDescribed,
)
from services.conference.ledger import index, reading
from services.conference.ledger.entry import Entry
from services.intake.app import Intake
from services.intake.app import build as build_intake
from services.intake.application import ContactNote, PersonDetails
from services.intake.application.everything import Everything as IntakeEverything
from services.intake.domain import case
from services.placement.app import Placement
from services.placement.app import build as build_placement
from services.placement.application.employments import StartEmployment
from services.placement.application.referrals import OfferReferral, ReferralStep
from services.placement.everything import Everything as PlacementEverything
from shared.calendar import FuzzyDate
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.personal_records import EverythingAbout
from shared.sealing import seal_jointly
from shared.settings import Home
from tests.behaviour.casework import SUPPORTER, WORKER
from tests.behaviour.town import SECRETARIAT, Town, named
from tests.town_hall import told_to_placement

TODAY, NEXT_DOOR = date(2026, 6, 1), "011002"
OWN, SAID_BY_MOTHER, CONFIDED = (
    "窓口で話した架空のことカナリア1",
    "母の話カナリア2",
    "内緒カナリア3",
)
SUMMARY, ILLNESS, FIRST_WORDING = "見立てカナリア4", "病名カナリア5", "誤記カナリア6"
REPORT, NAME, TOGETHER = "通報カナリア7", "架空 開示郎", "母と二人のことカナリア8"
CANARIES = (OWN, SAID_BY_MOTHER, CONFIDED, SUMMARY, ILLNESS, FIRST_WORDING, REPORT, NAME, TOGETHER)


@dataclass
class Offices:
    """Three services on one folder, and a person about whom each of them knows something."""

    town: Town
    intake: Intake
    placement: Placement
    person: UUID = field(init=False)
    mother: UUID = field(init=False)
    case: UUID = field(init=False)

    def __post_init__(self) -> None:
        self._at_the_counter()
        self._at_work()
        self._at_the_meeting()

    def _at_the_counter(self) -> None:
        use = self.intake.application
        told = PersonDetails(name=NAME, birth=FuzzyDate.on(date(1985, 5, 20)), gender="male")
        self.person = use.register_person(WORKER, DEMO_MUNICIPALITY, told)
        parent = PersonDetails(name="架空 母子", gender="female")
        self.mother = use.register_person(WORKER, DEMO_MUNICIPALITY, parent)
        first = ContactNote(TODAY, "visit_office", "person", content=OWN, source="person_statement")
        self.case = use.receive(WORKER, DEMO_MUNICIPALITY, first, (self.person, self.mother))
        by_mother = ContactNote(
            TODAY, "phone", "mother", content=SAID_BY_MOTHER, source="family_statement"
        )
        secret = ContactNote(TODAY, "phone", "neighbour", content=CONFIDED, told_in_confidence=True)
        use.record_contact(WORKER, self.case, by_mother, self.person)
        use.record_contact(WORKER, self.case, secret, self.person)
        use.assess(WORKER, self.case, SUMMARY, factors=(), needs_conference=True, on=TODAY)
        use.assign_worker(WORKER, self.case, case.Worker(worker_id=uuid4()), TODAY)

    def _at_work(self) -> None:
        told_to_placement(self.placement.store)
        use = self.placement.application
        about = {"municipality": DEMO_MUNICIPALITY, "case_id": self.case, "on": TODAY}
        to = OfferReferral(person_id=self.person, destination="farm", **about)
        offered = use.referrals.offer(SUPPORTER, to)
        use.referrals.accept(SUPPORTER, ReferralStep(referral_id=offered, on=TODAY))
        household = OfferReferral(destination="welfare_office", **about)
        use.referrals.offer(SUPPORTER, household)
        job = StartEmployment(person_id=self.person, kind="non_regular", **about)
        use.employments.start(SUPPORTER, job)

    def _at_the_meeting(self) -> None:
        self.town.agency("city", "municipal_department", "public", internal=True)
        self.town.agency("clinic", "medical", "private")
        self.describe(self.person)
        self.town.consents("son", "clinic")
        self.item("illness", "clinic", FIRST_WORDING, self.person)
        corrected = self._wording(ILLNESS, self.person)
        self.town.given(ITEM, named("illness"), corrected)
        self.item("report", "city", REPORT, self.person, flags=("reporter_identity",))
        self.item("both", "city", TOGETHER, self.person, self.mother)

    def describe(self, person: UUID, birth: str = "1985-05-20", **told: Any) -> None:
        """Somebody is known to the conference."""
        sealed = self.town.sealer.seal(str(person), birth, BIRTH_LABEL)
        details = {"role": "person_concerned", "birth": sealed, **told}
        described = PersonDescribed(municipality=DEMO_MUNICIPALITY, **details)
        self.town.given(PERSON, person, described)

    def _wording(self, text: str, *subjects: UUID) -> ItemCorrected:
        keys = list(map(str, subjects))
        return ItemCorrected(
            municipality=DEMO_MUNICIPALITY,
            text=seal_jointly(self.town.sealer, keys, text, TEXT_LABEL),
            generalised=seal_jointly(self.town.sealer, keys, "ぼかし", GENERALISED_LABEL),
        )

    def item(self, name: str, holder: str, text: str, *subjects: UUID, **told: Any) -> None:
        """An agency recorded something."""
        keys = list(map(str, subjects))
        contributed = ItemContributed(
            municipality=DEMO_MUNICIPALITY,
            subjects=subjects,
            category="health",
            holder_id=named(holder),
            source_kind="observation",
            purpose="consultation",
            text=seal_jointly(self.town.sealer, keys, text, TEXT_LABEL),
            **told,
        )
        self.town.given(ITEM, named(name), contributed)

    def ask(self, use_case: str, **request: Any) -> Any:
        """The secretariat does something."""
        return self.town.offer(f"access.{use_case}", SECRETARIAT, **request)

    def receive(self, person: UUID, **but: Any) -> UUID:
        """A request for access comes in; the person's own unless said otherwise."""
        told = {
            "municipality": DEMO_MUNICIPALITY,
            "person_id": person,
            "requester": "self",
            "requester_id": person,
            "described": "私についての記録すべて",
            "identity": "運転免許証で確認",
            "received_on": TODAY,
        }
        access_id: UUID = self.ask("receive", **{**told, **but})
        return access_id

    def gather(self, access_id: UUID, person: UUID) -> None:
        """Every service tells what it holds."""
        asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=person)
        counter = IntakeEverything(self.intake.store, self.intake.sealer)
        records = counter.everything_about(SECRETARIAT, asked)
        told = {"access_id": access_id, "person_id": person}
        self.ask("collect", service="intake", records=records, **told)
        cases = tuple({one.case_id for one in records if one.case_id})
        work = PlacementEverything(self.placement.store, self.placement.sealer)
        asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=person, case_ids=cases)
        records = work.everything_about(SECRETARIAT, asked)
        self.ask("collect", service="placement", records=records, **told)
        self.ask("collect-own", access_id=access_id)

    def entries_about(self, person: UUID) -> list[Entry]:
        """The ledger's entries about somebody, in order."""
        found = reading.latest(
            self.town.conference.store.database, index.subject_key(person), None, 1_000
        )
        return [placed.entry for placed in reversed(found.entries)]


def at_work(folder: Path, *places: tuple[str, str]) -> Iterator[Offices]:
    """Three services at work on one folder, or on databases elsewhere."""
    town = Town(folder, places[0] if places else None)
    home = Home(folder)
    settings = [home.settings("intake"), home.settings("placement")]
    for i, place in enumerate(places[1:]):
        settings[i] = replace(settings[i], database_url=place[0], database_password=place[1])

    def clock() -> datetime:
        return town.now

    intake, placement = build_intake(settings[0], clock), build_placement(settings[1], clock)
    for service in (intake, placement):
        service.migrate()
    yield Offices(town, intake, placement)
    for service in (intake, placement, town.conference):
        service.close()


def withheld(*parts: ReviewedPart) -> list[dict[str, Any]]:
    """Every one of these is kept back for a third party's sake."""
    return [
        {"record_id": one.record_id, "disclosed": "withheld", "exemptions": ("third_party",)}
        for one in parts
    ]


def everything(offices: Offices) -> tuple[UUID, tuple[ReviewedPart, ...]]:
    """The person's own request with everything gathered."""
    access_id = offices.receive(offices.person)
    offices.gather(access_id, offices.person)
    return access_id, offices.ask("review", access_id=access_id)


def with_text(found: tuple[ReviewedPart, ...], text: str) -> ReviewedPart:
    """The one piece that says something."""
    (one,) = [part for part in found if text in part.text]
    return one

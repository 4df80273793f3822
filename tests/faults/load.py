"""Work that goes on while parts of the system die: seeded, fictional, through the applications."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from services.conference.app import Conference
from services.conference.application import ConferenceNote, PlanDraft
from services.conference.domain.conference import AgendaItem
from services.intake.app import Intake
from services.intake.application import ContactNote, PersonDetails
from services.intake.domain import case
from services.intake.domain.case import CASE
from services.placement.app import Placement
from services.placement.application.referrals import OfferReferral
from shared.calendar import FuzzyDate
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from tests.town_hall import SECRETARIAT, TOWN_HALL

COUNSELLOR = Actor(person="w-1", agency=str(TOWN_HALL), role="counsellor", purpose="consultation")
FIRST_DAY = date(2025, 4, 1)
METHODS = ("phone", "visit_office", "home_visit", "mail", "sns")
CONSULTERS = ("person", "mother", "father", "commissioner")
RESULTS = ("offered", "accepted", "declined", "completed", "failed")
JOBS = ("regular", "non_regular", "type_a", "type_b", "intermediate")


class Load:
    """A town at work; remembers what was accepted, which is what must arrive.

    Args:
        intake: receives, records contacts, notes what ledgers say of つなぎ and 就労.
        conference: holds 支援会議 and decides plans.
        placement: offers referrals of its own.
        seed: of everything that is chosen.

    Attributes:
        cases: every case with its person.
        contacts: ids that must be found in the figures; so ``employments`` and ``conferences``.
        own_referrals: those that placement offered itself, of which no source's log knows.
    """

    def __init__(
        self, intake: Intake, conference: Conference, placement: Placement, seed: int
    ) -> None:
        self.intake = intake
        self._conference = conference
        self._placement = placement
        self._random = random.Random(seed)  # noqa: S311 - work need not be secret
        self.cases: dict[UUID, UUID] = {}
        self._settled: list[UUID] = []
        self.contacts: set[str] = set()
        self.employments: set[str] = set()
        self.own_referrals: set[str] = set()
        self.conferences: set[str] = set()

    def work(self, steps: int) -> None:
        """Take a number of seeded steps; each is accepted, and on disk, when it returns."""
        choices: list[Callable[[], None]] = [
            *[self.receive] * 3, *[self._contact] * 8,
            *[self._referral] * 3, *[self._employment] * 3, *[self._confer] * 2, self._offer,
        ]  # fmt: skip
        for _ in range(steps):
            step = self._random.choice(choices) if self.cases else self.receive
            step()

    def have_arrived(self) -> None:
        """Say that the others know the cases so far, so that conferences may speak of them."""
        self._settled = list(self.cases)

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)

    def _day(self) -> date:
        return FIRST_DAY + timedelta(days=self._random.randint(30, 200))

    def _some_case(self) -> tuple[UUID, UUID]:
        return self._random.choice(list(self.cases.items()))

    def _note(self, on: date) -> ContactNote:
        note = ContactNote(
            on=on,
            method=self._random.choice(METHODS),
            consulter=self._random.choice(CONSULTERS),
            content="暮らしについて話を聞いた。",
            contact_id=self._id(),
        )
        self.contacts.add(str(note.contact_id))
        return note

    def close_and_reopen(self) -> UUID:
        """Two facts about the first case, one behind the other; return the case."""
        case_id, on = next(iter(self.cases)), date(2026, 1, 1)
        self.intake.application.close(COUNSELLOR, case_id, "goal_achieved", "落ち着いた。", on)
        self.intake.application.reopen(COUNSELLOR, case_id, None, on)
        return case_id

    def receive(self) -> None:
        """相談受付: a person, their case and its first contact."""
        born = FuzzyDate.on(date(1970 + self._random.randint(0, 35), 5, 6))
        person_id = self.intake.application.register_person(
            COUNSELLOR, DEMO_MUNICIPALITY, PersonDetails(name="架空 花", birth=born)
        )
        case_id = self.intake.application.receive(
            COUNSELLOR, DEMO_MUNICIPALITY, self._note(FIRST_DAY), (person_id,)
        )
        self.cases[case_id] = person_id

    def _contact(self) -> None:
        case_id, person_id = self._some_case()
        self.intake.application.record_contact(
            COUNSELLOR, case_id, self._note(self._day()), person_id
        )

    def _referral(self) -> None:
        case_id, person_id = self._some_case()
        referral = case.Referral(
            referral_id=self._id(),
            person_id=person_id,
            destination="social_welfare_council",
            result=self._random.choice(RESULTS),
        )
        with self.intake.store.transaction(COUNSELLOR, self.intake.application.clock()) as tx:
            stream = tx.load(CASE, case_id)
            tx.append(CASE, stream, *case.note_referral(stream.state, referral, on=self._day()))

    def _employment(self) -> None:
        case_id, person_id = self._some_case()
        started = self._day()
        ended = started + timedelta(days=30) if self._random.random() < 0.3 else None
        job = case.Employment(
            employment_id=self._id(),
            person_id=person_id,
            kind=self._random.choice(JOBS),
            started_on=started,
            ended_on=ended,
        )
        with self.intake.store.transaction(COUNSELLOR, self.intake.application.clock()) as tx:
            stream = tx.load(CASE, case_id)
            tx.append(CASE, stream, *case.note_employment(stream.state, job, on=started))
        self.employments.add(str(job.employment_id))

    def _offer(self) -> None:
        if not self._settled:
            return
        case_id, person_id = self._some_case()
        to = OfferReferral(
            municipality=DEMO_MUNICIPALITY,
            case_id=case_id,
            person_id=person_id,
            destination="居場所",
            on=self._day(),
        )
        referral_id = self._placement.application.referrals.offer(COUNSELLOR, to)
        self.own_referrals.add(str(referral_id))

    def _confer(self) -> None:
        if not self._settled:
            return
        about = self._random.sample(self._settled, min(2, len(self._settled)))
        held_on = self._day()
        conference_id = self._conference.application.meetings.hold_conference(
            SECRETARIAT,
            ConferenceNote(
                municipality=DEMO_MUNICIPALITY,
                convened_by="municipality",
                held_on=held_on,
                agenda=tuple(
                    AgendaItem(
                        case_id=case_id,
                        legal_mode="juso_kaigi",
                        with_consent=True,
                        purpose="plan_formation",
                    )
                    for case_id in about
                ),
            ),
        )
        self.conferences.add(str(conference_id))
        self._conference.application.plans.decide_plan(
            SECRETARIAT,
            about[0],
            conference_id,
            PlanDraft(
                "意向", (("目標", date(2026, 3, 31)),), "支援", ((UUID(int=1), "役割"),), "方策"
            ),
            by="municipality",
            decided_on=held_on,
            consented_on=held_on,
            next_review=held_on + timedelta(days=90),
        )

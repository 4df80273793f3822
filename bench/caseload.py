"""A fictional caseload for measuring: named persons, open cases, contacts with sealed contents."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from services.intake.app import Intake
from services.intake.app import build as build_intake
from services.intake.application.profiles import PersonDetails
from services.intake.application.reception import CONTENT, ContactNote
from services.intake.domain import case
from services.intake.domain.case import CASE
from shared.calendar import FuzzyDate, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from shared.sealing import key_encryption_key
from shared.settings import Home, Settings

WORKER = Actor(person="bench-worker", agency="bench-city", role="counsellor", purpose="bench")
TEXT = (
    "電話で近況を伺った。昼夜が逆転しているが、週に一度は買い物に出ている。次は居場所を案内する。"
)
EVENTS_PER_COMMIT = 100

_METHODS = ("phone", "visit_office", "home_visit", "mail")
_CONSULTERS = ("person", "mother", "father")


@dataclass(frozen=True, slots=True)
class Household:
    """An open case with its one person."""

    case_id: UUID
    person_id: UUID


def open_intake(settings: Settings) -> Intake:
    """An intake service with its tables and keys."""
    settings.kek_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not settings.kek_file.exists():
        key_encryption_key.generate(settings.kek_file)
    intake = build_intake(settings, system_clock)
    intake.migrate()
    return intake


def intake_in(folder: Path) -> Intake:
    """An intake service on SQLite files in a folder of its own."""
    return open_intake(Home(folder).settings("intake"))


def open_households(
    intake: Intake, count: int, seed: int, actor: Actor = WORKER
) -> list[Household]:
    """Register persons and open a case for each; ``actor``'s agency has them from then on."""
    chance = random.Random(seed)  # noqa: S311 - a made-up caseload needs no secrecy
    households = []
    for number in range(count):
        details = PersonDetails(
            number=f"P-{number:05}",
            name="架空 太郎",
            kana="カクウ タロウ",
            address=f"つなぎ市架空町{number}番地",
            phone="000-0000-0000",
            birth=FuzzyDate.from_edtf(f"{chance.randint(1950, 2008)}-04-01"),
            gender=chance.choice(("male", "female")),
        )
        person_id = intake.application.register_person(actor, DEMO_MUNICIPALITY, details)
        note = next(notes(seed + number))
        case_id = intake.application.receive(actor, DEMO_MUNICIPALITY, note, (person_id,))
        households.append(Household(case_id, person_id))
    return households


def notes(seed: int) -> Iterator[ContactNote]:
    """Contacts of the last two years, without end."""
    chance = random.Random(seed)  # noqa: S311
    today = system_clock().date() - timedelta(days=1)
    while True:
        yield ContactNote(
            on=today - timedelta(days=chance.randint(0, 700)),
            method=chance.choice(_METHODS),
            consulter=chance.choice(_CONSULTERS),
            content=TEXT,
            duration_minutes=chance.choice((15, 30, 60)),
        )


def record(intake: Intake, household: Household, note: ContactNote) -> None:
    """One command at the counter: sealed, judged, projected and on disk."""
    intake.application.record_contact(WORKER, household.case_id, note, household.person_id)


def record_together(
    intake: Intake,
    households: Sequence[Household],
    contacts: Sequence[ContactNote],
    actor: Actor = WORKER,
) -> None:
    """Many contacts in one commit, as an import does it."""
    today = intake.application.today
    with intake.store.transaction(actor, intake.application.clock()) as tx:
        for household, note in zip(households, contacts, strict=True):
            stream = tx.load(CASE, household.case_id)
            contact = case.Contact(
                contact_id=note.contact_id,
                on=note.on,
                person_id=household.person_id,
                age=_age(note.on),
                gender="unknown",
                method=note.method,
                consulter=note.consulter,
                consent=note.consent,
                content=intake.sealer.seal(str(household.person_id), note.content or "", CONTENT),
            )
            events = case.record_contact(stream.state, contact, today=today, born=None)
            tx.append(CASE, stream, *events)


def _age(on: date) -> int:
    return 20 + on.toordinal() % 40


def fill(
    intake: Intake,
    households: Sequence[Household],
    contacts: int,
    seed: int,
    actor: Actor = WORKER,
) -> None:
    """Record so many contacts, 100 in each commit."""
    told = notes(seed)
    for first in range(0, contacts, EVENTS_PER_COMMIT):
        size = min(EVENTS_PER_COMMIT, contacts - first)
        chosen = [households[(first + index) % len(households)] for index in range(size)]
        record_together(intake, chosen, [next(told) for _ in chosen], actor)

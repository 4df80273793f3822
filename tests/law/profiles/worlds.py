"""Small worlds decided under the rule of one of the fourteen municipalities."""

from __future__ import annotations

from datetime import datetime

from services.conference.law.decide import decide
from services.conference.law.decision import Decision
from services.conference.profiles import ProfileFile, load_profile
from shared.calendar import JST
from tests.law.records import scope, with_consent, with_determination
from tests.law.worlds import (
    Document,
    casework_world,
    conference_world,
    read,
    with_agency,
    with_conference,
    with_item,
    with_member,
)

MUNICIPALITIES = range(1, 15)
LAST_OF_MARCH = datetime(2025, 3, 31, 23, 59, 59, 999_999, tzinfo=JST)
FIRST_OF_APRIL = datetime(2025, 4, 1, tzinfo=JST)


def rule_of(number: int) -> ProfileFile:
    """The file of one municipality."""
    return load_profile(f"municipality-{number:02d}")


def decided(number: int, world: Document, recipient: str = "npo") -> Decision:
    """What one recipient sees of the note where this municipality's rule holds."""
    asked = read(world | {"recipients": [recipient]})
    return decide(asked.model_copy(update={"profile": rule_of(number).profile}))[0]


def public_note(purpose: str = "consultation", at: datetime | None = None) -> Document:
    """Sharing outside any meeting of a note about the son that the city itself holds."""
    world = casework_world(at) if at else casework_world()
    return with_conference(with_item(world, holder="city"), purpose=purpose)


def inside(mode: str, at: datetime | None = None) -> Document:
    """A statutory conference in order, at which a department of the municipality sits too."""
    world = conference_world(mode, at) if at else conference_world(mode)
    return with_member(world, "welfare")


def consented(
    world: Document, recipient: str = "npo", subject: str = "son", **fields: object
) -> Document:
    """The world in which the son agreed in writing to this recipient."""
    return with_consent(world, subject, scope=scope(world, recipients=[recipient]), **fields)


def family_consented(world: Document, recipient: str = "npo", **fields: object) -> Document:
    """The world in which the mother agreed in the son's place."""
    answer: Document = {"given_by": "mother", "capacity": "family_wish"} | fields
    return consented(world, recipient, **answer)


def in_the_sons_interest(world: Document, recipient: str = "npo", **fields: object) -> Document:
    """The world in which the holder found it clearly in the son's interest, and wrote down why."""
    return with_determination(world, "best_interest", recipients=[recipient], **fields)


def sworn(world: Document, agency: str = "welfare") -> Document:
    """The world in which an agency undertook secrecy in writing."""
    return with_agency(world, agency, secrecy_undertaking_at="2024-01-10T09:00:00+09:00")

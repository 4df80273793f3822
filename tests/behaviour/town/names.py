"""Who and what there is in the town, by name."""

from __future__ import annotations

from uuid import UUID, uuid5

from shared.identity import Actor, Role

_TOWN = UUID("0b7a5b0e-93b5-4d6f-8f0e-6a1c1d1f7a11")


def named(name: str) -> UUID:
    """The id of something in the town by its name."""
    return uuid5(_TOWN, name)


def worker(agency: str, role: Role = "member", name: str = "") -> Actor:
    """Somebody who acts for an agency."""
    person = f"w-{agency}{name}"
    return Actor(person=person, agency=str(named(agency)), role=role, purpose="conference")


SECRETARIAT = worker("city", "secretariat")
AUDITOR = worker("city", "auditor", "-audit")

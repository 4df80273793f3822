"""Promise C3: what is done and what the ledger says of it are one commit, in every use case."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.conference.application.access.replies import ReviewedPart
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.sharing import CASE, COUNSELLOR, MATTER, built_for, prepared, tell
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.refusals import refused

NPO, CLINIC = worker("npo"), worker("clinic")
HEAD = worker("city", "secretariat", "-head")


def packet(town: Town) -> Any:
    """The npo's packet of the meeting."""
    return {"packet_id": built_for(town, "npo")}


def emergency(town: Town) -> UUID:
    """The npo asserted that the clinic has to know at once."""
    asserted = town.offer(
        "emergencies.assert",
        NPO,
        danger="life",
        consent_hard_to_obtain=True,
        reason="架空の理由",
        responders=(named("clinic"),),
        subjects=(named("son"),),
        categories=("health",),
    )
    return UUID(str(asserted))


def access(town: Town) -> UUID:
    """The son asked for everything about himself."""
    received = town.offer(
        "access.receive",
        SECRETARIAT,
        municipality=DEMO_MUNICIPALITY,
        person_id=named("son"),
        requester="self",
        requester_id=named("son"),
        described="私についての記録すべて",
        identity="面識あり",
        received_on=town.now.date(),
    )
    return UUID(str(received))


def gathered(town: Town) -> UUID:
    """Every service told what it holds: the conference its record, the others that it is none."""
    access_id = access(town)
    for service in ("intake", "placement"):
        told = {"service": service, "person_id": named("son"), "records": ()}
        town.offer("access.collect", SECRETARIAT, access_id=access_id, **told)
    town.offer("access.collect-own", SECRETARIAT, access_id=access_id)
    return access_id


def decision(town: Town, access_id: UUID) -> dict[str, Any]:
    """What concerns others is kept back."""
    found: tuple[ReviewedPart, ...] = town.offer("access.review", SECRETARIAT, access_id=access_id)
    kept = {"disclosed": "withheld", "exemptions": ("third_party",)}
    parts = tuple({"record_id": one.record_id, **kept} for one in found if one.marks)
    return {"access_id": access_id, "outcome": "partial", "reason": "審査した", "parts": parts}


def decided(town: Town) -> UUID:
    """The request was answered in part."""
    access_id = gathered(town)
    town.offer("access.decide", SECRETARIAT, **decision(town, access_id))
    return access_id


Act = Callable[[], object]
"""Something that somebody is about to do."""


def offering(town: Town, use_case: str, by: Any, **request: Any) -> Act:
    """Somebody is about to call a use case."""
    return lambda: town.offer(use_case, by, **request)


ACTS: dict[str, Callable[[Town], Act]] = {
    "packets are built": lambda town: offering(town, "packets.build", SECRETARIAT, **MATTER),
    "a packet is opened": lambda town: offering(town, "packets.open", NPO, **packet(town)),
    "a packet is printed": lambda town: offering(town, "packets.print", NPO, **packet(town)),
    "a packet is refused": lambda town: offering(
        town, "packets.open", worker("npo", name="-2"), **packet(town)
    ),
    "a referral is prepared": lambda town: lambda: prepared(town, "npo"),
    "a word is told": lambda town: lambda: tell(town),
    "a record is read": lambda town: offering(
        town,
        "sharing.read-record",
        COUNSELLOR,
        purpose="consultation",
        categories=("consultation",),
        read_at=town.now,
        **CASE,
    ),
    "an own item is opened": lambda town: offering(
        town, "items.show", CLINIC, item_id=named("illness")
    ),
    "what is known of somebody is looked up": lambda town: offering(
        town, "persons.show", SECRETARIAT, person_id=named("son")
    ),
    "what was told is written down": lambda town: offering(
        town,
        "items.receive",
        SECRETARIAT,
        holder_id=named("clinic"),
        request_id=named("matter-clinic-request"),
        subjects=(named("son"),),
        category="health",
        source_kind="observation",
        text="架空の口頭の内容",
        purpose="consultation",
        **MATTER,
    ),
    "an emergency is reviewed": lambda town: offering(
        town,
        "emergencies.review",
        HEAD,
        emergency_id=emergency(town),
        justified=True,
        note="架空の所見",
    ),
    "another service's records are gathered": lambda town: offering(
        town,
        "access.collect",
        SECRETARIAT,
        access_id=access(town),
        service="intake",
        person_id=named("son"),
        records=(),
    ),
    "one's own records are gathered": lambda town: offering(
        town, "access.collect-own", SECRETARIAT, access_id=access(town)
    ),
    "a request for access is read": lambda town: offering(
        town, "access.read", SECRETARIAT, access_id=access(town)
    ),
    "what was gathered is reviewed": lambda town: offering(
        town, "access.review", SECRETARIAT, access_id=gathered(town)
    ),
    "access is decided": lambda town: offering(
        town, "access.decide", SECRETARIAT, **decision(town, gathered(town))
    ),
    "access is given": lambda town: offering(
        town, "access.deliver", SECRETARIAT, access_id=decided(town)
    ),
}
"""Whatever shares, refuses or looks, by what happens; each with what has to go before it."""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with a meeting whose ledger has entries."""
    town = town_with_a_meeting(tmp_path / "home")
    town.offer("packets.build", SECRETARIAT, **MATTER)
    return town


@pytest.mark.rule(53)
@pytest.mark.parametrize("happens", ACTS)
def test_where_the_ledger_takes_no_entry_nothing_is_done(town: Town, happens: str) -> None:
    """Given a ledger that is not what was signed, then the act is refused and leaves no event."""
    act = ACTS[happens](town)
    with town.conference.store.database.exclusive() as unit:
        unit.execute("UPDATE disclosures_entries SET checkpoint = NULL")
    before = town.conference.store.position()

    with refused("log-damaged"):
        act()

    assert town.conference.store.position() == before

"""A world put on record and read back means what it meant, and shows nobody more than it grants."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from services.conference.app import Conference
from services.conference.docket import (
    AsRecordedBy,
    Docket,
    Now,
    Record,
    agenda_sitting,
    casework_sitting,
    lay,
    open_docket,
    written_down,
)
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    municipality_id,
)
from services.conference.law.decide import decide
from services.conference.law.reading import read_world
from tests.behaviour.conference_service import open_conference
from tests.properties.law_worlds import named
from tests.properties.recorded_worlds import RECORDER, Recording, recordable

WORLDS = 300


class Instant:
    """A clock that stands where it is put."""

    at = datetime(2026, 6, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Where it stands."""
        return self.at


@pytest.fixture
def clock() -> Instant:
    """A clock to be put at the instant of each world."""
    return Instant()


@pytest.fixture
def service(tmp_path: Path, clock: Instant) -> Conference:
    """A conference service with an empty record."""
    return open_conference(tmp_path / "home", clock)


def docket_of(record: Record, service: Conference, recording: Recording) -> Docket:
    """Read the docket of a recorded world."""
    world = recording.world
    casework = world.conference.legal_mode == "casework"
    sitting = (
        casework_sitting(record, recording.agenda_id)
        if casework
        else agenda_sitting(record, recording.conference_id, recording.agenda_id)
    )
    return open_docket(
        record,
        service.sealer,
        sitting,
        items=lay(record, [recording.id(one.id) for one in world.items]),
        recipients=[recording.id(one) for one in world.recipients],
        at=world.at,
    )


def meanings(docket: Docket) -> list[tuple[object, ...]]:
    """What was decided from the record, cell by cell."""
    return [
        (one.item, one.recipient, one.effect, one.basis, one.rules, one.obligations)
        for one in docket.decisions
    ]


def test_a_recorded_world_is_decided_as_the_world(service: Conference, clock: Instant) -> None:
    """Given any world put on record, then its docket is decided like the world itself."""
    for number in range(WORLDS):
        recording = Recording(service, f"docket-{number}", recordable(named(f"docket-{number}")))
        clock.at = recording.world.at
        recording.record()
        with service.store.transaction(RECORDER, clock.at) as tx:
            docket = docket_of(Now(tx), service, recording)

        expected = [
            (
                str(recording.id(one.item)),
                str(recording.id(one.recipient)),
                one.effect,
                one.basis,
                one.rules,
                one.obligations,
            )
            for one in decide(recording.world)
        ]
        assert meanings(docket) == expected, f"docket-{number}"


def test_a_docket_is_a_valid_world(service: Conference, clock: Instant) -> None:
    """Given any recorded world, then its docket can be written down and read as a world."""
    for number in range(100):
        name = f"valid-{number}"
        recording = Recording(service, name, recordable(named(name)))
        clock.at = recording.world.at
        recording.record()
        with service.store.transaction(RECORDER, clock.at) as tx:
            docket = docket_of(Now(tx), service, recording)
            document = written_down(Now(tx), service.sealer, docket)

        assert decide(read_world(json.dumps(document))) == docket.decisions, name


def test_the_record_of_then_is_what_it_was(service: Conference, clock: Instant) -> None:
    """Given a world recorded at its instant, when more is recorded, then that instant is as it was.

    What is recorded later stops 重層 and the municipality's own rule, which changes what holds now.
    """
    changed = 0
    for number in range(40):
        name = f"then-{number}"
        recording = Recording(service, name, recordable(named(name)))
        clock.at = recording.world.at
        recording.record()
        with service.store.transaction(RECORDER, clock.at) as tx:
            now = meanings(docket_of(Now(tx), service, recording))
        stopped = MunicipalityDescribed(
            municipality=recording.municipality, runs_juso=(), welfare_office=False
        )
        clock.at += timedelta(minutes=1)
        with service.store.transaction(RECORDER, clock.at) as tx:
            stream = tx.load(MUNICIPALITY, municipality_id(recording.municipality))
            tx.append(MUNICIPALITY, stream, stopped)
            changed += meanings(docket_of(Now(tx), service, recording)) != now

        then = docket_of(AsRecordedBy(service.store, recording.world.at), service, recording)

        assert meanings(then) == now, name
    assert changed > 0

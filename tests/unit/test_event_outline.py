"""An outline is the event itself, but for what is sealed in it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from services.command.wiring import build
from shared.calendar import system_clock
from shared.sealing import Sealed
from shared.settings import Home
from shared.store.outline import OutlineMapper
from shared.store.recorded import EventMapper
from tests.behaviour.golden_logs import SOURCES, golden_events

STREAM = UUID(int=7, version=4)
KINDS = [
    pytest.param(source, topic, state, id=f"{topic}-{number}")
    for source in SOURCES
    for number, (topic, state) in enumerate(golden_events(source))
]


@pytest.mark.parametrize(("source", "topic", "state"), KINDS)
def test_an_outline_has_the_class_the_instant_and_every_field_that_is_not_sealed(
    source: str, topic: str, state: bytes
) -> None:
    """Of every version of every event that other services may hear of."""
    assert topic.startswith(source)
    whole = EventMapper().to_domain_event(StoredEvent(STREAM, 1, topic, state))
    outline = OutlineMapper().outline(STREAM.hex, 1, topic, state)

    assert type(outline.event) is type(whole.event)
    assert outline.originator_id == whole.originator_id
    assert outline.metadata.recorded_at == whole.metadata.recorded_at
    for name in type(whole.event).model_fields:
        value = getattr(whole.event, name)
        if not isinstance(value, Sealed):
            assert getattr(outline.event, name) == value


def test_the_fact_made_of_an_outline_is_the_fact_made_of_the_event(tmp_path: Path) -> None:
    """For every kind of event, also for those that stay inside."""
    told = 0
    for source in SOURCES:
        service = build(Home(tmp_path).settings(source), system_clock)
        for topic, state in golden_events(source):
            whole = EventMapper().to_domain_event(StoredEvent(STREAM, 1, topic, state))
            outline = OutlineMapper().outline(STREAM.hex, 1, topic, state)
            fact = service.publish(whole)
            assert service.publish(outline) == fact
            told += fact is not None
        service.close()
    assert told > 30


def test_an_outline_shows_no_ciphertext() -> None:
    """What is left as it lies on disk is not shown when the event is."""
    sealed = [
        (topic, state)
        for topic, state in golden_events("intake")
        if topic == "intake.ContactRecorded"
    ]
    [(topic, state)] = sealed
    outline = OutlineMapper().outline(STREAM.hex, 1, topic, state)
    assert "s1." in state.decode()
    assert "s1." not in repr(outline.event)

"""What was ever written can be read for ever: a file per version of every event and fact.

A golden file is written once, by ``pytest tests/contracts --write-golden``, and never again: when
a payload changes, the version goes up, an upcast is added, and a new file joins the old one.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

import services
from shared.calendar import JST
from shared.facts import catalogue
from shared.facts.envelope import Received, headers_of, open_envelope, subject_of
from shared.facts.fact import Fact
from shared.identity import Metadata, service_actor
from shared.store.event import Event, registered_events
from shared.store.recorded import EventMapper, Recorded
from tests.contracts.examples import example_of

GOLDEN = Path(__file__).parent / "golden"
SERVICES = ("intake", "conference", "placement", "stats")

for module in pkgutil.walk_packages(services.__path__, "services."):
    if ".domain" in module.name:
        importlib.import_module(module.name)

EVENTS = {
    topic: event for topic, event in registered_events().items() if topic.split(".")[0] in SERVICES
}
FACTS = catalogue()


def recorded(event: Event) -> Recorded:
    """An event at a fixed place, by a fixed actor, at a fixed instant."""
    at = datetime(2024, 4, 1, 12, tzinfo=JST)
    return Recorded(UUID(int=9), 1, event, Metadata(actor=service_actor("t", "t"), recorded_at=at))


def golden_event(topic: str, version: int) -> Path:
    """Where the stored form of one version of an event lies."""
    return GOLDEN / "events" / f"{topic}.v{version}.json"


def golden_fact(fact: type[Fact]) -> Path:
    """Where the body of one version of a fact lies."""
    return GOLDEN / "facts" / f"{fact.SERVICE}.{fact.NAME}.v{fact.VERSION}.json"


def test_there_are_events_and_facts_to_check() -> None:
    """The walk over the services found their domains."""
    assert {topic.split(".")[0] for topic in EVENTS} == set(SERVICES)
    assert {service for service, _, _ in FACTS} == set(SERVICES)


@pytest.mark.parametrize("topic", sorted(EVENTS))
def test_every_version_of_an_event_that_was_ever_written_can_be_read(
    topic: str, *, write_golden: bool
) -> None:
    """Old payloads revive to today's event; the current one is written back byte for byte."""
    event = EVENTS[topic]
    current = golden_event(topic, event.VERSION)
    mapper = EventMapper()
    if write_golden and not current.exists():
        current.parent.mkdir(parents=True, exist_ok=True)
        example = example_of(event)
        assert isinstance(example, Event)
        current.write_bytes(mapper.to_stored_event(recorded(example)).state + b"\n")

    for version in range(1, event.VERSION + 1):
        path = golden_event(topic, version)
        assert path.exists(), f"{path.name} is missing: pytest tests/contracts --write-golden"
        state = path.read_bytes().rstrip(b"\n")
        revived = mapper.to_domain_event(StoredEvent(UUID(int=9), 1, topic, state))
        assert type(revived.event) is event
        if version == event.VERSION:
            assert mapper.to_stored_event(revived).state == state


@pytest.mark.parametrize("key", sorted(FACTS), ids=lambda key: ".".join(map(str, key)))
def test_every_fact_has_its_body_on_record(
    key: tuple[str, str, int], *, write_golden: bool
) -> None:
    """The body of every version of a fact is understood, and written byte for byte the same."""
    fact = FACTS[key]  # type: ignore[index]
    path = golden_fact(fact)
    if write_golden and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example_of(fact).model_dump_json() + "\n")

    assert path.exists(), f"{path.name} is missing: pytest tests/contracts --write-golden"
    text = path.read_text().rstrip("\n")
    assert fact.model_validate_json(text).model_dump_json() == text


@pytest.mark.parametrize("path", sorted((GOLDEN / "facts").glob("*.json")), ids=lambda p: p.stem)
def test_every_fact_that_was_ever_published_can_be_read(path: Path) -> None:
    """A message of yesterday, with the type it bore then, is still read (and still so typed)."""
    headers = {
        "ce-type": f"tsunagu.{path.stem}",
        "ce-subject": "00000000-0000-0000-0000-000000000001",
        "ce-time": "2024-04-01T12:00:00+09:00",
        "ce-sequence": "7",
        "ce-previous": "3",
    }
    received = open_envelope(headers, path.read_bytes())

    assert (received.id, received.previous) == (7, 3)
    assert headers_of(received)["ce-type"] == headers["ce-type"]


def test_the_envelope_of_a_fact_is_what_it_was() -> None:
    """Names and forms of the CloudEvents attributes are part of the contract, to the letter."""
    fact = FACTS["intake", "consultation-received", 1].model_validate_json(
        (GOLDEN / "facts" / "intake.consultation-received.v1.json").read_bytes()
    )
    received = Received(7, 3, datetime(2024, 4, 1, 12, tzinfo=JST), fact)

    assert subject_of(fact) == "tsunagu.990019.intake.consultation-received"
    assert headers_of(received) == {
        "ce-specversion": "1.0",
        "ce-id": "intake:7",
        "ce-source": "/tsunagu/990019/intake",
        "ce-type": "tsunagu.intake.consultation-received.v1",
        "ce-subject": fact.subject_id,
        "ce-time": "2024-04-01T12:00:00+09:00",
        "ce-datacontenttype": "application/json",
        "ce-sequence": "7",
        "ce-previous": "3",
        "Nats-Msg-Id": "intake:7",
    }


def test_no_golden_file_is_left_without_an_owner() -> None:
    """A topic that was stored once is never given up: its class stays registered."""
    for path in (GOLDEN / "events").glob("*.json"):
        topic, _, version = path.stem.rpartition(".v")
        assert topic in EVENTS
        assert int(version) <= EVENTS[topic].VERSION


def test_no_published_fact_can_hold_a_sealed_value() -> None:
    """No schema of a fact has a confidential field (promise C2)."""
    for fact in FACTS.values():
        assert "tsunagu-sealed" not in json.dumps(fact.model_json_schema())

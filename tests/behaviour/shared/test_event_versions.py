"""What an older program stored is read by today's; what a newer one stored is refused."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

import pytest
from eventsourcing.persistence import StoredEvent

from shared.refusal import Refusal
from shared.store import Aggregate, Event, EventStore, recorded_as
from shared.store.database import Database
from shared.store.event import Upcast

CALL = UUID(int=5)
METADATA = (
    '{"actor":{"person":"w-1","agency":"a-1","role":"counsellor","purpose":"consultation"},'
    '"recorded_at":"2026-11-01T12:00:00+09:00","correlation":null,"causation":null}'
)


@recorded_as("sample.CallTaken", version=3)
class CallTaken(Event):
    """A call: the first form had minutes, the second seconds, this one also says who called."""

    UPCASTS: ClassVar[dict[int, Upcast]] = {
        1: lambda old: {"municipality": old["municipality"], "seconds": old["minutes"] * 60},
        2: lambda old: old | {"caller": "unknown"},
    }

    seconds: int
    caller: str


def last_call(_: CallTaken | None, event: Event) -> CallTaken:
    """The state is the last event itself."""
    assert isinstance(event, CallTaken)
    return event


CALLS: Aggregate[CallTaken] = Aggregate("call", last_call)


@pytest.fixture
def store(database: Database) -> EventStore:
    """A migrated store."""
    opened = EventStore("intake", database)
    opened.migrate()
    return opened


def store_raw(store: EventStore, topic: str, version: int, payload: str) -> None:
    """Write an event as another version of the program did."""
    state = f'{{"v":{version},"m":{METADATA},"d":{payload}}}'
    with store.database.exclusive() as unit:
        unit.insert_events([StoredEvent(CALL, 1, topic, state.encode())])


@pytest.mark.parametrize(
    ("version", "payload", "caller"),
    [
        (1, '{"municipality":"271403","minutes":2}', "unknown"),
        (2, '{"municipality":"271403","seconds":120}', "unknown"),
        (3, '{"municipality":"271403","seconds":120,"caller":"family"}', "family"),
    ],
)
def test_every_version_is_read_as_the_event_of_today(
    store: EventStore, version: int, payload: str, caller: str
) -> None:
    """The upcasts run one after the other, from the stored version to the current one."""
    store_raw(store, "sample.CallTaken", version, payload)

    expected = CallTaken(municipality="271403", seconds=120, caller=caller)
    assert store.load(CALLS, CALL).state == expected
    assert store.log(0, 1)[0].recorded.event == expected


@pytest.mark.parametrize(
    ("topic", "version", "code"),
    [
        ("sample.CallTaken", 4, "unknown-event-version"),
        ("sample.NeverHeardOf", 1, "unknown-event-topic"),
    ],
)
def test_what_a_newer_program_stored_is_refused_with_what_to_do(
    store: EventStore, topic: str, version: int, code: str
) -> None:
    """Reading half of a history would be worse than reading none of it."""
    store_raw(store, topic, version, "{}")

    for read in (lambda: store.load(CALLS, CALL), lambda: store.log(0, 1)):
        with pytest.raises(Refusal) as refused:
            read()
        assert refused.value.code == code
        assert "プログラム" in refused.value.remedy


def test_an_event_that_lacks_an_upcast_cannot_be_registered() -> None:
    """Raising the version without saying how to read the former one fails at once."""
    with pytest.raises(ValueError, match="lacks upcasts"):

        @recorded_as("sample.Forgotten", version=2)
        class Forgotten(Event):
            """Has no upcast from its first version."""


def test_a_topic_is_given_once() -> None:
    """Two classes under one name could not be told apart on disk."""
    with pytest.raises(ValueError, match="is taken"):

        @recorded_as("sample.CallTaken")
        class Another(Event):
            """Takes a name that is taken."""

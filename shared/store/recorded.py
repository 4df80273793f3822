"""A stored event as the services see it, and how it lies on disk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from eventsourcing.persistence import Mapper, StoredEvent
from pydantic import BaseModel, ConfigDict, create_model
from pydantic_core import from_json

from shared.identity import Metadata
from shared.store.event import Event, event_class, revive


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in an aggregate's history and who caused it.

    Attributes:
        originator_id: the aggregate.
        originator_version: 1 for the first event of the aggregate.
        event: the payload.
        metadata: actor, agency, role, purpose, and the instant of recording.
    """

    originator_id: UUID
    originator_version: int
    event: Event
    metadata: Metadata


class AtRest(BaseModel):
    """A state on disk, of an event of today's version.

    Attributes:
        v: version of the event's class.
        m: who caused it, and when it was recorded.
        d: the event.
    """

    model_config = ConfigDict(hide_input_in_errors=True)

    v: int
    m: Metadata
    d: Event


@cache
def _at_rest(cls: type[Event]) -> type[AtRest]:
    """A state with an event of a class, read in one pass from the bytes into the event."""
    return create_model(f"{cls.__name__}AtRest", __base__=AtRest, d=(cls, ...))


@cache
def beginning(cls: type[Event]) -> bytes:
    """How a state with an event of a class begins, if this version of the program wrote it."""
    return f'{{"v":{cls.VERSION},'.encode()


class EventMapper(Mapper[UUID]):
    """Turns recorded events into stored ones and back.

    The state on disk is ``{"v": version, "m": metadata, "d": payload}``. Sealed fields are
    ciphertext before they get here; the mapper neither has nor needs a key.
    """

    def __init__(self) -> None:
        """Do without transcoder, compressor and cipher: pydantic and the sealer do their work."""

    def to_stored_event(self, domain_event: Recorded) -> StoredEvent:  # type: ignore[override]
        """Write a recorded event in the form of its current version."""
        event = domain_event.event
        payload = event.model_dump_json(context={"at_rest": True})
        state = (
            f'{{"v":{event.VERSION},"m":{domain_event.metadata.model_dump_json()},"d":{payload}}}'
        )
        return StoredEvent(
            originator_id=domain_event.originator_id,
            originator_version=domain_event.originator_version,
            topic=event.TOPIC,
            state=state.encode(),
        )

    def to_domain_event(self, stored_event: StoredEvent) -> Recorded:
        """Read a stored event of any version.

        Raises:
            Refusal: the topic is unknown or the version is newer than this program.
        """
        event, metadata = self._read(stored_event.topic, stored_event.state)
        originator = stored_event.originator_id
        return Recorded(
            originator_id=originator if isinstance(originator, UUID) else UUID(originator),
            originator_version=stored_event.originator_version,
            event=event,
            metadata=metadata,
        )

    def at_rest(self, cls: type[Event]) -> type[AtRest]:
        """How a state with an event of a class is read."""
        return _at_rest(cls)

    def _read(self, topic: str, state: bytes) -> tuple[Event, Metadata]:
        cls = event_class(topic)
        if state.startswith(beginning(cls)):
            at_rest = self.at_rest(cls).model_validate_json(state)
            return at_rest.d, at_rest.m
        older = from_json(state)
        return revive(topic, older["v"], older["d"]), Metadata.model_validate(older["m"])

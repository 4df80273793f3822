"""The shape of everything that is recorded: immutable facts under stable, versioned topics.

A stored event outlives the code that wrote it. Its topic is therefore a registered name
(``intake.ContactRecorded``) and never a Python path, and every topic has a version: reading an
older one runs the upcasts that its class declares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Self, TypeVar

from pydantic import BaseModel, ConfigDict

from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal

Upcast = Callable[[dict[str, Any]], dict[str, Any]]


class Detail(BaseModel):
    """A value that a rule takes in and an event carries on, field by field.

    An event that carries one inherits from it or holds it, so that what was asked for and what is
    recorded cannot drift apart.

    Raises:
        pydantic.ValidationError: a field has the wrong shape; the message never shows its value.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    @classmethod
    def carried_by(cls, whole: BaseModel) -> Self:
        """The part of an event, or of a request, whose fields are this value's."""
        return cls(**{name: getattr(whole, name) for name in cls.model_fields})


class Event(Detail):
    """Something that happened in one municipality; the payload of a stored event.

    Attributes:
        municipality: 全国地方公共団体コード, six digits, of the municipality it happened in.
    """

    TOPIC: ClassVar[str]
    VERSION: ClassVar[int]
    UPCASTS: ClassVar[Mapping[int, Upcast]] = {}
    """From version n (the key) to n + 1; pure functions over the decoded payload."""

    municipality: MunicipalityCode


_E = TypeVar("_E", bound=Event)
_topics: dict[str, type[Event]] = {}


def recorded_as(topic: str, *, version: int = 1) -> Callable[[type[_E]], type[_E]]:
    """Register an event class under the name and version it is stored with.

    Args:
        topic: ``service.Event``; once anything was stored under it, it never changes.
        version: raised by one, together with an upcast, whenever the payload changes.

    Raises:
        ValueError: the topic is taken, or an upcast is missing.
    """

    def register(event_class: type[_E]) -> type[_E]:
        if topic in _topics:
            raise ValueError(f"topic {topic} is taken by {_topics[topic].__qualname__}")
        missing = set(range(1, version)) - set(event_class.UPCASTS)
        if missing:
            raise ValueError(f"{topic} lacks upcasts from versions {sorted(missing)}")
        event_class.TOPIC = topic
        event_class.VERSION = version
        _topics[topic] = event_class
        return event_class

    return register


def event_class(topic: str) -> type[Event]:
    """Return the class that is registered under a topic.

    Raises:
        Refusal: nothing is; the store was written by a newer version of the service.
    """
    try:
        return _topics[topic]
    except KeyError:
        raise Refusal(
            "unknown-event-topic",
            "保存された記録の種類を、この版のプログラムは知りません。",
            "記録を書いた版以上のプログラムで開いてください。",
        ) from None


def registered_events() -> dict[str, type[Event]]:
    """Every registered event class by topic, in order of registration."""
    return dict(_topics)


def revive(topic: str, version: int, payload: dict[str, Any]) -> Event:
    """Build the event of today from a payload that any earlier version may have written.

    Raises:
        Refusal: the topic is unknown or the version is newer than this program.
    """
    cls = event_class(topic)
    if version > cls.VERSION:
        raise Refusal(
            "unknown-event-version",
            "保存された記録は、この版のプログラムより新しい形式です。",
            "新しい版のプログラムで開いてください。",
        )
    for step in range(version, cls.VERSION):
        payload = cls.UPCASTS[step](payload)
    return cls.model_validate(payload)

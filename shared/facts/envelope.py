"""How a fact travels: CloudEvents 1.0 in binary mode on NATS (``ce-`` headers, JSON body).

The extension attributes ``sequence`` (place in the source's notification log) and ``previous``
(that of the publication before) let a reader see a gap instead of guessing one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from shared.facts.fact import Fact, Service, catalogue
from shared.refusal import Refusal

_TYPE = re.compile(r"^tsunagu\.(?P<service>[a-z]+)\.(?P<name>[a-z-]+)\.v(?P<version>\d+)$")


@dataclass(frozen=True, slots=True)
class Received:
    """A fact with its place in the source's log.

    Attributes:
        id: notification id in the source's log.
        previous: that of the fact published before it, 0 for the first.
        recorded_at: when the source recorded it.
        fact: what happened.
    """

    id: int
    previous: int
    recorded_at: datetime
    fact: Fact

    @property
    def source(self) -> Service:
        """The service whose fact it is."""
        return self.fact.SERVICE


def type_of(fact_class: type[Fact]) -> str:
    """CloudEvents ``type``: reverse-dotted, with the version of the contract."""
    return f"tsunagu.{fact_class.SERVICE}.{fact_class.NAME}.v{fact_class.VERSION}"


def subject_of(fact: Fact) -> str:
    """NATS subject: ``tsunagu.<municipality code>.<service>.<fact>``."""
    return f"tsunagu.{fact.municipality}.{fact.SERVICE}.{fact.NAME}"


def headers_of(received: Received) -> dict[str, str]:
    """CloudEvents attributes as NATS headers, with ``Nats-Msg-Id`` for the broker's own window."""
    fact = received.fact
    event_id = f"{fact.SERVICE}:{received.id}"
    return {
        "ce-specversion": "1.0",
        "ce-id": event_id,
        "ce-source": f"/tsunagu/{fact.municipality}/{fact.SERVICE}",
        "ce-type": type_of(type(fact)),
        "ce-subject": fact.subject_id,
        "ce-time": received.recorded_at.isoformat(),
        "ce-datacontenttype": "application/json",
        "ce-sequence": str(received.id),
        "ce-previous": str(received.previous),
        "Nats-Msg-Id": event_id,
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where an envelope stands in its source's log; readable even if its fact is not."""

    id: int
    previous: int
    subject: str
    type: str


def place_of(headers: Mapping[str, str]) -> Place:
    """Read the place from the headers.

    Raises:
        Refusal: ``unreadable-envelope``: the headers are not those of a published fact.
    """
    try:
        return Place(
            id=int(headers["ce-sequence"]),
            previous=int(headers["ce-previous"]),
            subject=headers["ce-subject"],
            type=headers["ce-type"],
        )
    except (KeyError, ValueError):
        raise Refusal(
            "unreadable-envelope",
            "届いた通知の見出しを読み取れません。",
            "送り元のプログラムと版を確かめてください。",
        ) from None


def open_envelope(headers: Mapping[str, str], body: bytes) -> Received:
    """Read a fact.

    Raises:
        Refusal: ``unreadable-envelope``, ``unknown-fact`` (a type or version that this program
            does not know) or ``invalid-fact`` (the body does not keep the contract).
    """
    place = place_of(headers)
    match = _TYPE.match(place.type)
    known = catalogue()
    key = match and (match["service"], match["name"], int(match["version"]))
    if not key or key not in known:
        raise Refusal(
            "unknown-fact",
            "届いた通知の種類または版を、このプログラムは知りません。",
            "このサービスを新しい版に更新してから、再処理してください。",
        )
    try:
        fact = known[key].model_validate_json(body)
        return Received(place.id, place.previous, datetime.fromisoformat(headers["ce-time"]), fact)
    except (ValidationError, KeyError, ValueError):
        raise Refusal(
            "invalid-fact",
            "届いた通知の内容が、取り決めの形になっていません。",
            "送り元のプログラムと版を確かめてから、再処理してください。",
        ) from None

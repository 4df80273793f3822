"""Which streams and consumers there are, and which service may touch which subject.

Everything about the broker follows from the tables below: what is provisioned, what is
compared with the running server, and the permissions in the server's configuration.
"""

from __future__ import annotations

from dataclasses import dataclass

from shared.facts.fact import SERVICES, Service

SUBSCRIPTIONS: dict[Service, tuple[Service, ...]] = {
    "intake": ("conference",),
    "conference": ("intake", "placement"),
    "placement": ("intake", "conference"),
    "stats": ("intake", "conference", "placement"),
}
"""Whose facts each service listens to."""

OPERATOR = "operator"
"""The user that provisions streams and consumers, and nothing else."""

ACK_WAIT_SECONDS = 30
MAX_ACK_PENDING = 2_000
DUPLICATE_WINDOW_SECONDS = 120


def stream_name(service: Service) -> str:
    """JetStream stream that relays a service's facts."""
    return service.upper()


def stream_subjects(service: Service) -> tuple[str, ...]:
    """Subjects of a service's facts, of every municipality."""
    return (f"tsunagu.*.{service}.>",)


INBOXES = "_INBOX_"
"""How every user's reply subjects begin, and no other subject."""


def inbox_prefix(user: str) -> str:
    """Prefix of a user's own reply subjects; nobody else may listen there."""
    return f"{INBOXES}{user}"


def replay_subject(service: Service) -> str:
    """Where a reader asks a source for the facts it has missed (request–reply)."""
    return f"tsunagu-replay.{service}"


RETURN_SUBJECTS = "tsunagu.*.stats.return"
"""Subjects of submitted returns: the only ones that cross to the prefecture's broker."""

HAND_IN_SUBJECTS = "tsunagu-prefecture.*.return"
"""Where stats hands a return in to the prefecture (request–reply); no stream listens there.

It comes out at the prefecture on :data:`RETURN_SUBJECTS`; without a prefecture nobody answers.
"""


def return_subject(municipality: str) -> str:
    """Where the prefecture hears of a municipality's returns."""
    return RETURN_SUBJECTS.replace("*", municipality)


def hand_in_subject(municipality: str) -> str:
    """Where stats hands the returns of a municipality in."""
    return HAND_IN_SUBJECTS.replace("*", municipality)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that one service puts to another while somebody waits (request–reply)."""

    asker: Service
    answerer: Service
    name: str

    @property
    def subject(self) -> str:
        """Where it is asked; nobody but the asker may publish there."""
        return f"tsunagu-ask.{self.answerer}.{self.name}"


ASKS: tuple[Ask, ...] = (Ask("placement", "conference", "casework"),)
"""Every question between services: what a receiver may know of a person, the law decides."""


@dataclass(frozen=True, slots=True)
class Consumer:
    """A durable push consumer: one service listening to one other."""

    subscriber: Service
    source: Service

    @property
    def durable(self) -> str:
        """Fixed name, so that no consumer leaks on the server."""
        return f"{self.subscriber}-{self.source}"

    @property
    def deliver_subject(self) -> str:
        """Where the server pushes to; inside the subscriber's permissions."""
        return f"tsunagu-deliver.{self.subscriber}.{self.source}"


CONSUMERS: tuple[Consumer, ...] = tuple(
    Consumer(subscriber, source)
    for subscriber, sources in SUBSCRIPTIONS.items()
    for source in sources
)


@dataclass(frozen=True, slots=True)
class Permissions:
    """Subjects a user may publish to and subscribe to; all others are denied."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


def permissions(service: Service) -> Permissions:
    """What a service's user may do: its facts and questions out, what it listens to in."""
    stream = stream_name(service)
    consumers = [c for c in CONSUMERS if c.subscriber == service]
    publish = [
        f"tsunagu.*.{service}.>",
        f"$JS.API.STREAM.INFO.{stream}",
        f"$JS.API.STREAM.MSG.GET.{stream}",
    ]
    for consumer in consumers:
        source = stream_name(consumer.source)
        publish += [
            f"$JS.API.CONSUMER.INFO.{source}.{consumer.durable}",
            f"$JS.ACK.{source}.{consumer.durable}.>",
            replay_subject(consumer.source),
        ]
    publish += [one.subject for one in ASKS if one.asker == service]
    if service == "stats":
        publish.append(HAND_IN_SUBJECTS)
    subscribe = [f"{inbox_prefix(service)}.>", replay_subject(service)]
    subscribe += [consumer.deliver_subject for consumer in consumers]
    subscribe += [one.subject for one in ASKS if one.answerer == service]
    return Permissions(tuple(publish), tuple(subscribe))


def operator_permissions() -> Permissions:
    """What the operator may do: the JetStream API, and no fact of anybody."""
    return Permissions(
        publish=("$JS.API.INFO", "$JS.API.STREAM.*.*", "$JS.API.CONSUMER.>"),
        subscribe=(f"{inbox_prefix(OPERATOR)}.>",),
    )


USERS: tuple[str, ...] = (*SERVICES, OPERATOR)

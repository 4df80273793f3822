"""Streams and consumers: created where they are missing, compared where they exist, never changed.

A difference between what is declared and what runs is an operator's decision. Changing a stream
in passing, at a service's start, could drop messages or retention without anybody having meant it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from nats.js import JetStreamContext
from nats.js.api import (
    AckPolicy,
    ConsumerConfig,
    DeliverPolicy,
    DiscardPolicy,
    ReplayPolicy,
    RetentionPolicy,
    StorageType,
    StreamConfig,
)
from nats.js.errors import NotFoundError

from shared.broker import topology
from shared.broker.topology import Consumer
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Difference:
    """One setting that runs otherwise than declared."""

    where: str
    setting: str
    declared: str
    running: str

    def __str__(self) -> str:
        return f"{self.where} {self.setting}: 宣言 {self.declared} / 実際 {self.running}"

    @property
    def is_absence(self) -> bool:
        """Whether the whole stream or consumer is not there."""
        return self.setting == _EXISTENCE


_EXISTENCE = "有無"


@dataclass(frozen=True, slots=True)
class Declared:
    """Streams and consumers as they are meant to be.

    Attributes:
        streams: each by its name.
        consumers: each with the stream that it reads.
    """

    streams: tuple[StreamConfig, ...]
    consumers: tuple[tuple[str, ConsumerConfig], ...]


def stream_config(service: Service) -> StreamConfig:
    """The stream of a service: on file, nothing ever discarded by age, number or size."""
    return StreamConfig(
        name=topology.stream_name(service),
        subjects=list(topology.stream_subjects(service)),
        storage=StorageType.FILE,
        retention=RetentionPolicy.LIMITS,
        discard=DiscardPolicy.NEW,
        max_age=0,
        max_bytes=-1,
        max_msgs=-1,
        max_msgs_per_subject=-1,
        max_msg_size=-1,
        duplicate_window=topology.DUPLICATE_WINDOW_SECONDS,
        deny_delete=True,
        num_replicas=1,
    )


def consumer_config(consumer: Consumer) -> ConsumerConfig:
    """The consumer of one service at another's stream: push, in order, acknowledged one by one."""
    return ConsumerConfig(
        durable_name=consumer.durable,
        deliver_subject=consumer.deliver_subject,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=topology.ACK_WAIT_SECONDS,
        max_ack_pending=topology.MAX_ACK_PENDING,
        max_deliver=-1,
        replay_policy=ReplayPolicy.INSTANT,
    )


def declared_of(services: Iterable[Service], consumers: Iterable[Consumer]) -> Declared:
    """The streams of some services of a municipality, and some consumers."""
    return Declared(
        tuple(stream_config(service) for service in services),
        tuple((topology.stream_name(one.source), consumer_config(one)) for one in consumers),
    )


_STREAM_SETTINGS = (
    "subjects", "storage", "retention", "discard", "duplicate_window", "deny_delete",
    "max_age", "max_bytes", "max_msgs", "max_msgs_per_subject", "max_msg_size", "no_ack", "sealed",
    "mirror", "sources", "republish", "subject_transform",
)  # fmt: skip
"""Whatever could lose facts, change them or send them elsewhere; replicas and compression, say,
are the operator's choice."""

_CONSUMER_SETTINGS = (
    "deliver_subject", "deliver_policy", "ack_policy", "ack_wait", "max_ack_pending", "max_deliver",
    "replay_policy", "deliver_group", "filter_subject", "filter_subjects", "headers_only",
    "inactive_threshold", "rate_limit_bps", "pause_until",
)  # fmt: skip
"""Whatever could keep facts back, or take them out of their order."""


def _differences(
    where: str, declared: object, running: object, settings: tuple[str, ...]
) -> list[Difference]:
    found = []
    for setting in settings:
        wanted, actual = getattr(declared, setting), getattr(running, setting)
        if (wanted or None) != (actual or None):  # what is off may be 0, false or absent
            found.append(Difference(where, setting, str(wanted), str(actual)))
    return found


async def _ensure_stream(js: JetStreamContext, declared: StreamConfig) -> list[Difference]:
    """Create a stream if it is missing; return how it runs otherwise than declared."""
    try:
        info = await js.stream_info(declared.name or "")
    except NotFoundError:
        info = await js.add_stream(declared)
    return _differences(f"stream {declared.name}", declared, info.config, _STREAM_SETTINGS)


async def _ensure_consumer(
    js: JetStreamContext, stream: str, declared: ConsumerConfig
) -> list[Difference]:
    """Create a consumer if it is missing; return how it runs otherwise than declared."""
    durable = declared.durable_name or ""
    try:
        running = await js.consumer_info(stream, durable)
    except NotFoundError:
        running = await js.add_consumer(stream, declared)
    return _differences(f"consumer {durable}", declared, running.config, _CONSUMER_SETTINGS)


async def drift(js: JetStreamContext, declared: Declared) -> list[Difference]:
    """How streams and consumers run otherwise than declared; nothing is created or changed.

    Args:
        js: as somebody who may look at them.
        declared: which, and how they are meant to be.
    """
    found: list[Difference] = []
    for stream in declared.streams:
        where = f"stream {stream.name}"
        try:
            running = (await js.stream_info(stream.name or "")).config
        except NotFoundError:
            found.append(Difference(where, _EXISTENCE, "あり", "なし"))
        else:
            found += _differences(where, stream, running, _STREAM_SETTINGS)
    for source, consumer in declared.consumers:
        where = f"consumer {consumer.durable_name}"
        try:
            info = await js.consumer_info(source, consumer.durable_name or "")
        except NotFoundError:
            found.append(Difference(where, _EXISTENCE, "あり", "なし"))
        else:
            found += _differences(where, consumer, info.config, _CONSUMER_SETTINGS)
    return found


def _refuse(found: list[Difference]) -> None:
    """Refuse a broker that does not run as declared.

    Raises:
        Refusal: ``broker-drift``, with every difference.
    """
    if found:
        raise Refusal(
            "broker-drift",
            "NATS の設定が宣言と違います。" + "、".join(str(one) for one in found) + "。",
            "どちらが正しいかを決め、NATS 側を直すか宣言を変えてから起動してください。",
        )


async def ensure(js: JetStreamContext, declared: Declared) -> None:
    """Create what is missing and compare the rest.

    Raises:
        Refusal: ``broker-drift``, with every difference.
    """
    found: list[Difference] = []
    for stream in declared.streams:
        found += await _ensure_stream(js, stream)
    for source, consumer in declared.consumers:
        found += await _ensure_consumer(js, source, consumer)
    _refuse(found)


async def provision(js: JetStreamContext) -> None:
    """Create what is missing of a municipality's broker and compare the rest.

    Raises:
        Refusal: ``broker-drift``, with every difference.
    """
    await ensure(js, declared_of(SERVICES, topology.CONSUMERS))

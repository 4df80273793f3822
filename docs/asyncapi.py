"""AsyncAPI 3.0 of the whole system, as FastStream describes it.

FastStream knows nothing of the CloudEvents headers and assumes a correlation id that is not sent;
both are put right here, so that the document says what is really on the wire.
"""

from __future__ import annotations

import json
import operator
import warnings
from functools import reduce
from typing import Any

import yaml
from faststream.nats import JStream, NatsBroker
from faststream.specification import AsyncAPI

from docs.attributes import summary_of
from shared.broker.topology import CONSUMERS, Consumer, stream_name, stream_subjects
from shared.facts import Fact, catalogue
from shared.facts.envelope import type_of

PLACEHOLDER_SERVER = "nats://broker:4222"

DESCRIPTION = (
    "つなぐの公開通知。個人情報を含まない。"
    "本文は JSON、属性は CloudEvents 1.0 の ce- ヘッダー（バイナリ形式）。"
)

HEADERS: dict[str, Any] = {
    "type": "object",
    "description": "CloudEvents 1.0 の属性",
    "properties": {
        "ce-specversion": {"const": "1.0"},
        "ce-id": {"type": "string", "description": "サービス:位置（Nats-Msg-Id と同じ）"},
        "ce-source": {"type": "string", "description": "/tsunagu/市町村コード/サービス"},
        "ce-type": {"type": "string", "description": "種類と版"},
        "ce-subject": {"type": "string", "description": "順序を保つ単位の番号"},
        "ce-time": {"type": "string", "format": "date-time"},
        "ce-datacontenttype": {"const": "application/json"},
        "ce-sequence": {"type": "string", "description": "送り元の記録の中での位置"},
        "ce-previous": {"type": "string", "description": "一つ前に公開した通知の位置"},
    },
}


def subject_of(fact: type[Fact]) -> str:
    """NATS subject of a fact, with a placeholder for the municipality."""
    return f"tsunagu.{{municipality}}.{fact.SERVICE}.{fact.NAME}"


def asyncapi() -> str:
    """The document, in YAML; the same each time."""
    specification = AsyncAPI(_broker(), title="tsunagu", version="1", description=DESCRIPTION)
    document = json.loads(specification.to_specification().to_json())
    for channel in document["channels"].values():
        if "{municipality}" in channel["address"]:
            channel["parameters"] = {"municipality": {"description": "全国地方公共団体コード6桁"}}
    for message in document["components"]["messages"].values():
        message.pop("correlationId", None)
        message["headers"] = {"$ref": "#/components/schemas/CloudEventsHeaders"}
    document["components"]["schemas"]["CloudEventsHeaders"] = HEADERS
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=True, width=100)


def _broker() -> NatsBroker:
    """A broker that declares every publication and every listener, and is never started."""
    broker = NatsBroker(PLACEHOLDER_SERVER)
    for fact in catalogue().values():
        broker.publisher(
            subject_of(fact),
            title=type_of(fact),
            description=f"{fact.TITLE}: {summary_of(fact)}",
            schema=fact,
        )
    for consumer in CONSUMERS:
        with warnings.catch_warnings():
            # FastStream warns that a durable push consumer has one reader: order is why it must.
            warnings.simplefilter("ignore", RuntimeWarning)
            subscriber = broker.subscriber(
                stream_subjects(consumer.source)[0],
                durable=consumer.durable,
                stream=JStream(stream_name(consumer.source), declare=False),
                title=consumer.durable,
                description=f"{consumer.subscriber} が {consumer.source} の通知を聞く",
            )
        subscriber(_listener(consumer))
    return broker


def _listener(consumer: Consumer) -> Any:  # noqa: ANN401 - its annotation is made here
    """A function that stands for an inbox in the description; it is never called."""
    heard = [fact for fact in catalogue().values() if consumer.source == fact.SERVICE]

    async def listen(body: Any) -> None:  # noqa: ANN401
        """Take one of the source's facts in."""

    listen.__annotations__["body"] = reduce(operator.or_, heard)
    return listen

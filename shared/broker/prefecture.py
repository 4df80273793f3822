"""The prefecture's broker: what it holds, and the one door through which a municipality reaches it.

At the hub each municipality has an account of its own. It imports one service, the subject of its
own returns, which the prefecture's account exports to it and on which a JetStream stream listens.
The municipality's server joins as a leaf node, from an account in which nothing happens but that
one service. So a request of stats at home comes back with the hub's acknowledgement, and nothing
else crosses: in neither direction, and between no two municipalities.
"""

from __future__ import annotations

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

from shared.broker import topology
from shared.broker.provision import Declared, ensure
from shared.broker.topology import (
    OPERATOR,
    RETURN_SUBJECTS,
    Permissions,
    inbox_prefix,
    return_subject,
)
from shared.facts.fact import Service

READER: Service = "stats"
"""The service that takes the returns in at the hub."""

PREFECTURE_USERS: tuple[str, ...] = (READER, OPERATOR)
"""The users of the prefecture's account."""

RETURNS = "RETURNS"
"""The stream at the hub."""

CONSUMER = "prefecture-returns"
"""Its one durable consumer."""

MAX_DELIVERED = 100
"""How many returns may be on their way to the reader at once."""


def account_of(municipality: str) -> str:
    """The hub's account of a municipality."""
    return f"M{municipality}"


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality as the hub's configuration knows it.

    Attributes:
        municipality: 全国地方公共団体コード.
        nkey: the public nkey of its leaf node.
    """

    municipality: str
    nkey: str


def stream_config() -> StreamConfig:
    """The stream of the returns: on file, nothing ever discarded by age, number or size."""
    return StreamConfig(
        name=RETURNS,
        subjects=[RETURN_SUBJECTS],
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


def consumer_config() -> ConsumerConfig:
    """The reader's consumer: pull, in order, acknowledged one by one."""
    return ConsumerConfig(
        durable_name=CONSUMER,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=AckPolicy.EXPLICIT,
        ack_wait=topology.ACK_WAIT_SECONDS,
        max_ack_pending=MAX_DELIVERED,
        max_deliver=-1,
        replay_policy=ReplayPolicy.INSTANT,
    )


def declared() -> Declared:
    """The hub's one stream and its one consumer."""
    return Declared((stream_config(),), ((RETURNS, consumer_config()),))


async def provision_prefecture(js: JetStreamContext) -> None:
    """Create the stream and its consumer where they are missing, else compare them.

    Raises:
        Refusal: ``broker-drift``, with every difference.
    """
    await ensure(js, declared())


def reader_permissions() -> Permissions:
    """What the reader may do at the hub: fetch the returns and acknowledge them."""
    return Permissions(
        publish=(
            f"$JS.API.CONSUMER.INFO.{RETURNS}.{CONSUMER}",
            f"$JS.API.CONSUMER.MSG.NEXT.{RETURNS}.{CONSUMER}",
            f"$JS.ACK.{RETURNS}.{CONSUMER}.>",
        ),
        subscribe=(f"{inbox_prefix(READER)}.>",),
    )


SERVICE_REPLIES = "_R_.>"
"""Where nats-server has the answers to an imported service sent."""


def member_permissions(municipality: str) -> Permissions:
    """What a municipality's leaf node may do: hand its returns in, and hear the answer."""
    return Permissions(publish=(return_subject(municipality),), subscribe=(SERVICE_REPLIES,))

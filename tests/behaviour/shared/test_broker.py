"""What each user may do on a real nats-server, and that what runs there is what is declared."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import nats
import pytest
from nats.aio.client import Client
from nats.js import JetStreamContext

from services.command.embedded.nats_server import NatsServer
from shared.broker import BrokerAccess, connected, provision
from shared.broker.credentials import seed_file
from shared.broker.topology import (
    ASKS,
    CONSUMERS,
    OPERATOR,
    SUBSCRIPTIONS,
    USERS,
    inbox_prefix,
    replay_subject,
    stream_name,
)
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from tests.behaviour.road import until

AccessOf = Callable[[str], BrokerAccess]


@pytest.fixture
async def access(nats_server: NatsServer, tmp_path: Path) -> AccessOf:
    """How each user reaches a provisioned broker."""

    def access_of(user: str) -> BrokerAccess:
        seed = seed_file(tmp_path / "credentials", user)
        return BrokerAccess(f"nats://127.0.0.1:{nats_server.port}", user, seed)

    async with connected(access_of(OPERATOR)) as operator:
        await provision(operator.jetstream())
    return access_of


@asynccontextmanager
async def complaining(access: BrokerAccess) -> AsyncIterator[tuple[Client, list[str]]]:
    """A connection, and what the broker denies it (nats-py makes the text lower case)."""
    denied: list[str] = []

    async def note(error: Exception) -> None:
        denied.append(str(error))

    client = await nats.connect(**access.options() | {"error_cb": note})
    try:
        yield client, denied
    finally:
        await client.close()


async def all_denied(denied: list[str], act: str, subjects: set[str]) -> None:
    """Every subject was denied, and no other."""
    wanted = {f'nats: permissions violation for {act} to "{one.lower()}"' for one in subjects}
    with suppress(TimeoutError):
        await until(lambda: set(denied) == wanted)
    assert set(denied) == wanted


def others_subjects(user: str) -> set[str]:
    """Subjects to which a user must not publish."""
    foreign = [service for service in SERVICES if service != user]
    unheard = [source for source in foreign if source not in SUBSCRIPTIONS.get(user, ())]  # type: ignore[call-overload]
    subjects = {f"tsunagu.271403.{service}.consultation-received" for service in foreign}
    subjects |= {replay_subject(service) for service in unheard}
    subjects |= {one.subject for one in ASKS if one.asker != user}
    subjects |= {f"$JS.API.STREAM.MSG.GET.{stream_name(service)}" for service in foreign}
    subjects |= {f"$JS.API.DIRECT.GET.{stream_name(service)}" for service in SERVICES}
    subjects |= {one.deliver_subject for one in CONSUMERS}
    subjects |= {f"{inbox_prefix(other)}.x" for other in USERS}
    if user != OPERATOR:
        for service in SERVICES:
            stream = stream_name(service)
            subjects |= {
                f"$JS.API.STREAM.{act}.{stream}"
                for act in ("CREATE", "UPDATE", "DELETE", "PURGE", "MSG.DELETE", "SNAPSHOT")
            }
            subjects |= {
                f"$JS.API.CONSUMER.CREATE.{stream}",
                f"$JS.API.CONSUMER.CREATE.{stream}.spy.x",
                f"$JS.API.CONSUMER.DURABLE.CREATE.{stream}.spy",
                f"$JS.API.CONSUMER.MSG.NEXT.{stream}.spy",
            }
    return subjects


@pytest.mark.parametrize("user", USERS)
async def test_a_user_cannot_publish_what_is_not_its_own(access: AccessOf, user: str) -> None:
    """Others' facts, others' inboxes and the power over streams are denied by the broker."""
    forbidden = others_subjects(user)
    async with complaining(access(user)) as (client, denied):
        for subject in forbidden:
            await client.publish(subject, b"{}")
        await all_denied(denied, "publish", forbidden)


@pytest.mark.parametrize("user", USERS)
async def test_a_user_cannot_hear_what_is_not_for_it(access: AccessOf, user: str) -> None:
    """Facts come through the own deliveries only; the stats user hears nothing confidential."""
    forbidden = {">", "tsunagu.>", "$JS.>", "$SYS.>", "*.271403.intake.>"}
    forbidden |= {f"tsunagu.*.{service}.>" for service in SERVICES}
    forbidden |= {replay_subject(service) for service in SERVICES if service != user}
    forbidden |= {one.deliver_subject for one in CONSUMERS if one.subscriber != user}
    forbidden |= {one.subject for one in ASKS if one.answerer != user} | {"tsunagu-ask.>"}
    forbidden |= {f"{inbox_prefix(other)}.>" for other in USERS if other != user}

    async def hear(_: object) -> None:
        """Nothing comes."""

    async with complaining(access(user)) as (client, denied):
        for subject in forbidden:
            await client.subscribe(subject, cb=hear)
        await all_denied(denied, "subscription", forbidden)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_can_do_its_own_work(access: AccessOf, service: Service) -> None:
    """What is not denied is allowed: publish, listen to its sources, ask them, look at both."""
    async with complaining(access(service)) as (client, denied):
        js = client.jetstream()
        await js.publish(f"tsunagu.271403.{service}.x", b"{}")
        for consumer in (one for one in CONSUMERS if one.subscriber == service):
            await js.consumer_info(stream_name(consumer.source), consumer.durable)
            await client.subscribe(consumer.deliver_subject)
            await client.publish(replay_subject(consumer.source), b'{"after": 0}')
        for one in ASKS:
            if one.asker == service:
                await client.publish(one.subject, b"{}")
            if one.answerer == service:
                await client.subscribe(one.subject)
        await js.stream_info(stream_name(service))  # its answer comes behind any denial

    assert denied == []


async def test_a_stranger_is_turned_away(access: AccessOf) -> None:
    """Without one of the users' keys there is no connection at all."""
    url = access(OPERATOR).url
    with pytest.raises((nats.errors.Error, OSError)):
        await nats.connect(url, allow_reconnect=False, connect_timeout=2)


async def test_provisioning_again_changes_nothing(access: AccessOf) -> None:
    """Whoever provisions twice, or starts again, finds what is there."""
    async with connected(access(OPERATOR)) as operator:
        js = operator.jetstream()
        before = [(await js.stream_info(stream_name(one))).created for one in SERVICES]
        await provision(js)
        assert [(await js.stream_info(stream_name(one))).created for one in SERVICES] == before


async def _change_stream(js: JetStreamContext, **settings: Any) -> None:
    await js.update_stream((await js.stream_info("INTAKE")).config.evolve(**settings))


async def _change_consumer(js: JetStreamContext, **settings: Any) -> None:
    running = (await js.consumer_info("INTAKE", "stats-intake")).config
    await js.add_consumer("INTAKE", running.evolve(**settings))


Change = Callable[..., Awaitable[None]]


@pytest.mark.parametrize(
    ("change", "settings", "named"),
    [
        (_change_stream, {"duplicate_window": 5}, "stream INTAKE duplicate_window: 宣言 120"),
        (_change_stream, {"max_age": 3600}, "stream INTAKE max_age: 宣言 0 / 実際 3600"),
        (_change_stream, {"max_msgs": 9}, "stream INTAKE max_msgs: 宣言 -1 / 実際 9"),
        (_change_stream, {"max_bytes": 9999}, "stream INTAKE max_bytes: 宣言 -1 / 実際 9999"),
        (_change_stream, {"subjects": ["x"]}, "stream INTAKE subjects: 宣言"),
        (_change_consumer, {"ack_wait": 3}, "consumer stats-intake ack_wait: 宣言 30 / 実際 3"),
        (_change_consumer, {"headers_only": True}, "consumer stats-intake headers_only: 宣言"),
        (
            _change_consumer,
            {"filter_subject": "tsunagu.271403.intake.x"},
            "consumer stats-intake filter_subject: 宣言 None / 実際 tsunagu.271403.intake.x",
        ),
    ],
    ids=lambda one: ".".join(one) if isinstance(one, dict) else "",
)
async def test_a_difference_is_refused_and_left_alone(
    access: AccessOf, change: Change, settings: dict[str, Any], named: str
) -> None:
    """Drift is named setting by setting, in Japanese, and nothing is changed in passing."""
    async with connected(access(OPERATOR)) as operator:
        js = operator.jetstream()
        await change(js, **settings)
        for _ in range(2):
            with pytest.raises(Refusal) as refused:
                await provision(js)
            assert refused.value.code == "broker-drift"
            assert named in refused.value.message

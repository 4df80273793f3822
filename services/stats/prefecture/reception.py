"""The hub's inbox: whatever is in the stream of returns takes effect once, or is put aside.

The stream's subject says who sent a message: nats-server lets each municipality publish on its own
only. What is in the message is believed only as far as it agrees with that.

The pull is this room's own. nats-py takes a header ``Status`` for the server's word, and a
municipality can send one: such a message would never be taken in, and those fetched together with
it neither. The server's word comes without a place to acknowledge; a kept message always has one.
"""

from __future__ import annotations

import asyncio
import hashlib
import json

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.js.api import Header, StatusCode
from nats.js.errors import Error as JetStreamError

from shared.broker.prefecture import CONSUMER, MAX_DELIVERED, READER, RETURNS
from shared.broker.topology import inbox_prefix, return_subject
from shared.calendar import Clock
from shared.cancellation import is_cancelled
from shared.facts.envelope import Received, open_envelope
from shared.identity import service_actor
from shared.inbox.dead_letters import DeadLetter, bury
from shared.inbox.delivery import RETRY_DELAYS_SECONDS
from shared.inbox.reader import Handle, reason_of
from shared.log import get_logger
from shared.refusal import Refusal
from shared.store import EventStore

FETCH_SECONDS = 2.0
ANSWER_SECONDS = 1.0
"""So much later than the server's own time limit, the answer to a pull is lost."""

RETRY_SECONDS = 0.5

_NEXT = f"$JS.API.CONSUMER.MSG.NEXT.{RETURNS}.{CONSUMER}"
_ACKNOWLEDGE = f"$JS.ACK.{RETURNS}.{CONSUMER}."
_PULL = json.dumps({"batch": MAX_DELIVERED, "expires": int(FETCH_SECONDS * 1e9)}).encode()
_NOTHING_MORE = {StatusCode.NO_MESSAGES, StatusCode.REQUEST_TIMEOUT}

_log = get_logger()


class Reception:
    """Takes the municipalities' returns in.

    Args:
        store: the hub's store.
        handle: the effect of one return.
        clock: the instant of arrival.
    """

    def __init__(self, store: EventStore, handle: Handle, clock: Clock) -> None:
        self._store = store
        self._handle = handle
        self._clock = clock
        self._actor = service_actor(store.service, "inbox")
        self.ready = False

    async def run(self, client: Client) -> None:
        """Take returns in until cancelled."""
        js = client.jetstream()
        inbox = f"{inbox_prefix(READER)}.{client.new_inbox().rsplit('.', 1)[-1]}"
        subscription = await client.subscribe(inbox)
        while not is_cancelled():
            try:
                if not self.ready:
                    await js.consumer_info(RETURNS, CONSUMER)
                    self.ready = True
                await client.publish(_NEXT, _PULL, reply=inbox)
                await self._take_in_all(subscription)
            except nats.errors.TimeoutError:
                continue
            except (JetStreamError, nats.errors.Error, TimeoutError, OSError) as error:
                _log.warning("reception.waiting", error=type(error).__name__)
                self.ready = False
                await asyncio.sleep(RETRY_SECONDS)

    async def _take_in_all(self, subscription: Subscription) -> None:
        """Take in what one pull brings, as it comes.

        Raises:
            nats.errors.TimeoutError: the server has not told that there is nothing more.
            nats.errors.NoRespondersError: the stream or its consumer cannot be pulled from.
        """
        for _ in range(MAX_DELIVERED):
            message = await subscription.next_msg(FETCH_SECONDS + ANSWER_SECONDS)
            if not message.reply.startswith(_ACKNOWLEDGE):
                if (message.headers or {}).get(Header.STATUS.value) in _NOTHING_MORE:
                    return
                raise nats.errors.NoRespondersError
            await self._take_in(message)

    async def _take_in(self, message: Msg) -> None:
        """Give one message its effect and acknowledge it; have it sent again if that fails."""
        try:
            await asyncio.to_thread(self._commit, message)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises is answered here
            failures, reason = message.metadata.num_delivered, reason_of(error)
            if failures <= len(RETRY_DELAYS_SECONDS):
                _log.warning("reception.retry", reason=reason)
                await _answer(message, RETRY_DELAYS_SECONDS[failures - 1])
                return
            try:
                await asyncio.to_thread(self._put_aside, message, reason)
            except Exception as worse:  # noqa: BLE001 - one message must not end the hub for all
                _log.error("reception.not_put_aside", reason=reason_of(worse))
                await _answer(message, RETRY_DELAYS_SECONDS[-1])
                return
        await _answer(message, None)

    def _commit(self, message: Msg) -> None:
        with self._store.transaction(self._actor, self._clock, cause=_id_of(message)) as tx:
            try:
                self._handle(tx, _opened(message))
            except Refusal as refusal:
                bury(tx, self._letter(message, refusal.code))
                _log.error("reception.dead_letter", reason=refusal.code)

    def _put_aside(self, message: Msg, reason: str) -> None:
        with self._store.transaction(self._actor, self._clock) as tx:
            bury(tx, self._letter(message, reason))
        _log.error("reception.dead_letter", reason=reason)

    def _letter(self, message: Msg, reason: str) -> DeadLetter:
        """What is put aside; without a position nobody has it tried again.

        That is what speaks for another municipality: whoever tries it again no longer sees the
        subject. A later version of the program may understand the others.
        """
        return DeadLetter(
            id=_id_of(message),
            source=message.subject.split(".")[1],
            position=message.metadata.sequence.stream if _is_the_senders(message) else 0,
            subject="",
            type="",
            headers=json.dumps(dict(message.headers or {}), ensure_ascii=False),
            body=message.data.decode(errors="replace"),
            reason=reason,
            dead_at=self._clock(),
        )


def _opened(message: Msg) -> Received:
    """Read a message.

    Raises:
        Refusal: ``sent-by-another``, or it cannot be read.
    """
    received = open_envelope(message.headers or {}, message.data)
    if message.subject != return_subject(received.fact.municipality):
        raise Refusal(
            "sent-by-another",
            "届いた報告の市区町村が、送り元と違います。",
            "送り元の市区町村に知らせてください。",
        )
    return received


def _is_the_senders(message: Msg) -> bool:
    """Whether a message, readable as a fact or not, is of the municipality that has sent it."""
    try:
        return message.subject == return_subject(json.loads(message.data)["municipality"])
    except (ValueError, LookupError, TypeError, RecursionError):  # the last: nested too deeply
        return False


def _id_of(message: Msg) -> str:
    """The same for the same content of the same sender, at whatever place of whatever stream."""
    content = f"{message.subject}\n".encode() + message.data
    return f"return/{hashlib.sha256(content).hexdigest()}"


async def _answer(message: Msg, again_after: float | None) -> None:
    """Acknowledge, or ask for it again; an answer that is lost is no loss, for it comes again."""
    try:
        if again_after is None:
            await message.ack()
        else:
            await message.nak(delay=again_after)
    except (nats.errors.Error, OSError) as error:
        _log.info("reception.answer_lost", error=type(error).__name__)

"""Answering the questions of other services, one after the other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from nats.aio.client import Client
from nats.aio.msg import Msg
from pydantic import BaseModel

from shared.asking.envelope import LARGEST_QUESTION, LARGEST_REPLY, Reply
from shared.broker.topology import Ask, inbox_prefix
from shared.http.problem import internal_error, problem_of
from shared.http.statuses import Statuses
from shared.log import get_logger
from shared.refusal import Refusal

_log = get_logger()


@dataclass(frozen=True, slots=True)
class Answerable:
    """A question that a service answers.

    Attributes:
        question: which, of whom.
        answer: from what was sent to the answer; a refusal is an answer too.
        statuses: of the service's refusals.
    """

    question: Ask
    answer: Callable[[bytes], BaseModel]
    statuses: Statuses = field(default_factory=Statuses)

    def reply(self, told: bytes) -> bytes:
        """Answer; what goes wrong is told by its code only."""
        try:
            _expect_size(told, LARGEST_QUESTION)
            answered = Reply(answer=self.answer(told).model_dump(mode="json"))
            replied = answered.model_dump_json().encode()
            _expect_size(replied, LARGEST_REPLY)
        except Refusal as refusal:
            return self._refused(refusal)
        except Exception:  # noqa: BLE001 - whatever it is, its text may hold values
            _log.error("answer.failed", exc_info=True)
            return self._refused(internal_error())
        return replied

    def _refused(self, refusal: Refusal) -> bytes:
        problem = problem_of(refusal, self.statuses.of(refusal))
        return Reply(problem=problem).model_dump_json().encode()


class Answering:
    """The questions that one service answers.

    Args:
        answers: which.
        client: a connection as this service's user.
    """

    def __init__(self, answers: Sequence[Answerable], client: Client) -> None:
        self._answers = answers
        self._client = client

    async def run(self) -> None:
        """Answer until cancelled."""
        for one in self._answers:
            await self._client.subscribe(one.question.subject, "answers", cb=_answering(one))
        await asyncio.get_running_loop().create_future()


def _answering(one: Answerable) -> Callable[[Msg], Awaitable[None]]:
    own_inboxes = f"{inbox_prefix(one.question.asker)}."

    async def answer(message: Msg) -> None:
        """Answer into an inbox of who may ask and nowhere else: a reply subject is their choice."""
        if not message.reply.startswith(own_inboxes):
            _log.warning("answer.reply_refused", service=one.question.answerer)
            return
        await message.respond(await asyncio.to_thread(one.reply, message.data))

    return answer


def _expect_size(body: bytes, largest: int) -> None:
    if len(body) > largest:
        raise Refusal(
            "request-too-large",
            "一度に尋ねる量が多すぎます。",
            "項目を分けて、もう一度操作してください。",
        )

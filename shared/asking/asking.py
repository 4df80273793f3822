"""Putting a question to another service, and waiting for its reply, not without end."""

from __future__ import annotations

import asyncio
from typing import TypeVar

import nats.errors
from pydantic import BaseModel, ValidationError

from shared.asking.envelope import LARGEST_REPLY, WITHIN_SECONDS, Reply
from shared.broker.connection import BrokerAccess, connected
from shared.broker.topology import Ask
from shared.log import get_logger
from shared.refusal import Refusal

A = TypeVar("A", bound=BaseModel)

_log = get_logger()


def ask(access: BrokerAccess, question: Ask, told: BaseModel, answer: type[A]) -> A:
    """Ask another service; call it where no event loop runs.

    Args:
        access: how the asking service reaches the broker.
        question: which question, to whom.
        told: what is asked.
        answer: the shape of the answer.

    Raises:
        Refusal: what the other service refused, with its own reason; ``…-not-answering``: it does
            not run, did not answer in time, or answered what nobody can read.
    """
    try:
        replied = asyncio.run(_ask(access, question, told.model_dump_json().encode()))
    except (nats.errors.Error, TimeoutError, OSError) as error:
        _log.warning("ask.unanswered", service=question.answerer, error=type(error).__name__)
        raise not_answering(question) from None
    return read_reply(question, replied, answer)


def read_reply(question: Ask, replied: bytes, answer: type[A]) -> A:
    """Read what was replied to a question.

    Raises:
        Refusal: as :func:`ask`.
    """
    try:
        if len(replied) > LARGEST_REPLY:
            raise not_answering(question)
        reply = Reply.model_validate_json(replied)
        if reply.problem is not None:
            raise Refusal(reply.problem.code, reply.problem.message, reply.problem.remedy)
        return answer.model_validate(reply.answer)
    except ValidationError as error:
        _log.warning("ask.unanswered", service=question.answerer, error=type(error).__name__)
        raise not_answering(question) from None


def not_answering(question: Ask) -> Refusal:
    """The service that was asked gives no answer that can be read."""
    return Refusal(
        f"{question.answerer}-not-answering",
        "判断を求めた相手のサービスが、応答していません。",
        "記録は変わっていません。しばらくしてから、もう一度操作してください。"
        "続くときは、運用担当に伝えてください。",
    )


async def _ask(access: BrokerAccess, question: Ask, told: bytes) -> bytes:
    async with asyncio.timeout(WITHIN_SECONDS), connected(access) as client:
        reply = await client.request(question.subject, told, timeout=WITHIN_SECONDS)
    return bytes(reply.data)

"""Routes made from a catalogue of use cases: each exactly one, none offers more."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from pydantic import TypeAdapter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from shared.http.problem import MEDIA_TYPE, internal_error, problem_of
from shared.http.reading import (
    bearer_token,
    body_of,
    document_in,
    idempotency_key,
    is_small,
    wanted_role,
    with_version,
)
from shared.http.statuses import Statuses
from shared.idempotency import Asked, Once, asked_under
from shared.identity import Actor
from shared.log import get_logger
from shared.refusal import Refusal
from shared.tokens.unauthenticated import Unauthenticated
from shared.use_case import Bound, UseCase, read_request

Authenticate = Callable[[str, str | None], Actor]
"""From a token, and the role that is wanted of it, to whom it vouches for; may ask the issuer and
the register, and raises :class:`Unauthenticated` or ``contract-over``."""

AT_ONCE = 6
"""Use cases under way at once: fewer than a service has connections to its database."""

SLOW_AT_ONCE = 2
"""Of those that take long, besides: they wait for each other, and nobody else for them."""

NEXT_AFTER = "Next-After"
"""The header with which a list says that there is more: the ``after`` of the next page."""

_log = get_logger()


def path_of(prefix: str, name: str) -> str:
    """``/conference/consents/answer``."""
    return f"/{prefix}/{name.replace('.', '/')}"


def success_of(use_case: UseCase) -> HTTPStatus:
    """201 where the answer is the id of what was made, 204 where there is none, else 200."""
    if use_case.answer in (None, type(None)):
        return HTTPStatus.NO_CONTENT
    made = use_case.kind == "command" and use_case.answer is UUID
    return HTTPStatus.CREATED if made else HTTPStatus.OK


def takes_key(use_case: UseCase) -> bool:
    """Whether an act can be asked for once under a key: its answer is an id or nothing.

    An answer that holds more might hold something confidential, and is kept nowhere.
    """
    return use_case.kind == "command" and use_case.answer in (None, type(None), UUID)


def refused(refusal: Refusal, statuses: Statuses) -> Response:
    """A refusal as an answer."""
    status = statuses.of(refusal)
    headers = {}
    if isinstance(refusal, Unauthenticated):
        unsaid = refusal.code == "token-missing"
        headers["WWW-Authenticate"] = "Bearer" if unsaid else 'Bearer error="invalid_token"'
    body = problem_of(refusal, status).model_dump_json(exclude_none=True)
    return Response(body, status, headers, media_type=MEDIA_TYPE)


def use_case_routes(
    prefix: str,
    use_cases: Mapping[str, tuple[UseCase, Bound]],
    authenticate: Authenticate,
    statuses: Statuses,
    once: Once,
    slow: Collection[str] = (),
) -> list[Route]:
    """One ``POST`` per use case, queries too: no id of a person ever stands in an address.

    Args:
        prefix: the first part of every path.
        use_cases: what the application offers.
        authenticate: who asks.
        statuses: of the service's refusals.
        once: remembers what was answered to acts under a key.
        slow: names of those that take long, and wait in a line of their own.
    """
    quick, patient = CapacityLimiter(AT_ONCE), CapacityLimiter(SLOW_AT_ONCE)
    lines = {name: patient if name in slow else quick for name in use_cases}
    return [
        Route(
            path_of(prefix, name),
            _Counter(use_case, bound, authenticate, statuses, once, lines[name]).answer,
            methods=["POST"],
            name=name,
        )
        for name, (use_case, bound) in use_cases.items()
    ]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is answered.

    Attributes:
        body: JSON.
        next_after: where the next page of a list begins, if there is one.
    """

    body: bytes
    next_after: str | None = None


class _Counter:
    """Where one use case is asked for."""

    def __init__(
        self,
        use_case: UseCase,
        bound: Bound,
        authenticate: Authenticate,
        statuses: Statuses,
        once: Once,
        limiter: CapacityLimiter,
    ) -> None:
        self._use_case = use_case
        self._bound = bound
        self._authenticate = authenticate
        self._statuses = statuses
        self._once = once
        self._limiter = limiter
        self._success = success_of(use_case)
        self._answers: TypeAdapter[object] = TypeAdapter(use_case.answer)

    async def answer(self, request: Request) -> Response:
        """Answer one request; what goes wrong is told by type and place only."""
        try:
            return await self._asked(request)
        except Refusal as refusal:
            if refusal.code == "stale-version" and "if-match" in request.headers:
                refusal = Refusal("precondition-failed", refusal.message, refusal.remedy)
            return refused(refusal, self._statuses)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception:  # noqa: BLE001 - whatever it is, its text may hold values
            _log.error("http.failed", exc_info=True)
            return refused(internal_error(), self._statuses)

    async def _asked(self, request: Request) -> Response:
        who = partial(
            self._authenticate, bearer_token(request.headers), wanted_role(request.headers)
        )
        if not is_small(request.headers):
            # Whoever sends much is asked first who they are; it is asked again with the act.
            actor = await to_thread.run_sync(who, limiter=self._limiter)
            self._use_case.expect_role(actor)
        body = await body_of(request)
        return await to_thread.run_sync(self._answered, who, request, body, limiter=self._limiter)

    def _answered(self, who: Callable[[], Actor], request: Request, body: bytes) -> Response:
        """Everything from who asks to what is answered, in one go: waiting in line costs time."""
        actor = who()
        self._use_case.expect_role(actor)
        wanted = "expected_version" in self._use_case.request.model_fields
        document = with_version(document_in(request, body), request.headers, wanted=wanted)
        key = idempotency_key(request.headers, wanted=takes_key(self._use_case))
        asked = read_request(self._use_case.request, document)
        act = partial(self._carry_out, actor, asked)
        if key is not None:
            written = json.dumps(document, sort_keys=True).encode()
            named = asked_under(key, actor, self._use_case.name, written)
            act = partial(self._carry_out_once, named, act)
        answer = act()
        if self._success is HTTPStatus.NO_CONTENT:
            return Response(status_code=self._success)
        headers = {NEXT_AFTER: answer.next_after} if answer.next_after else None
        return Response(answer.body, self._success, headers, media_type="application/json")

    def _carry_out(self, actor: Actor, asked: object) -> _Answer:
        answer = self._bound(actor, asked)
        next_after = getattr(answer, "next_after", None)
        body = self._answers.dump_json(answer)
        return _Answer(body, None if next_after is None else str(next_after))

    def _carry_out_once(self, named: Asked, act: Callable[[], _Answer]) -> _Answer:
        return _Answer(self._once.answer(named, lambda: act().body))

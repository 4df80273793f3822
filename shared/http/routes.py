"""Routes made from a catalogue of use cases: each exactly one, none offers more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from uuid import UUID

from anyio import CapacityLimiter, to_thread
from pydantic import TypeAdapter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from shared.http.problem import MEDIA_TYPE, internal_error, problem_of
from shared.http.reading import bearer_token, document_of, with_version
from shared.http.statuses import Statuses
from shared.identity import Actor
from shared.log import get_logger
from shared.refusal import Refusal
from shared.tokens.verifier import Unauthenticated
from shared.use_case import Bound, UseCase, read_request

Authenticate = Callable[[str], Actor]
"""From a token to whom it vouches for; raises :class:`Unauthenticated`."""

AT_ONCE = 6
"""Use cases under way at once: fewer than a service has connections to its database."""

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
) -> list[Route]:
    """One ``POST`` per use case, queries too: no id of a person ever stands in an address.

    Args:
        prefix: the first part of every path.
        use_cases: what the application offers.
        authenticate: who asks.
        statuses: of the service's refusals.
    """
    limiter = CapacityLimiter(AT_ONCE)
    return [
        Route(
            path_of(prefix, name),
            _Counter(use_case, bound, authenticate, statuses, limiter).answer,
            methods=["POST"],
            name=name,
        )
        for name, (use_case, bound) in use_cases.items()
    ]


class _Counter:
    """Where one use case is asked for."""

    def __init__(
        self,
        use_case: UseCase,
        bound: Bound,
        authenticate: Authenticate,
        statuses: Statuses,
        limiter: CapacityLimiter,
    ) -> None:
        self._use_case = use_case
        self._bound = bound
        self._authenticate = authenticate
        self._statuses = statuses
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
        actor = self._authenticate(bearer_token(request.headers))
        self._use_case.expect_role(actor)
        document = await document_of(request)
        wanted = "expected_version" in self._use_case.request.model_fields
        document = with_version(document, request.headers, wanted=wanted)
        asked = read_request(self._use_case.request, document)
        body = await to_thread.run_sync(self._carry_out, actor, asked, limiter=self._limiter)
        if self._success is HTTPStatus.NO_CONTENT:
            return Response(status_code=self._success)
        return Response(body, self._success, media_type="application/json")

    def _carry_out(self, actor: Actor, asked: object) -> bytes:
        return self._answers.dump_json(self._bound(actor, asked))

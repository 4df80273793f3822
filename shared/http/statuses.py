"""Under which HTTP status a refusal is told: by its code, since every way in refuses alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from shared.refusal import Refusal
from shared.tokens.unauthenticated import Unauthenticated

COMMON: Mapping[str, int] = {
    "request-unreadable": HTTPStatus.BAD_REQUEST,
    "document-unreadable": HTTPStatus.BAD_REQUEST,
    "form-unreadable": HTTPStatus.BAD_REQUEST,
    "query-unwanted": HTTPStatus.BAD_REQUEST,
    "precondition-unreadable": HTTPStatus.BAD_REQUEST,
    "idempotency-key-unreadable": HTTPStatus.BAD_REQUEST,
    "idempotency-key-unwanted": HTTPStatus.BAD_REQUEST,
    "idempotency-under-way": HTTPStatus.CONFLICT,
    "idempotency-broken-off": HTTPStatus.CONFLICT,
    "role-unreadable": HTTPStatus.BAD_REQUEST,
    "role-not-chosen": HTTPStatus.BAD_REQUEST,
    "role-not-held": HTTPStatus.FORBIDDEN,
    "contract-over": HTTPStatus.FORBIDDEN,
    "form-not-ours": HTTPStatus.FORBIDDEN,
    "sign-in-not-ours": HTTPStatus.FORBIDDEN,
    "sign-in-refused": HTTPStatus.FORBIDDEN,
    "sign-in-failed": HTTPStatus.FORBIDDEN,
    "too-many-roles": HTTPStatus.FORBIDDEN,
    "role-not-entitled": HTTPStatus.FORBIDDEN,
    "role-without-pages": HTTPStatus.FORBIDDEN,
    "session-over": HTTPStatus.UNAUTHORIZED,
    "no-such-address": HTTPStatus.NOT_FOUND,
    "method-not-allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "request-too-slow": HTTPStatus.REQUEST_TIMEOUT,
    "request-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "not-json": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "precondition-failed": HTTPStatus.PRECONDITION_FAILED,
    "id-taken": HTTPStatus.CONFLICT,
    "internal-error": HTTPStatus.INTERNAL_SERVER_ERROR,
    "issuer-keys-unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
    "issuer-not-configured": HTTPStatus.SERVICE_UNAVAILABLE,
    "issuer-unreachable": HTTPStatus.SERVICE_UNAVAILABLE,
    "issuer-document-wrong": HTTPStatus.SERVICE_UNAVAILABLE,
    "claims-file-unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
    "worker-key-missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "worker-key-unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
    "client-secret-unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
    "session-key-unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
    "sign-in-not-configured": HTTPStatus.SERVICE_UNAVAILABLE,
    "key-file-missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "key-file-malformed": HTTPStatus.SERVICE_UNAVAILABLE,
    "key-file-permissions": HTTPStatus.SERVICE_UNAVAILABLE,
    "key-variable-malformed": HTTPStatus.SERVICE_UNAVAILABLE,
}
"""Codes of ``shared`` whose status their name does not tell."""


@dataclass(frozen=True, slots=True)
class Statuses:
    """The statuses of one service.

    Attributes:
        own: its codes whose status their name does not tell.
    """

    own: Mapping[str, int] = field(default_factory=dict)

    def of(self, refusal: Refusal) -> int:
        """The status of a refusal.

        ``…-not-found`` is 404; ``…-exists``, ``already-…`` and ``stale-…`` are 409; whatever else
        a rule refuses is 422.
        """
        if isinstance(refusal, Unauthenticated):
            return int(HTTPStatus.UNAUTHORIZED)
        code = refusal.code
        if (known := self.own.get(code) or COMMON.get(code)) is not None:
            return int(known)
        if code.endswith("-not-found"):
            return int(HTTPStatus.NOT_FOUND)
        parts = code.split("-")
        if parts[-1] == "exists" or parts[0] == "stale" or "already" in parts:
            return int(HTTPStatus.CONFLICT)
        return int(HTTPStatus.UNPROCESSABLE_ENTITY)

"""Which refusals a program that asks for a use case has to reckon with."""

from __future__ import annotations

from shared.http.routes import takes_key
from shared.http.statuses import Statuses
from shared.paging import Paged
from shared.refusal import Refusal
from shared.use_case import UseCase

OF_ALL = frozenset(
    {
        "claims-file-unreadable",
        "contract-over",
        "document-unreadable",
        "idempotency-key-unreadable",
        "idempotency-key-unwanted",
        "internal-error",
        "issuer-document-wrong",
        "issuer-keys-unreadable",
        "issuer-not-configured",
        "issuer-unreachable",
        "not-json",
        "person-not-opaque",
        "precondition-unreadable",
        "query-unwanted",
        "request-too-large",
        "request-too-slow",
        "request-unreadable",
        "role-not-chosen",
        "role-not-entitled",
        "role-not-held",
        "role-unreadable",
        "token-expired",
        "token-invalid",
        "token-missing",
        "token-not-for-this-service",
        "token-without-role",
        "worker-key-missing",
        "worker-key-unreadable",
    }
)
"""Codes with which any operation may be refused."""


def problem_codes(use_case: UseCase, statuses: Statuses) -> dict[str, list[str]]:
    """The codes with which a use case may be refused, by status; those of all are not repeated.

    Args:
        use_case: the use case, whose docstring names its refusals.
        statuses: of its service.
    """
    codes = {*use_case.refusals} - OF_ALL
    if "expected_version" in use_case.request.model_fields:
        codes |= {"stale-version", "precondition-failed"}
    if takes_key(use_case):
        codes |= {"idempotency-key-reused", "idempotency-under-way", "idempotency-broken-off"}
    if issubclass(use_case.request, Paged):
        codes.add("cursor-unreadable")
    by_status: dict[str, list[str]] = {}
    for code in sorted(codes):
        status = statuses.of(Refusal(code, "", ""))
        by_status.setdefault(str(status), []).append(code)
    return dict(sorted(by_status.items()))

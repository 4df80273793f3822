"""The statuses of intake's refusals that their codes do not tell."""

from __future__ import annotations

from http import HTTPStatus

from shared.http.statuses import Statuses

_NOT_THEIRS = (
    "detail-of-another-agency",
    "not-a-department",
    "not-of-this-municipality",
    "own-agency-not-registered",
)
_TOO_LATE_OR_EARLY = (
    "case-closed",
    "case-erased",
    "case-linked",
    "case-not-resting",
    "case-suspended",
    "case-transferred",
    "main-subject-exists",
    "no-worker-assigned",
)

STATUSES = Statuses(
    {
        **dict.fromkeys(_NOT_THEIRS, HTTPStatus.FORBIDDEN),
        **dict.fromkeys(_TOO_LATE_OR_EARLY, HTTPStatus.CONFLICT),
        "ledger-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    }
)

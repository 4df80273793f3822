"""The statuses of placement's refusals that their codes do not tell."""

from __future__ import annotations

from http import HTTPStatus

from shared.http.statuses import Statuses

_NOT_THEIRS = ("not-of-this-municipality", "own-agency-not-registered")
_TOO_LATE_OR_EARLY = ("referral-step-not-open",)

STATUSES = Statuses(
    {
        **dict.fromkeys(_NOT_THEIRS, HTTPStatus.FORBIDDEN),
        **dict.fromkeys(_TOO_LATE_OR_EARLY, HTTPStatus.CONFLICT),
    }
)

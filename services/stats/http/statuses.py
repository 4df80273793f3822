"""The statuses of stats' refusals that their codes do not tell."""

from __future__ import annotations

from http import HTTPStatus

from shared.http.statuses import Statuses

_NOT_THERE = (
    "return-not-issued",
    "version-not-issued",
    "version-not-submitted",
    "edition-not-published",
    "unknown-template",
    "unknown-kpi-sheet",
)
_TOO_LATE_OR_EARLY = (
    "facts-not-taken-in",
    "figures-have-changed",
    "kpi-entered",
    "kpi-not-entered",
    "months-not-closed",
    "newer-kpi-entered",
    "newer-return-issued",
    "period-not-over",
    "template-has-changed",
)

STATUSES = Statuses(
    {
        "not-of-this-municipality": HTTPStatus.FORBIDDEN,
        "own-agency-not-registered": HTTPStatus.FORBIDDEN,
        **dict.fromkeys(_NOT_THERE, HTTPStatus.NOT_FOUND),
        **dict.fromkeys(_TOO_LATE_OR_EARLY, HTTPStatus.CONFLICT),
        "facts-have-not-arrived": HTTPStatus.SERVICE_UNAVAILABLE,
    }
)

"""The statuses of the hub's refusals that their codes do not tell."""

from __future__ import annotations

from http import HTTPStatus

from shared.http.statuses import Statuses

_NOT_READABLE = (
    "register-unreadable",
    "population-unreadable",
    "population-empty",
    "population-twice",
    "header-missing",
)
"""Files of the prefecture's own: nobody who asks can do anything about them."""

STATUSES = Statuses(
    {
        "nobody-reported": HTTPStatus.NOT_FOUND,
        "unknown-table": HTTPStatus.NOT_FOUND,
        **dict.fromkeys(_NOT_READABLE, HTTPStatus.SERVICE_UNAVAILABLE),
    }
)

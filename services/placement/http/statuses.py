"""The statuses of placement's refusals that their codes do not tell."""

from __future__ import annotations

from http import HTTPStatus

from shared.http.statuses import Statuses

_NOT_THEIRS = (
    "not-of-this-municipality",
    "own-agency-not-registered",
    "not-your-step",
    "notes-about-own-agency",
    "packet-not-granted",
)
_TOO_LATE_OR_EARLY = (
    "resource-listed",
    "resource-not-withdrawn",
    "resource-withdrawn",
    "employment-followed",
    "employment-not-open",
    "employment-undone",
    "former-not-ended",
    "incentives-issued",
    "month-not-over",
    "need-undone",
    "nothing-to-correct",
    "nothing-to-issue",
    "nothing-to-undo",
    "outcome-undone",
    "packet-given",
    "participant-known",
    "person-known-in-programme",
    "programme-ended",
    "programme-not-ended",
    "session-attended",
    "session-undone",
    "step-not-open",
    "step-not-taken",
    "undo-out-of-order",
    "routing-rules-not-adopted",
    "plan-ended",
    "plan-suspended",
    "planned-otherwise",
    "referral-addressed",
    "task-not-open",
    "referral-not-offered",
    "referral-over",
    "referral-step-not-open",
    "referral-still-open",
)

STATUSES = Statuses(
    {
        **dict.fromkeys(_NOT_THEIRS, HTTPStatus.FORBIDDEN),
        **dict.fromkeys(_TOO_LATE_OR_EARLY, HTTPStatus.CONFLICT),
        "conference-not-answering": HTTPStatus.SERVICE_UNAVAILABLE,
    }
)

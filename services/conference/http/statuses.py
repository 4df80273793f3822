"""The statuses of conference's refusals that their codes do not tell."""

from __future__ import annotations

from http import HTTPStatus

from shared.http.statuses import Statuses

_NOT_THEIRS = (
    "approver-is-actor",
    "approver-is-agency",
    "approver-proposed-it",
    "attendee-not-registered",
    "attendee-of-other-agency",
    "convener-no-longer-entitled",
    "convener-not-entitled",
    "decider-not-entitled",
    "not-a-department",
    "not-a-member",
    "not-a-party",
    "not-a-recipient",
    "not-of-this-municipality",
    "not-on-behalf",
    "not-on-behalf-of-others",
    "not-the-convener",
    "not-the-proposer",
    "not-theirs-to-withdraw",
    "not-your-meeting",
    "own-agency-not-registered",
    "reviewer-is-asserter",
    "roster-not-yours",
    "secrecy-not-acknowledged",
)
_UNKNOWN = ("case-unknown", "person-not-described")
_TOO_LATE_OR_EARLY = (
    "conference-held",
    "conference-over",
    "consent-withdrawn",
    "correction-pending",
    "determination-over",
    "erasure-decided",
    "erasure-under-way",
    "hold-lifted-already",
    "hold-over-already",
    "item-offered",
    "nobody-to-erase",
    "packet-ended",
    "packet-expired",
    "person-in-open-case",
    "plan-active",
    "plan-decided",
    "plan-ended",
    "plan-suspended",
    "task-ended",
    "version-not-next",
)
_OUT_OF_ORDER = ("checkpoints-unreadable", "evidence-unwritable", "ledger-public-key-missing")

STATUSES = Statuses(
    {
        **dict.fromkeys(_NOT_THEIRS, HTTPStatus.FORBIDDEN),
        **dict.fromkeys(_UNKNOWN, HTTPStatus.NOT_FOUND),
        **dict.fromkeys(_TOO_LATE_OR_EARLY, HTTPStatus.CONFLICT),
        **dict.fromkeys(_OUT_OF_ORDER, HTTPStatus.SERVICE_UNAVAILABLE),
    }
)

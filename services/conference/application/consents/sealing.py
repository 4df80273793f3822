"""From an answer in the clear to one that may be recorded, and back."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from services.conference.application.consents.requests import ConsentAnswer
from services.conference.domain.consent import Answer, Exclusions, Scope, Witness
from shared.calendar import jst_date, months_after
from shared.sealing import Sealed, Sealer

WORDS = ("reason", "aid", "understanding", "identity_check", "relation_evidence", "evidence")
"""The confidential texts of an answer."""

HEARD_BY = "heard_by"
MONTHS_UNTIL_REVIEW = 12
"""A consent without an end is asked for again after a year (law rule 13)."""


def label(name: str) -> str:
    """What a sealed text of an answer is bound to."""
    return f"conference.consent.{name}"


def sealed_answer(
    sealer: Sealer, request: ConsentAnswer, consent_id: UUID, version: int, now: datetime
) -> Answer:
    """Seal an answer's texts under the person's key, and fill in what was left open.

    Raises:
        shared.sealing.Erased: the person's key was destroyed.
    """
    key = str(request.person_id)

    def seal(name: str, text: str | None) -> Sealed | None:
        return sealer.seal(key, text, label(name)) if text else None

    start = request.start or now
    witness = request.witness
    return Answer(
        consent_id=consent_id,
        version=version,
        given_by=request.given_by,
        capacity=request.capacity,
        state=request.state,
        method=request.method,
        witness=Witness(heard_by=sealer.seal(key, witness.heard_by, label(HEARD_BY)), at=witness.at)
        if witness
        else None,
        scope=_each_once(request.scope),
        exclusions=_excluded_once(request.exclusions),
        answered_at=request.answered_at or min(start, now),
        start=start,
        end=request.end,
        review_on=_review_on(request, start),
        explained_by=request.explained_by,
        explanation_version=request.explanation_version,
        **{name: seal(name, getattr(request, name)) for name in WORDS},
    )


def _review_on(request: ConsentAnswer, start: datetime) -> date | None:
    if request.review_on is not None or request.state != "given" or request.end is not None:
        return request.review_on
    return months_after(jst_date(start), MONTHS_UNTIL_REVIEW)


def _each_once(scope: Scope | None) -> Scope | None:
    if scope is None:
        return None
    return Scope(
        categories=tuple(dict.fromkeys(scope.categories)),
        recipients=tuple(dict.fromkeys(scope.recipients)),
        recipient_kinds=tuple(dict.fromkeys(scope.recipient_kinds)),
        purposes=tuple(dict.fromkeys(scope.purposes)),
        modes=tuple(dict.fromkeys(scope.modes)) if scope.modes is not None else None,
        agenda_items=tuple(dict.fromkeys(scope.agenda_items))
        if scope.agenda_items is not None
        else None,
    )


def _excluded_once(exclusions: Exclusions) -> Exclusions:
    return Exclusions(
        categories=tuple(dict.fromkeys(exclusions.categories)),
        recipients=tuple(dict.fromkeys(exclusions.recipients)),
        recipient_kinds=tuple(dict.fromkeys(exclusions.recipient_kinds)),
    )


def opened_words(sealer: Sealer, answer: Answer) -> dict[str, str | None]:
    """An answer's texts by name, opened.

    Raises:
        shared.sealing.Erased: the person's key was destroyed.
    """
    words: dict[str, str | None] = {}
    for name in WORDS:
        sealed: Sealed | None = getattr(answer, name)
        words[name] = sealer.open(sealed, label(name)) if sealed else None
    heard = answer.witness
    words[HEARD_BY] = sealer.open(heard.heard_by, label(HEARD_BY)) if heard else None
    return words

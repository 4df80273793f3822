"""The person's answer, as it ends the task of seeking it (law rules 4, 5, 7, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.conference.domain.consent import Answer
from services.conference.domain.deliberation.events import ConsentOutcome, ConsentSought
from services.conference.law.vocabulary import AgencyKind
from shared.refusal import Refusal


def outcome_of(answer: Answer | None, *, withdrawn: bool) -> ConsentOutcome:
    """What an answer on record comes to; silence, a family's wish and a doubt are no answer.

    Raises:
        Refusal: ``answer-not-recorded``.
    """
    if answer is not None and not withdrawn and answer.capacity != "family_wish":
        if answer.state == "given":
            return "done"
        if answer.state == "refused":
            return "declined"
    raise Refusal(
        "answer-not-recorded",
        "この方の同意か拒否が、その番号では記録されていません。",
        "先に同意の記録に、本人の回答を記録してください。返事がないあいだは、課題は続きます。",
    )


def covers(answer: Answer | None, sought: ConsentSought, kinds: Mapping[UUID, AgencyKind]) -> bool:
    """Whether everything that was asked for is in the answer, and nothing of it excluded."""
    if answer is None or answer.scope is None:
        return False
    scope, excluded = answer.scope, answer.exclusions
    barred = {one for one in sought.recipients if kinds.get(one) in excluded.recipient_kinds}
    named = {one for one in sought.recipients if kinds.get(one) in scope.recipient_kinds}
    return (
        set(sought.categories) <= set(scope.categories) - set(excluded.categories)
        and set(sought.purposes) <= set(scope.purposes)
        and set(sought.recipients)
        <= (named | set(scope.recipients)) - barred - set(excluded.recipients)
    )

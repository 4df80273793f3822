"""Submissions: an issued return goes to the prefecture, and whether it is there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.stats.application.acting import refuse_elsewhere
from services.stats.application.returns.forms import OfReturn, TemplateId, VersionNumber
from services.stats.domain.return_versions import RETURN, existing
from services.stats.domain.scope import scope_of
from services.stats.domain.submission import (
    SUBMISSION,
    ReturnKey,
    ReturnSubmitted,
    submission_id,
    submit_return,
)
from services.stats.published import submitted
from services.stats.templates import template_by_id
from services.stats.views.checkpoints import latest_checkpoint
from services.stats.views.submissions import submissions_of
from shared.calendar import Clock
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor, Role
from shared.paging import MOST_AT_ONCE, Paged, listed
from shared.refusal import Refusal
from shared.store import EventStore
from shared.use_case import use_case

STATISTICIANS: tuple[Role, ...] = ("statistician",)
READERS: tuple[Role, ...] = ("statistician", "prefecture")


class SubmitReturn(OfReturn):
    """提出: an issued version; the one that holds, if it is not said which."""

    version: VersionNumber | None = None


class ListSubmissions(Paged):
    """Everything that a municipality submitted, or of one template.

    Attributes:
        municipality: whose.
        template: of this template alone.
        limit: at most so many lines.
    """

    municipality: MunicipalityCode
    template: TemplateId | None = None
    limit: int = Field(default=MOST_AT_ONCE, ge=1, le=MOST_AT_ONCE)


class SubmissionAnswer(BaseModel):
    """One submission.

    Attributes:
        return_id: the return.
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        version: which version.
        submitted_on: the day of submission.
        handed_in: whether the prefecture's server has it on disk.
    """

    model_config = ConfigDict(frozen=True, from_attributes=True)

    return_id: UUID
    template: str
    period_from: date
    period_to: date
    version: int
    submitted_on: date
    handed_in: bool


class Submissions:
    """Submits, and tells what has arrived.

    Args:
        store: issued returns and submissions.
        clock: the instant of recording.
    """

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @use_case("submissions.submit", "報告の提出", roles=STATISTICIANS)
    def submit(self, actor: Actor, request: SubmitReturn) -> SubmissionAnswer:
        """Submit an issued version to the prefecture; once, however often it is asked.

        It leaves with the next connection to the prefecture's server.

        Raises:
            Refusal: ``not-of-this-municipality``, ``return-not-issued``, ``version-not-issued``,
                ``return-not-aggregate``.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        with self._store.transaction(actor, self._clock) as tx:
            refuse_elsewhere(tx, actor, request.municipality, tx.at)
            scope = scope_of(request.municipality, request.first, request.last, tx.at)
            about = ReturnKey(template_by_id(request.template).id, scope)
            history = existing(tx.load(RETURN, about.id).state)
            issued = history.version(request.version)
            stream = tx.load(SUBMISSION, submission_id(about.id))
            checkpoint = latest_checkpoint(tx, scope.municipality)
            events = submit_return(
                stream.state, about, history, issued.number, checkpoint, now=tx.at
            )
            for event in events:
                _expect_aggregates(event)
            tx.append(SUBMISSION, stream, *events)
            rows = submissions_of(tx, scope.municipality)
        key = (about.id, issued.number)
        row = next(one for one in rows if (one.return_id, one.version) == key)
        return SubmissionAnswer.model_validate(row)

    @use_case("submissions.list", "提出した報告の一覧", roles=READERS, kind="query")
    @listed("submitted_on", "period_to", "period_from", "template", "version")
    def list_submissions(self, actor: Actor, request: ListSubmissions) -> list[SubmissionAnswer]:
        """What a municipality submitted, in order, and what of it has arrived.

        Raises:
            Refusal: ``not-of-this-municipality``.
        """
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        found = submissions_of(self._store, request.municipality)
        return [
            SubmissionAnswer.model_validate(row)
            for row in found
            if request.template in {None, row.template}
        ]


def _expect_aggregates(event: ReturnSubmitted) -> None:
    """Refuse what the prefecture's fact has no room for, before it is on record.

    Raises:
        Refusal: ``return-not-aggregate``.
    """
    try:
        submitted(event)
    except ValidationError:
        raise Refusal(
            "return-not-aggregate",
            "報告の見出しか区分に、番号や連絡先と見える文字があります。",
            "様式の見出しと、区分になる語（経路・つなぎ先など）を直し、発行し直してください。",
        ) from None

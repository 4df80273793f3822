"""An outcome: reached on a day, and taken back if it is not so."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.acting import (
    SUPPORTERS,
    acting_for,
    found_by,
    refuse_taken,
)
from services.placement.application.outcomes.forms import (
    ListOutcomes,
    OutcomeLine,
    ReachOutcome,
    UndoOutcome,
)
from services.placement.application.places import refuse_unlisted
from services.placement.application.words import sealed_words
from services.placement.domain.outcome import (
    NOTE_LABEL,
    OUTCOME,
    Outcome,
    reach_outcome,
    undo_outcome,
)
from services.placement.views.outcomes import outcomes_of
from shared.desk import Desk
from shared.identity import Actor
from shared.use_case import use_case


class Outcomes:
    """What is recorded of outcomes.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("outcomes.reach", "成果", roles=SUPPORTERS)
    def reach(self, actor: Actor, request: ReachOutcome) -> UUID:
        """Somebody reached something; return the outcome's id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``, ``person-erased``; and see
                :func:`services.placement.domain.outcome.reach_outcome`.
        """
        desk, outcome_id = self._desk, request.outcome_id or uuid4()
        about = request.person_id or request.case_id
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            refuse_unlisted(tx, request.municipality, request.resource_id)
            stream = tx.load(OUTCOME, outcome_id)
            refuse_taken(request.municipality, stream.state)
            events = reach_outcome(
                stream.state,
                request.municipality,
                Outcome.carried_by(request),
                on=request.on,
                note=sealed_words(desk.sealer, about, request.note, NOTE_LABEL),
                today=desk.today,
            )
            tx.append(OUTCOME, stream, *events)
        return outcome_id

    @use_case("outcomes.undo", "成果の取り消し", roles=SUPPORTERS)
    def undo(self, actor: Actor, request: UndoOutcome) -> None:
        """It was recorded and is not so.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.outcome.undo_outcome`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(OUTCOME, request.outcome_id)
            at = found_by(tx, actor, stream.state)
            if at is not None:
                stream.expect_version(request.expected_version)
            tx.append(OUTCOME, stream, *undo_outcome(at, request.reason, today=self._desk.today))

    @use_case("outcomes.list", "成果の一覧", roles=SUPPORTERS, kind="query")
    def list_outcomes(self, actor: Actor, request: ListOutcomes) -> list[OutcomeLine]:
        """What was reached in a case, in the order of the days.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = outcomes_of(tx, request.municipality, request.case_id)
            return [OutcomeLine.model_validate(row) for row in rows]

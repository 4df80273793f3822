"""Feedback of two sides: each gives and sees its own, the supporter both."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.feedback.forms import (
    EmployerSays,
    FeedbackShown,
    GiveFeedback,
    PersonSays,
    ShowFeedback,
    TakeBackFeedback,
)
from services.placement.application.feedback.seats import Seat, seat_of
from services.placement.application.words import opened_words, sealed_words
from services.placement.domain.feedback import (
    CAUTIONS_LABEL,
    FEEDBACK,
    HOLDING_LABEL,
    IMAGE_LABEL,
    STRENGTHS_LABEL,
    EmployersWords,
    Given,
    Occasion,
    PersonsWords,
    feedback_not_found,
    feedback_on,
    give_feedback,
    take_back_feedback,
)
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.sealing import Sealed
from shared.use_case import use_case

_LABELS = {
    "strengths": STRENGTHS_LABEL,
    "work_image": IMAGE_LABEL,
    "strengths_that_hold": HOLDING_LABEL,
    "cautions": CAUTIONS_LABEL,
}


class Feedback:
    """What the two sides say.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("feedback.give", "本人・事業所の振り返り", roles=AGENCY_ROLES)
    def give(self, actor: Actor, request: GiveFeedback) -> UUID:
        """One side says something; return its id.

        A supporter writes down either side; the agency of the workplace writes its own.

        Raises:
            Refusal: ``own-agency-not-registered``; ``feedback-not-found``: there is no such step
                or employment, or none for whoever asks; ``person-erased``; and see
                :func:`services.placement.domain.feedback.give_feedback`.
        """
        desk, feedback_id = self._desk, uuid4()
        with desk.transaction(actor) as tx:
            seat = seat_of(tx, actor, request)
            if request.person is not None and not seat.supports:
                raise feedback_not_found()
            stream = tx.load(FEEDBACK, feedback_on(request.about_id))
            events = give_feedback(
                stream.state,
                Occasion(
                    municipality=seat.municipality,
                    subject=seat.subject,
                    began_on=seat.began_on,
                    on=request.on,
                    today=desk.today,
                ),
                feedback_id,
                self._sealed(seat.subject.person_id, request.person or request.employer),
                agency_id=None if seat.supports else seat.agency_id,
            )
            tx.append(FEEDBACK, stream, *events)
        return feedback_id

    @use_case("feedback.take-back", "振り返りの取り消し", roles=AGENCY_ROLES)
    def take_back(self, actor: Actor, request: TakeBackFeedback) -> None:
        """What was said is taken back; a workplace takes back what it wrote itself.

        Raises:
            Refusal: ``own-agency-not-registered``; ``feedback-not-found``, also for what others
                said; and see :func:`services.placement.domain.feedback.take_back_feedback`.
        """
        with self._desk.transaction(actor) as tx:
            seat = seat_of(tx, actor, request)
            stream = tx.load(FEEDBACK, feedback_on(request.about_id))
            one = stream.state.given.get(request.feedback_id) if stream.state else None
            if one is None or not _sees(seat, one):
                raise feedback_not_found()
            events = take_back_feedback(
                stream.state, request.feedback_id, request.reason, today=self._desk.today
            )
            tx.append(FEEDBACK, stream, *events)

    @use_case("feedback.show", "振り返りの内容", roles=AGENCY_ROLES, kind="query")
    def show(self, actor: Actor, request: ShowFeedback) -> list[FeedbackShown]:
        """What was said and stands, in the order in which it was recorded.

        A supporter reads both sides, or what may be handed to one of them; the agency of the
        workplace reads what it wrote itself.

        Raises:
            Refusal: ``own-agency-not-registered``; ``feedback-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            seat = seat_of(tx, actor, request)
            state = tx.load(FEEDBACK, feedback_on(request.about_id)).state
        standing = state.standing if state is not None else ()
        return [
            self._shown(one)
            for one in standing
            if _sees(seat, one) and request.side in {None, one.side}
        ]

    def _sealed(
        self, person_id: UUID, says: PersonSays | EmployerSays | None
    ) -> PersonsWords | EmployersWords:
        """Seal what is said under the person's key: whoever says it, it is about them."""
        kind = PersonsWords if isinstance(says, PersonSays) else EmployersWords
        sealed = {
            name: sealed_words(self._desk.sealer, person_id, text, _LABELS[name])
            for name, text in says or ()
        }
        return kind.model_validate(sealed)

    def _shown(self, one: Given) -> FeedbackShown:
        opened: dict[str, str | None] = {
            name: opened_words(self._desk.sealer, sealed, _LABELS[name])
            for name, sealed in one.words
            if isinstance(sealed, Sealed)
        }
        return FeedbackShown(
            feedback_id=one.feedback_id,
            side=one.side,
            on=one.on,
            by_employer=one.agency_id is not None,
            **opened,
        )


def _sees(seat: Seat, one: Given) -> bool:
    """Whether somebody may see it: a supporter everything, a workplace what it wrote itself."""
    return seat.supports or one.agency_id == seat.agency_id

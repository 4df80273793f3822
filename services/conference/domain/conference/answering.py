"""求めへの回答: all, part, not provided, not held; none of them is a violation (law rule 22)."""

from __future__ import annotations

from uuid import UUID

from services.conference.domain.conference.events import Asking, RequestAnswer, RequestAnswered
from services.conference.domain.conference.requesting import open_matter
from services.conference.domain.conference.state import ConferenceState, RequestState
from services.conference.law.vocabulary import Category
from shared.refusal import InvalidInput, Refusal


def answer_request(
    conference: ConferenceState | None,
    request_id: UUID,
    answer: RequestAnswer,
    provided: tuple[Category, ...],
    *,
    agency_id: UUID,
) -> tuple[RequestAnswered, ...]:
    """Record the answer of the agency that was asked; nothing happens when it is the same again.

    All four answers are lawful (106条の6第4項: 努力義務; law rule 22). Until the conference was
    held the agency may answer otherwise.

    Args:
        conference: must not have been held.
        request_id: which request.
        answer: all, part, not provided, not held.
        provided: with ``part``: what is provided.
        agency_id: the agency that answers.

    Raises:
        Refusal: ``request-not-found``, also when another agency was asked;
            ``agenda-item-not-found``, ``conference-held``.
        InvalidInput: ``provided-missing``, ``provided-not-asked``, ``provided-without-part``.
    """
    request = request_to(conference, request_id, agency_id)
    conference, _ = open_matter(conference, request.agenda_id)
    _refuse_contradiction(answer, provided, request.asking)
    if (answer, provided) == (request.answer, request.provided):
        return ()
    answered = RequestAnswered(
        municipality=conference.municipality,
        request_id=request_id,
        answer=answer,
        provided=provided,
    )
    return (answered,)


def request_to(
    conference: ConferenceState | None, request_id: UUID, agency_id: UUID
) -> RequestState:
    """Return a request that was made to an agency; to others it does not exist.

    Raises:
        Refusal: ``request-not-found``.
    """
    request = conference.requests.get(request_id) if conference else None
    if request is None or request.asking.to_agency != agency_id:
        raise request_not_found()
    return request


def request_not_found() -> Refusal:
    """The answer to whoever asks for a request that was not made to them, or not there."""
    return Refusal(
        "request-not-found",
        "この機関に宛てた求めの中に、その求めはありません。",
        "会議と求めの指定を確かめてください。",
    )


def _refuse_contradiction(
    answer: RequestAnswer, provided: tuple[Category, ...], asking: Asking
) -> None:
    if answer != "part":
        if provided:
            raise InvalidInput(
                "提供する情報の種類",
                "provided-without-part",
                "「一部提供」でない回答に、提供する情報の種類が書かれています。",
                "「一部提供」と答えるか、情報の種類を空にしてください。",
            )
        return
    if not provided:
        raise InvalidInput(
            "提供する情報の種類",
            "provided-missing",
            "「一部提供」の回答に、提供する情報の種類が書かれていません。",
            "提供する情報の種類を、求めの中から一つ以上選んでください。",
        )
    if not set(provided) <= set(asking.categories):
        raise InvalidInput(
            "提供する情報の種類",
            "provided-not-asked",
            "求めにない種類の情報が、提供する情報に入っています。",
            "求められた種類の中から選んでください。求めによらない情報は、議題に出すことができます。",
        )

"""Consents as they are looked at: what a person answered, and one answer with its words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from services.conference import views
from services.conference.application.acting import found_by
from services.conference.application.consents.answers import (
    ConsentLine,
    ConsentList,
    ConsentShown,
    Standing,
)
from services.conference.application.consents.requests import WhichConsent, WhoseConsents
from services.conference.application.consents.sealing import HEARD_BY, WORDS, opened_words
from services.conference.application.consents.weight import Scales, Weight
from services.conference.application.desk import Desk
from services.conference.domain.consent import (
    CONSENTS,
    Answer,
    ConsentAnswered,
    ConsentsState,
    consents_id,
    existing,
)
from services.conference.domain.person import PERSON
from services.conference.domain.person import existing as described
from shared.identity import Actor, Metadata, Role
from shared.sealing import Erased
from shared.store import Stream, Transaction
from shared.use_case import use_case

READERS: tuple[Role, ...] = ("counsellor", "secretariat")


class Showing:
    """What can be seen of consents by those who do the municipality's work.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("consents.list", "同意の一覧", roles=READERS, kind="query")
    def list_consents(self, actor: Actor, request: WhoseConsents) -> ConsentList:
        """Everything one person answered, with what each answer weighs now.

        Raises:
            Refusal: ``own-agency-not-registered``; ``person-not-described``, also for a person of
                another municipality.
        """
        person_id = request.person_id
        with self._desk.transaction(actor) as tx:
            now = tx.at
            person = described(found_by(tx, actor, tx.load(PERSON, person_id).state))
            stream = tx.load(CONSENTS, consents_id(person_id))
            answers = stream.state.answers if stream.state else ()
            scales = Scales(tx, self._desk.sealer, person.municipality, person_id, now)
            return ConsentList(
                person_id=person_id,
                version=stream.version,
                consents=tuple(
                    ConsentLine(**_line(stream.state, one, scales.weigh(one), now))
                    for one in answers
                    if stream.state
                ),
            )

    @use_case("consents.show", "同意の内容", roles=READERS, kind="query")
    def show_consent(self, actor: Actor, request: WhichConsent) -> ConsentShown:
        """One version of one consent with everything that is on record about it.

        Raises:
            Refusal: ``own-agency-not-registered``; ``consent-not-found``, also for a person of
                another municipality.
        """
        consent_id = request.consent_id
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream = self._stream_of(tx, consent_id)
            state = existing(found_by(tx, actor, stream.state), consent_id)
            answer = state.latest(consent_id)
            if request.version is not None:
                versions = state.versions(consent_id)
                answer = next((one for one in versions if one.version == request.version), None)
            if answer is None:
                answer = existing(None, consent_id).answers[0]
            scales = Scales(tx, self._desk.sealer, state.municipality, state.person_id, now)
            line = _line(state, answer, scales.weigh(answer), now)
        recorded = self._recorded(state.person_id, answer)
        return ConsentShown(
            **line,
            **self._words(answer),
            heard_at=answer.witness.at if answer.witness else None,
            recorded_by=recorded.actor.person,
            recorded_at=recorded.recorded_at,
        )

    def _stream_of(self, tx: Transaction, consent_id: UUID) -> Stream[ConsentsState]:
        """The answers among which a consent is; empty ones if there is none."""
        person_id = views.person_of_consent(tx, consent_id)
        return tx.load(CONSENTS, consents_id(person_id or consent_id))

    def _words(self, answer: Answer) -> dict[str, Any]:
        try:
            return {**opened_words(self._desk.sealer, answer), "erased": False}
        except Erased:
            return {**dict.fromkeys((*WORDS, HEARD_BY)), "erased": True}

    def _recorded(self, person_id: UUID, answer: Answer) -> Metadata:
        """Who recorded an answer, and when."""
        return next(
            one.metadata
            for one in self._desk.store.history(consents_id(person_id))
            if isinstance(one.event, ConsentAnswered)
            and (one.event.consent_id, one.event.version) == (answer.consent_id, answer.version)
        )


def _line(state: ConsentsState, answer: Answer, weight: Weight, now: datetime) -> dict[str, Any]:
    names = ConsentLine.model_fields.keys() & Answer.model_fields.keys()
    return {
        **{name: getattr(answer, name) for name in names},
        **weight._asdict(),
        "person_id": state.person_id,
        "standing": _standing(state, answer, now),
        "withdrawn_at": state.withdrawn.get(answer.consent_id),
    }


def _standing(state: ConsentsState, answer: Answer, now: datetime) -> Standing:
    """Whether an answer holds; a higher version replaces it from its own beginning on."""
    withdrawn_at = state.withdrawn.get(answer.consent_id)
    if withdrawn_at is not None and withdrawn_at <= now:
        return "withdrawn"
    if any(
        one.version > answer.version and one.start <= now
        for one in state.versions(answer.consent_id)
    ):
        return "replaced"
    if now < answer.start:
        return "not_yet"
    return "ended" if answer.end is not None and answer.end <= now else "holds"

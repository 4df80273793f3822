"""開示請求: reading the request itself, and what was written about it since."""

from __future__ import annotations

from uuid import UUID

from services.conference.application.access.at_hand import at_hand, told
from services.conference.application.access.entries import Answering
from services.conference.application.access.replies import AccessWritten, WrittenOpinion
from services.conference.application.access.shapes import OfAccess
from services.conference.application.desk import Desk
from services.conference.domain.access_request import AccessRequestState
from services.conference.domain.access_request.events import (
    BIRTH_LABEL,
    CORRECTION_LABEL,
    DESCRIBED_LABEL,
    EXTENSION_LABEL,
    IDENTITY_LABEL,
    OPINION_LABEL,
    POWER_LABEL,
    REASON_LABEL,
)
from shared.identity import Actor
from shared.sealing import Sealed
from shared.use_case import use_case


class AccessWriting:
    """What requesters, third parties and those who decide have written.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("access.read", "開示請求書の閲覧", roles=("secretariat",))
    def read(self, actor: Actor, request: OfAccess) -> AccessWritten:
        """The request in its own words, also once it is decided; that it was read is on record.

        Raises:
            Refusal: ``own-agency-not-registered``; ``access-request-not-found``, also for one to
                another municipality; ``not-a-department``, ``stale-version``.
        """
        with self._desk.transaction(actor) as tx:
            stream, state, own = at_hand(tx, actor, request.access_id)
            stream.expect_version(request.expected_version)
            act = Answering(actor, own.agency_id, request.access_id, state, tx.at)
            self._desk.ledger.record(tx, [act.read()])
        return self._written(state)

    def _written(self, state: AccessRequestState) -> AccessWritten:
        asked, person_id = state.requesting, state.requesting.person_id
        both = (person_id, asked.requester_id)
        return AccessWritten(
            described=self._text(both, asked.described, DESCRIBED_LABEL),
            identity=self._text(both, asked.identity, IDENTITY_LABEL),
            power=self._text(both, asked.power, POWER_LABEL),
            subject_birth=self._text(both, asked.subject_birth, BIRTH_LABEL),
            missing=self._text(both, state.missing, CORRECTION_LABEL),
            extension_reason=self._text(both, state.extension_reason, EXTENSION_LABEL),
            opinions=tuple(
                WrittenOpinion(
                    opinion_id=opinion_id,
                    party_id=one.party_id,
                    text=self._text((person_id, one.party_id), one.written, OPINION_LABEL),
                )
                for opinion_id, one in state.opinions.items()
            ),
            reason=self._text(
                (person_id,), state.decided.reason if state.decided else None, REASON_LABEL
            ),
        )

    def _text(self, people: tuple[UUID, ...], sealed: Sealed | None, label: str) -> str | None:
        return None if sealed is None else told(self._desk, people, sealed, label)

"""Consents as they are asked for, answered, refused and taken back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import acting, found_by
from services.conference.application.consents.answers import (
    ConsentRecorded,
    ConsentWithdrawnAnswer,
    NoticeLine,
    NoticeList,
)
from services.conference.application.consents.requests import (
    ConsentAnswer,
    ConsentWithdrawal,
    NoticeSeen,
    OwnNotices,
)
from services.conference.application.consents.sealing import sealed_answer
from services.conference.application.consents.showing import Showing
from services.conference.application.consents.weight import Scales
from services.conference.domain.consent import (
    CONSENTS,
    Withdrawal,
    answer_consent,
    consents_id,
    existing,
    next_version,
    see_notice,
    withdraw_consent,
)
from services.conference.domain.person import PERSON, PersonState
from services.conference.domain.person import existing as described
from shared.acting import AGENCY_ROLES
from shared.identity import Actor, Role
from shared.paging import listed
from shared.use_case import use_case

RECORDERS: tuple[Role, ...] = ("counsellor", "secretariat")


class Consents(Showing):
    """What is recorded of consents.

    Args:
        desk: store, keys, clock, ledger.
    """

    @use_case("consents.answer", "同意の記録", roles=RECORDERS)
    def answer(self, actor: Actor, request: ConsentAnswer) -> ConsentRecorded:
        """Record an answer, whatever it is; tell at once whether the law will count it.

        Raises:
            Refusal: ``own-agency-not-registered``; ``person-not-described``, also for a person of
                another municipality; ``stale-version``; ``person-erased``; and see
                :func:`services.conference.domain.consent.answer_consent`.
        """
        person_id = request.person_id
        consent_id = request.consent_id or uuid4()
        with self._desk.transaction(actor) as tx:
            now = tx.at
            person = described(found_by(tx, actor, tx.load(PERSON, person_id).state))
            stream = tx.load(CONSENTS, consents_id(person_id))
            stream.expect_version(request.expected_version)
            version = request.version or next_version(stream.state, consent_id)
            answer = sealed_answer(self._desk.sealer, request, consent_id, version, now)
            events = answer_consent(
                stream.state,
                person.municipality,
                person_id,
                answer,
                owner=views.person_of_consent(tx, consent_id),
                now=now,
            )
            tx.append(CONSENTS, stream, *events)
            scales = Scales(tx, self._desk.sealer, person.municipality, person_id, now)
            weight = scales.weigh(answer)
        return ConsentRecorded(consent_id=consent_id, version=version, **weight._asdict())

    @use_case("consents.withdraw", "同意の撤回", roles=RECORDERS)
    def withdraw(self, actor: Actor, request: ConsentWithdrawal) -> ConsentWithdrawnAnswer:
        """Take a consent back from an instant on, and tell every agency that received under it.

        Raises:
            Refusal: ``own-agency-not-registered``; ``consent-not-found``, also for a person of
                another municipality; ``stale-version``; and see
                :func:`services.conference.domain.consent.withdraw_consent`.
        """
        consent_id = request.consent_id
        with self._desk.transaction(actor) as tx:
            now = tx.at
            withdrawal = Withdrawal(
                withdrawn_at=request.withdrawn_at or now,
                withdrawn_by=request.withdrawn_by,
                method=request.method,
            )
            stream = self._stream_of(tx, consent_id)
            state = existing(found_by(tx, actor, stream.state), consent_id)
            stream.expect_version(request.expected_version)
            told = self._desk.ledger.past_recipients_under_consent(tx, consent_id)
            events = withdraw_consent(
                state,
                consent_id,
                withdrawal,
                representatives=_representatives(
                    tx.load(PERSON, state.person_id).state, withdrawal.withdrawn_at
                ),
                past_recipients=told,
                now=now,
            )
            tx.append(CONSENTS, stream, *events)
        return ConsentWithdrawnAnswer(
            consent_id=consent_id, withdrawn_at=withdrawal.withdrawn_at, told=tuple(told)
        )

    @use_case("consents.notices", "撤回の知らせ", roles=AGENCY_ROLES, kind="query")
    @listed("-withdrawn_at", "consent_id", of="notices")
    def notices(self, actor: Actor, request: OwnNotices) -> NoticeList:
        """The withdrawals that the actor's own agency has to heed, and what it has to do.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            told = views.notices_to(tx, acting(tx, actor).agency_id)
        return NoticeList(
            notices=tuple(
                NoticeLine(
                    person_id=one.person_id,
                    consent_id=one.consent_id,
                    withdrawn_at=datetime.fromisoformat(one.withdrawn_at),
                    seen=one.seen,
                )
                for one in told
                if not (request.unseen_only and one.seen)
            )
        )

    @use_case("consents.notice-seen", "撤回の知らせの確認", roles=AGENCY_ROLES)
    def notice_seen(self, actor: Actor, request: NoticeSeen) -> None:
        """Note that the actor's own agency has read of a withdrawal.

        Raises:
            Refusal: ``own-agency-not-registered``; ``notice-not-found``.
        """
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            stream = self._stream_of(tx, request.consent_id)
            events = see_notice(stream.state, request.consent_id, own.agency_id)
            tx.append(CONSENTS, stream, *events)


def _representatives(person: PersonState | None, at: datetime) -> frozenset[UUID]:
    """Who may speak for the person at an instant, as it is on record."""
    if person is None:
        return frozenset()
    return frozenset(
        one.by
        for one in person.details.representatives
        if one.start <= at and (one.end is None or at < one.end)
    )

"""撤回: a consent is taken back, at once and for the time to come (law rule 14)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from services.conference.domain.consent.events import (
    ConsentWithdrawn,
    Withdrawal,
    WithdrawalNoticeSeen,
)
from services.conference.domain.consent.state import ConsentsState
from shared.refusal import InvalidInput, Refusal


def existing(consents: ConsentsState | None, consent_id: UUID) -> ConsentsState:
    """The person's answers, which must hold this consent.

    Raises:
        Refusal: ``consent-not-found``.
    """
    if consents is None or consents.latest(consent_id) is None:
        raise Refusal(
            "consent-not-found",
            "その同意は記録されていません。",
            "同意の番号を確かめてください。",
        )
    return consents


def withdraw_consent(
    consents: ConsentsState | None,
    consent_id: UUID,
    withdrawal: Withdrawal,
    *,
    representatives: Collection[UUID],
    past_recipients: Iterable[UUID],
    now: datetime,
) -> tuple[ConsentWithdrawn, ...]:
    """Take back a consent with all its versions; nothing can be shared on it from that instant on.

    What was shared before stays lawful and on record; statutory bases and the duty to report abuse
    do not depend on it.

    Args:
        consents: everything the person answered.
        consent_id: which consent.
        withdrawal: who takes it back, how, from when on.
        representatives: who may speak for the person at that instant.
        past_recipients: the agencies that received something under it; they are told.
        now: the instant of recording.

    Raises:
        Refusal: ``consent-not-found``, ``already-withdrawn``, ``nothing-to-withdraw``,
            ``not-theirs-to-withdraw``.
        InvalidInput: ``withdrawal-in-future``, ``withdrawal-before-start``.
    """
    consents = existing(consents, consent_id)
    versions = consents.versions(consent_id)
    given = [one for one in versions if one.state == "given"]
    if consent_id in consents.withdrawn:
        raise Refusal(
            "already-withdrawn",
            "この同意は、すでに撤回されています。",
            "記録はそのままで有効です。ほかの同意であれば、番号を確かめてください。",
        )
    if not given:
        raise Refusal(
            "nothing-to-withdraw",
            "この記録は同意ではないので、撤回するものがありません。",
            "本人の考えが変わったときは、新しい返事として記録してください。",
        )
    answerers = {one.given_by for one in given}
    if withdrawal.withdrawn_by not in {consents.person_id, *answerers, *representatives}:
        raise Refusal(
            "not-theirs-to-withdraw",
            "撤回できるのは、本人、同意をした人、権限のある代理人です。",
            "撤回した人を確かめてください。代理人であれば、先に対象者の登録に加えてください。",
        )
    _check_instant(withdrawal.withdrawn_at, min(one.start for one in given), now)
    withdrawn = ConsentWithdrawn(
        municipality=consents.municipality,
        person_id=consents.person_id,
        consent_id=consent_id,
        version=max(one.version for one in versions),
        of_family=all(one.capacity == "family_wish" for one in given),
        past_recipients=tuple(dict.fromkeys(past_recipients)),
        **dict(withdrawal),
    )
    return (withdrawn,)


def _check_instant(withdrawn_at: datetime, start: datetime, now: datetime) -> None:
    if withdrawn_at > now:
        raise InvalidInput(
            "撤回の日時",
            "withdrawal-in-future",
            "撤回の日時が、今より先です。撤回は、申し出のあったその時から効きます。",
            "申し出のあった日時を入力してください。先の日に終わらせる同意は、終わりの日時を持つ"
            "新しい版として記録してください。",
        )
    if withdrawn_at < start:
        raise InvalidInput(
            "撤回の日時",
            "withdrawal-before-start",
            "撤回の日時が、同意の始まりより前です。",
            "日時を確かめてください。まだ始まっていない同意は、新しい版に「拒否」を記録してください。",
        )


def see_notice(
    consents: ConsentsState | None, consent_id: UUID, agency_id: UUID
) -> tuple[WithdrawalNoticeSeen, ...]:
    """Note that a past recipient has read of a withdrawal; saying so again changes nothing.

    Raises:
        Refusal: ``notice-not-found``: no withdrawal of this consent was told to this agency.
    """
    if consents is None or (consent_id, agency_id) not in consents.told:
        raise Refusal(
            "notice-not-found",
            "あなたの機関に宛てた、その同意の撤回の知らせはありません。",
            "知らせの一覧を確かめてください。",
        )
    if (consent_id, agency_id) not in consents.to_be_told:
        return ()
    seen = WithdrawalNoticeSeen(
        municipality=consents.municipality,
        person_id=consents.person_id,
        consent_id=consent_id,
        agency_id=agency_id,
    )
    return (seen,)

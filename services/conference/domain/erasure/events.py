"""What happens to an erasure, from its proposal to the last service's proof (law rules 58, 59)."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.identity import Opaque
from shared.sealing.destruction import KeyId
from shared.sealing.sealed import Sealed
from shared.store.event import Event, recorded_as

REASON_LABEL = "conference.erasure.reason"

Ground = Literal["retention_expired", "use_suspended", "court_order"]
"""保存期間の満了, 利用停止の決定 (個人情報保護法100条), 裁判所の命令."""

GROUND_LABELS: dict[Ground, str] = {
    "retention_expired": "保存期間の満了",
    "use_suspended": "利用停止（消去）の決定",
    "court_order": "裁判所の命令",
}

RejectionReason = Literal["still_needed", "wrong_person", "to_archive", "other"]
"""Why a proposal is not approved."""

REJECTION_LABELS: dict[RejectionReason, str] = {
    "still_needed": "まだ必要",
    "wrong_person": "対象の誤り",
    "to_archive": "歴史的な文書として移管",
    "other": "その他",
}

KeeperService = Literal["intake", "conference", "placement"]
"""The services that have keys of persons. stats has none: what it holds is ids, codes, days and
whole years, of which figures are made, and nothing that was sealed."""

KEEPERS: tuple[KeeperService, ...] = get_args(KeeperService)


@recorded_as("conference.ErasureProposed")
class ErasureProposed(Event):
    """廃棄の提案: somebody proposes that everything sealed about a person be erased.

    Attributes:
        person_id: who would be erased.
        ground: why it may be.
        kept_until: the last day of the longest term; ``None`` where no clock runs.
        reason: of a ground other than the term: the decision or order, sealed.
        proposed_by: opaque id of the worker, who cannot approve it.
    """

    person_id: UUID
    ground: Ground
    kept_until: date | None
    reason: Sealed | None = None
    proposed_by: Opaque


@recorded_as("conference.ErasureRejected")
class ErasureRejected(Event):
    """廃棄の不承認: the records stay; they may be proposed again."""

    reason: RejectionReason
    rejected_by: Opaque


@recorded_as("conference.ErasureApproved")
class ErasureApproved(Event):
    """廃棄の承認 by a second person: from here on there is no way back.

    Attributes:
        person_id: who is erased.
        approved_by: opaque id of the worker.
        answers_due: by when every service should have proven that its keys are gone.
    """

    person_id: UUID
    approved_by: Opaque
    answers_due: AwareDatetime


@recorded_as("conference.KeyDestructionConfirmed")
class KeyDestructionConfirmed(Event):
    """鍵の消去の証明: one service destroyed its keys, tried to open, and was refused.

    Attributes:
        service: which.
        key_ids: the keys.
        destroyed_at: the latest instant on their tombstones.
    """

    service: KeeperService
    key_ids: tuple[KeyId, ...] = Field(min_length=1)
    destroyed_at: AwareDatetime


@recorded_as("conference.ErasureStopped")
class ErasureStopped(Event):
    """消去の中止: intake had the person in an open case again; nothing was destroyed anywhere."""


@recorded_as("conference.ErasureCompleted")
class ErasureCompleted(Event):
    """消去の完了: every service that has keys has proven that they are gone."""

    person_id: UUID

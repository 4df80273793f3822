"""消去: proposed when the time has come, approved by a second person, proven by every service."""

from services.conference.domain.erasure.deciding import (
    Decision,
    Standing,
    approve_erasure,
    case_unknown,
    existing_erasure,
    person_without_case,
    propose_erasure,
    reject_erasure,
)
from services.conference.domain.erasure.events import (
    GROUND_LABELS,
    KEEPERS,
    REJECTION_LABELS,
    ErasureApproved,
    ErasureCompleted,
    ErasureProposed,
    ErasureRejected,
    ErasureStopped,
    Ground,
    KeeperService,
    KeyDestructionConfirmed,
    RejectionReason,
)
from services.conference.domain.erasure.proving import confirm_destruction, stop_erasure
from services.conference.domain.erasure.state import ERASURE, ErasureState, Proof, Status

__all__ = [
    "ERASURE",
    "GROUND_LABELS",
    "KEEPERS",
    "REJECTION_LABELS",
    "Decision",
    "ErasureApproved",
    "ErasureCompleted",
    "ErasureProposed",
    "ErasureRejected",
    "ErasureState",
    "ErasureStopped",
    "Ground",
    "KeeperService",
    "KeyDestructionConfirmed",
    "Proof",
    "RejectionReason",
    "Standing",
    "Status",
    "approve_erasure",
    "case_unknown",
    "confirm_destruction",
    "existing_erasure",
    "person_without_case",
    "propose_erasure",
    "reject_erasure",
    "stop_erasure",
]

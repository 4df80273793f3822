"""The household's case (ケース): one module per noun, each with its events, their effect, rules."""

from services.intake.domain.case.aggregate import CASE, evolve
from services.intake.domain.case.assessment import Assessment, CaseAssessed, assess_case
from services.intake.domain.case.consent import ConsentNoted, note_consent
from services.intake.domain.case.contact import Contact, ContactRecorded, record_contact
from services.intake.domain.case.handover import (
    CaseHandedOver,
    Worker,
    WorkerAssigned,
    assign_worker,
    hand_over,
)
from services.intake.domain.case.ledger import (
    Employment,
    LedgerEmploymentNoted,
    LedgerReferralNoted,
    LedgerStanding,
    Referral,
    note_employment,
    note_referral,
    note_standing,
)
from services.intake.domain.case.opening import CaseOpened, Opening, open_case
from services.intake.domain.case.people import (
    AnonymousLinked,
    Link,
    MainSubjectChanged,
    PersonAdded,
    Role,
    add_person,
    change_main_subject,
    link_anonymous,
)
from services.intake.domain.case.standing import (
    CaseClosed,
    CaseReopened,
    CaseSuspended,
    Closing,
    close_case,
    reopen_case,
    suspend_case,
)
from services.intake.domain.case.state import CaseEvent, CaseState, Consent, Standing, existing
from services.intake.domain.case.transfer import (
    CaseTransferredOut,
    Transfer,
    TransferBasis,
    transfer_out,
)

__all__ = [
    "CASE",
    "AnonymousLinked",
    "Assessment",
    "CaseAssessed",
    "CaseClosed",
    "CaseEvent",
    "CaseHandedOver",
    "CaseOpened",
    "CaseReopened",
    "CaseState",
    "CaseSuspended",
    "CaseTransferredOut",
    "Closing",
    "Consent",
    "ConsentNoted",
    "Contact",
    "ContactRecorded",
    "Employment",
    "LedgerEmploymentNoted",
    "LedgerReferralNoted",
    "LedgerStanding",
    "Link",
    "MainSubjectChanged",
    "Opening",
    "PersonAdded",
    "Referral",
    "Role",
    "Standing",
    "Transfer",
    "TransferBasis",
    "Worker",
    "WorkerAssigned",
    "add_person",
    "assess_case",
    "assign_worker",
    "change_main_subject",
    "close_case",
    "evolve",
    "existing",
    "hand_over",
    "link_anonymous",
    "note_consent",
    "note_employment",
    "note_referral",
    "note_standing",
    "open_case",
    "record_contact",
    "reopen_case",
    "suspend_case",
    "transfer_out",
]

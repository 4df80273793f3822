"""Contacts and cases."""

from __future__ import annotations

from services.stats.handlers.taking import take_in
from services.stats.views import Carried, observe
from shared.facts import intake
from shared.facts.envelope import Received
from shared.store import Transaction

_CONTACT = Carried(
    "contacts",
    "case_id",
    "contact_id",
    "person_id",
    "age",
    "gender",
    "method",
    "consulter",
    "route",
    "outcome",
    "consent",
    "agency_id",
    "duration_minutes",
)
_CaseStep = intake.CaseSuspended | intake.CaseClosed | intake.CaseReopened | intake.CaseTransferred


@take_in.register
def _(fact: intake.ConsultationReceived, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "openings",
        case_id=fact.case_id,
        anonymous=int(fact.anonymous),
        transferred_in=int(fact.transferred_in),
    )


@take_in.register
def _(fact: intake.ContactRecorded, tx: Transaction, received: Received) -> None:
    _CONTACT.observe(tx, received)
    contact = {"contact_id": fact.contact_id}
    if fact.factors:
        factors = ",".join(sorted(set(fact.factors)))
        observe(tx, received, "contact_factors", **contact, factors=factors)
    if fact.joint_agency_ids:
        others = dict.fromkeys(one for one in fact.joint_agency_ids if one != fact.agency_id)
        for item, agency_id in enumerate(others, start=1):
            observe(tx, received, "joint_agencies", **contact, item=item, agency_id=agency_id)


@take_in.register
def _(fact: intake.AgencyNoted, tx: Transaction, received: Received) -> None:
    observe(tx, received, "noted_agencies", agency_id=fact.agency_id, agency_kind=fact.agency_kind)


@take_in.register
def _(fact: intake.LedgerReferralNoted, tx: Transaction, received: Received) -> None:
    observe(tx, received, "ledger_referrals", referral_id=fact.referral_id, case_id=fact.case_id)


@take_in.register
def _(fact: intake.AnonymousLinked, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "anonymous_links",
        case_id=fact.case_id,
        linked_case_id=fact.linked_case_id,
        person_id=fact.person_id,
    )


@take_in.register
def _(fact: _CaseStep, tx: Transaction, received: Received) -> None:
    reason = fact.reason if isinstance(fact, intake.CaseClosed) else None
    observe(tx, received, "case_steps", case_id=fact.case_id, step=fact.NAME, reason=reason)

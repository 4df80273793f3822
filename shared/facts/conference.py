"""What conference publishes: 支援会議開催 and what was decided there."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from shared.facts.fact import Code, Fact, FreeCode, OpaqueId, fact

LogOrigin = Annotated[str, StringConstraints(pattern=r"^[0-9a-z][0-9a-z./-]{0,99}$")]
"""What a log of disclosures is called in its checkpoints: no name of anybody."""

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256, hexadecimal."""

SignedNote = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/]{40,4000}={0,2}$")]
"""A signed note (C2SP signed-note), base64."""


@fact("conference", "agency-registered", "機関の登録", subject="agency_id")
class AgencyRegistered(Fact):
    """What an agency is, as the register has it from now on; replaces what was told before.

    Attributes:
        agency_id: the agency.
        agency_kind: code list ``agency_kinds``.
        internal: a department of this municipality.
        entrusted_from: since when the municipality has entrusted work to it (law rule 55).
        entrusted_until: when that ends; ``None`` while no end is known.
    """

    agency_id: OpaqueId
    agency_kind: Code
    internal: bool
    entrusted_from: AwareDatetime | None = None
    entrusted_until: AwareDatetime | None = None


class ConferenceMatter(BaseModel):
    """One case that a conference discussed.

    Attributes:
        case_id: the case.
        legal_mode: code list ``legal_modes``: under which law it was discussed.
        with_consent: it was discussed with the consent of the persons concerned.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    case_id: OpaqueId
    legal_mode: Code
    with_consent: bool


@fact("conference", "support-conference-held", "支援会議開催", subject="conference_id", version=2)
class SupportConferenceHeld(Fact):
    """A conference took place; each case was discussed under a law of its own.

    Attributes:
        matters: the cases discussed (検討件数 is their number), in agenda order.
    """

    conference_id: OpaqueId
    matters: tuple[ConferenceMatter, ...] = Field(min_length=1)


@fact("conference", "support-conference-held", "支援会議開催（旧版）", subject="conference_id")
class SupportConferenceHeldV1(Fact):
    """A conference took place, all of it under one law; published until version 2 and still read.

    Attributes:
        legal_mode: code list ``legal_modes``: under which law the items were discussed.
        case_ids: the cases discussed (検討件数 is their number), in agenda order.
        with_consent: number of them discussed with the consent of the persons concerned.
    """

    conference_id: OpaqueId
    legal_mode: Code
    case_ids: tuple[OpaqueId, ...]
    with_consent: int


@fact("conference", "disclosure-recorded", "提供の記録", subject="matter_id")
class DisclosureRecorded(Fact):
    """Somebody came to know something, or no longer could; who and what stays in the ledger.

    Attributes:
        matter_id: the agenda item, or the act of sharing outside a meeting.
        legal_mode: code list ``legal_modes``; ``casework`` outside a meeting.
        full: how many items were shown or told as they are.
        blurred: how many by what they come to.
        withheld: how many were refused.
        with_consent: how many of those shown rest on the consent of the persons concerned.
    """

    matter_id: OpaqueId
    legal_mode: Code
    full: int
    blurred: int
    withheld: int
    with_consent: int


class ReferralForeseen(BaseModel):
    """A つなぎ that a plan foresees: who is to be handed on to where, and how.

    Attributes:
        referral_id: under which placement opens it; made by conference.
        person_id: who; ``None`` for the household.
        destination: kind of destination, code list ``agency_kinds`` or a municipality's own word.
        mode: code list ``routing_modes``.
        to_agency_id: the registered agency that is to be asked, if it is known.
        resource_id: the 社会資源 that is to be asked, if it is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    referral_id: OpaqueId
    person_id: OpaqueId | None
    destination: FreeCode | Code
    mode: Code
    to_agency_id: OpaqueId | None
    resource_id: OpaqueId | None


class _PlanDecision(Fact):
    """A decision on a plan.

    Attributes:
        plan_id: the plan.
        conference_id: where it was discussed.
        first: ``True`` for the first plan of the case, ``False`` for a later one (再プラン).
    """

    case_id: OpaqueId
    plan_id: OpaqueId
    conference_id: OpaqueId
    first: bool


@fact("conference", "plan-decided", "支援決定", version=2)
class PlanDecided(_PlanDecision):
    """The municipality decided on a plan (社会福祉法106条の4第2項6号).

    Attributes:
        referrals: the つなぎ that it foresees; each is now to be opened.
    """

    referrals: tuple[ReferralForeseen, ...] = ()


@fact("conference", "plan-decided", "支援決定（旧版）")
class PlanDecidedV1(_PlanDecision):
    """The municipality decided on a plan; published until version 2 and still read."""


@fact("conference", "plan-reviewed", "プランの見直し")
class PlanReviewed(Fact):
    """Somebody looked at how a plan goes, or the municipality decided what becomes of it.

    Attributes:
        plan_id: the plan.
        plan_result: code list ``plan_results``. What a review found (``continue``, ``revise``,
            ``suspend``, ``close``) ends nothing; what was decided does (``suspended``,
            ``resumed``, ``replaced``, ``closed``). 中断 is not 終結.
        closing_reason: code list ``closing_reasons``; with ``closed`` only.
    """

    case_id: OpaqueId
    plan_id: OpaqueId
    plan_result: Code
    closing_reason: Code | None = None


@fact("conference", "unmet-need-found", "足りない支援")
class UnmetNeedFound(Fact):
    """A meeting found that something a case needs is not there.

    Attributes:
        need_id: this finding.
        conference_id: where it was found.
        gap: code list ``resource_gaps``: what is lacking.
    """

    case_id: OpaqueId
    need_id: OpaqueId
    conference_id: OpaqueId
    gap: Code


@fact("conference", "erasure-approved", "消去の承認", subject="person_id")
class ErasureApproved(Fact):
    """A second person approved that everything sealed about somebody is erased.

    Attributes:
        erasure_id: the erasure.
        person_id: who is erased.
    """

    erasure_id: OpaqueId
    person_id: OpaqueId


@fact("conference", "consent-changed", "同意の変更", subject="person_id")
class ConsentChanged(Fact):
    """A person answered about sharing their data, or took an answer back.

    That an answer is on record does not mean that anything may be shared: whether it counts, and
    for what, conference decides each time anew.

    Attributes:
        person_id: whose data.
        consent_id: the consent.
        version: of this consent; a withdrawal bears its highest.
        state: ``given``, ``refused``, ``not_obtainable``, ``not_asked`` or ``withdrawn``.
    """

    person_id: OpaqueId
    consent_id: OpaqueId
    version: int
    state: Code


@fact("conference", "checkpoint-signed", "提供の記録の検査点", subject="ledger_id")
class CheckpointSigned(Fact):
    """The ledger of disclosures was signed: kept by others, it shows later whether it was changed.

    Attributes:
        ledger_id: the ledger, as an id.
        origin: the ledger, as its notes are signed (C2SP tlog-checkpoint).
        size: number of entries.
        root: Merkle Tree Hash over them (RFC 9162), hexadecimal.
        note: the signed note, base64; it holds the origin, the size, the root and a signature.
    """

    ledger_id: OpaqueId
    origin: LogOrigin
    size: int = Field(ge=1)
    root: Hash
    note: SignedNote

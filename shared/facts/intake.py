"""What intake publishes: 相談受付 and what follows at the counter."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Age, Code, Fact, FreeCode, OpaqueId, fact


@fact("intake", "consultation-received", "相談受付")
class ConsultationReceived(Fact):
    """A case was opened: somebody asked for help, for themselves or for another.

    Attributes:
        case_id: the household's case.
        anonymous: nobody gave a case number; no person stands behind it yet.
        transferred_in: another municipality handed it over.
    """

    case_id: OpaqueId
    anonymous: bool
    transferred_in: bool = False


@fact("intake", "contact-recorded", "相談対応")
class ContactRecorded(Fact):
    """One contact (相談対応 1件), the unit of 延件数.

    Attributes:
        contact_id: the contact itself.
        person_id: the person concerned (対象者), not the one who called; ``None`` if anonymous.
        age: of the person concerned on the day; ``None`` is 不明.
        gender: code list ``genders``.
        method: code list ``contact_methods``.
        consulter: code list ``consulters``: who came or called.
        route: the municipality's own word for how the case came; ``None`` if not noted.
        outcome: code list ``contact_outcomes``; ``None`` if not noted.
        consent: code list ``consent_states``, as noted at the counter on that day.
        factors: codes of ``factors``, sorted.
        agency_id: the receiving agency; ``None`` if not noted.
        joint_agency_ids: further agencies of a joint visit, which each count it once.
        duration_minutes: ``None`` if not noted.
    """

    case_id: OpaqueId
    contact_id: OpaqueId
    person_id: OpaqueId | None
    age: Age | None
    gender: Code
    method: Code
    consulter: Code
    route: FreeCode | None = None
    outcome: Code | None = None
    consent: Code
    factors: tuple[Code, ...] = ()
    agency_id: OpaqueId | None = None
    joint_agency_ids: tuple[OpaqueId, ...] = ()
    duration_minutes: int | None = None


@fact("intake", "agency-noted", "受付機関の種別", subject="agency_id")
class AgencyNoted(Fact):
    """A ledger calls a receiving agency by a word for a kind of agency; it has no register entry.

    Attributes:
        agency_id: the agency, as contacts name it.
        agency_kind: code list ``agency_kinds``.
    """

    agency_id: OpaqueId
    agency_kind: Code


@fact("intake", "case-assessed", "アセスメント")
class CaseAssessed(Fact):
    """An assessment was made; only its factors leave the service."""

    case_id: OpaqueId
    factors: tuple[Code, ...]
    needs_conference: bool


@fact("intake", "case-handed-over", "担当引継ぎ")
class CaseHandedOver(Fact):
    """Another worker took the case; the work goes on without a break."""

    case_id: OpaqueId
    agency_id: OpaqueId | None


@fact("intake", "case-suspended", "中断")
class CaseSuspended(Fact):
    """The case rests; 中断 is not 終結."""

    case_id: OpaqueId


@fact("intake", "case-closed", "終結")
class CaseClosed(Fact):
    """The case ended after an evaluation, never by inactivity.

    Attributes:
        reason: code list ``closing_reasons``.
    """

    case_id: OpaqueId
    reason: Code


@fact("intake", "case-reopened", "再開")
class CaseReopened(Fact):
    """A suspended or closed case goes on under the same id."""

    case_id: OpaqueId


@fact("intake", "person-joined-case", "ケースへの追加")
class PersonJoinedCase(Fact):
    """A person is helped in this case; whoever joins it shares its closure and its retention."""

    case_id: OpaqueId
    person_id: OpaqueId


@fact("intake", "subject-changed", "主たる対象者の変更")
class SubjectChanged(Fact):
    """The case is now mainly about another person (the mother first, the son later)."""

    case_id: OpaqueId
    person_id: OpaqueId


@fact("intake", "anonymous-linked", "匿名相談の名寄せ")
class AnonymousLinked(Fact):
    """An anonymous case turned out to be about a person of another case; consent is not back-dated.

    Attributes:
        case_id: the anonymous case.
        linked_case_id: the case it now belongs to.
        person_id: the person concerned.
    """

    case_id: OpaqueId
    linked_case_id: OpaqueId
    person_id: OpaqueId


@fact("intake", "case-transferred", "転出・移管")
class CaseTransferred(Fact):
    """The case was handed to another municipality.

    Attributes:
        to_municipality: its 全国地方公共団体コード.
    """

    case_id: OpaqueId
    to_municipality: MunicipalityCode


@fact("intake", "ledger-referral-noted", "台帳のつなぎ記録")
class LedgerReferralNoted(Fact):
    """The imported ledger says that this case was handed on; placement keeps it as a referral.

    Attributes:
        referral_id: opaque, the same for every row about this hand-over.
        person_id: ``None`` if the row names nobody.
        destination: kind of destination, code list ``agency_kinds`` or the municipality's own word.
        result: code list ``referral_outcomes``.
    """

    case_id: OpaqueId
    referral_id: OpaqueId
    person_id: OpaqueId | None
    destination: FreeCode | Code
    result: Code


@fact("intake", "ledger-employment-noted", "台帳の就労記録")
class LedgerEmploymentNoted(Fact):
    """The imported ledger says that the person took up work; placement keeps it as an employment.

    Attributes:
        employment_id: opaque, the same for every row about this job.
        kind: code list ``employment_kinds``.
        started_on: 就職日.
        ended_on: 離職日, or ``None`` while it goes on as far as the ledger knows.
    """

    case_id: OpaqueId
    employment_id: OpaqueId
    person_id: OpaqueId
    kind: Code
    started_on: date
    ended_on: date | None


@fact("intake", "keys-destroyed", "鍵の消去", subject="person_id")
class IntakeKeysDestroyed(Fact):
    """Everything that intake had sealed about an erased person cannot be opened any more.

    Attributes:
        erasure_id: the erasure that conference approved.
        key_ids: the keys that were destroyed: the person's own and those of their cases.
        destroyed_at: the latest instant on their tombstones; opening was refused afterwards.
    """

    erasure_id: OpaqueId
    person_id: OpaqueId
    key_ids: tuple[OpaqueId, ...]
    destroyed_at: AwareDatetime


@fact("intake", "erasure-stopped", "消去の中止", subject="person_id")
class ErasureStopped(Fact):
    """The person is being helped again: nothing was destroyed.

    Attributes:
        erasure_id: the erasure that conference approved.
    """

    erasure_id: OpaqueId
    person_id: OpaqueId

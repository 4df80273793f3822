"""公的な判断: may this be recorded as a decision to share without consent?

The law judges every determination again for every item and reader. Here is refused what could
never count, so that whoever decides learns it at once; a report of abuse needs neither reason nor
approval nor anybody's consent (law rules 2, 43, 45, 52, 55).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.conference.domain.agency import AgencyState
from services.conference.domain.determination.events import (
    DeterminationDetails,
    DeterminationMade,
)
from services.conference.domain.determination.state import DeterminationState
from services.conference.domain.municipality import refuse_empty_period
from services.conference.law.vocabulary import DeterminationKind
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal

PUBLIC_HOLDER: frozenset[DeterminationKind] = frozenset(
    {"internal_need", "public_need", "best_interest"}
)
"""個情法69条2項."""

PRIVATE_HOLDER: frozenset[DeterminationKind] = frozenset({"child_welfare", "statutory_cooperation"})
"""個情法27条1項3号・4号."""

SECOND_PERSON: frozenset[DeterminationKind] = frozenset({"public_need", "best_interest"})
"""What nobody decides alone."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom something is to be shared, and who decides it.

    Attributes:
        holder: the agency whose items it concerns.
        recipients: the agencies named, by id.
        decided_by: opaque id of the worker who records it.
        approver_is_agency: the id given as approver is an agency's, not a person's.
    """

    holder: AgencyState
    recipients: Mapping[UUID, AgencyState]
    decided_by: str
    approver_is_agency: bool


def make_determination(
    determination: DeterminationState | None,
    municipality: MunicipalityCode,
    details: DeterminationDetails,
    parties: Parties,
    *,
    now: datetime,
) -> tuple[DeterminationMade, ...]:
    """Record an official decision that opens a basis other than consent or conference.

    Args:
        determination: what is on record under this id.
        municipality: where.
        details: the decision; its reason is sealed.
        parties: between whom.
        now: the instant of recording.

    Raises:
        Refusal: ``determination-exists``, ``recipient-is-holder``; ``approver-is-actor``,
            ``approver-is-agency``; and what :func:`_check_parties` says.
        InvalidInput: ``period-empty``, ``reason-missing``, ``approver-missing``; and what
            :func:`_check_kind` says.
    """
    if determination is not None:
        raise Refusal(
            "determination-exists",
            "この番号の判断は、すでに記録されています。",
            "別の判断であれば、別の番号で記録してください。",
        )
    refuse_empty_period("判断の期間", details.start, details.end)
    _check_kind(details)
    if details.kind != "abuse_report":
        _check_approval(details, parties)
        _check_parties(details, parties, max(now, details.start))
    return (DeterminationMade(municipality=municipality, **dict(details)),)


def _check_approval(details: DeterminationDetails, parties: Parties) -> None:
    """A decision has a reason and somebody who answers for it; some need a second person."""
    if details.reason is None:
        raise InvalidInput(
            "判断の理由",
            "reason-missing",
            "判断の理由の記録がありません。",
            "なぜ共有する必要があるのかを入力してください。",
        )
    if details.approved_by is None:
        raise InvalidInput(
            "承認した人",
            "approver-missing",
            "承認した人の記録がありません。",
            "判断に責任を持つ職員を指定してください。",
        )
    if details.kind not in SECOND_PERSON:
        return
    if str(details.approved_by) == parties.decided_by.lower():
        raise Refusal(
            "approver-is-actor",
            "この判断は、記録する人が自分で承認することはできません。",
            "上司など、別の職員の承認を得てください。",
        )
    if parties.approver_is_agency:
        raise Refusal(
            "approver-is-agency",
            "この判断を承認するのは、機関ではなく、責任のある職員です。",
            "承認した職員を指定してください。",
        )


def _check_kind(details: DeterminationDetails) -> None:
    """What one kind needs, and the others do not have.

    Raises:
        InvalidInput: ``victim-kind-missing`` (虐待防止三法), ``office-missing`` and
            ``holder-answer-missing`` (児童虐待防止法13条の4; law rule 45),
            ``consent-not-difficult`` (個情法27条1項3号・4号), ``not-for-this-kind``.
    """
    report = details.kind == "abuse_report"
    asked = details.kind == "abuse_request_13_4"
    _need(details.victim_kind, "虐待を受けたと思われる人の区分", "victim-kind-missing", when=report)
    _need(details.requested_by, "求めた職", "office-missing", when=asked)
    _need(details.answer, "保有機関の答え", "holder-answer-missing", when=asked)
    if details.kind in PRIVATE_HOLDER and not details.consent_difficult:
        raise InvalidInput(
            "同意の困難",
            "consent-not-difficult",
            "本人の同意を得ることが困難であるとの記録がありません。",
            "同意を得られるのであれば、同意を得てください。困難なときは、その旨を記録してください。",
        )


def _need(value: object, field: str, code: str, *, when: bool) -> None:
    if when and value is None:
        raise InvalidInput(
            field, code, f"{field}の記録がありません。", f"{field}を選んでください。"
        )
    if not when and value is not None:
        raise InvalidInput(
            field,
            "not-for-this-kind",
            f"{field}は、この種類の判断には付きません。",
            "判断の種類を確かめるか、その項目を空にしてください。",
        )


def _check_parties(details: DeterminationDetails, parties: Parties, at: datetime) -> None:
    """Between whom a kind can lead at all (law rules 2, 52, 55).

    Raises:
        Refusal: ``recipient-is-holder``; ``holder-not-public``, ``holder-not-private``;
            ``recipient-not-internal``, ``recipient-not-public``; ``contract-not-in-force``.
    """
    if details.holder_id in details.recipients:
        raise Refusal(
            "recipient-is-holder",
            "提供先に、保有機関が入っています。自分の記録を見るのに、判断は要りません。",
            "提供先を確かめてください。",
        )
    holder = parties.holder.details
    if details.kind in PUBLIC_HOLDER and holder.holder_class != "public":
        raise Refusal(
            "holder-not-public",
            "この判断（個人情報保護法69条2項）を使えるのは、保有機関が行政機関等のときだけです。",
            "民間の機関が持つ情報については、本人の同意か、27条1項の判断によってください。",
        )
    if details.kind in PRIVATE_HOLDER and holder.holder_class != "private":
        raise Refusal(
            "holder-not-private",
            "この判断（個人情報保護法27条1項）を使えるのは、保有機関が民間の事業者のときだけです。",
            "行政機関等が持つ情報については、本人の同意か、69条2項の判断によってください。",
        )
    readers = [one.details for one in parties.recipients.values()]
    if details.kind == "internal_need" and not (
        holder.internal and all(one.internal for one in readers)
    ):
        raise Refusal(
            "recipient-not-internal",
            "庁内の利用には、保有機関と提供先の両方が庁内の部署である必要があります。",
            "庁外の行政機関等へは、69条2項3号の判断として記録してください。",
        )
    if details.kind == "public_need" and any(one.holder_class != "public" for one in readers):
        raise Refusal(
            "recipient-not-public",
            "この判断で提供できるのは、行政機関等に対してだけです。",
            "民間の機関へは、本人の同意か、別の根拠によってください。",
        )
    if details.kind == "entrustment" and not all(
        one.entrusted is not None and one.entrusted.holds_at(at) for one in readers
    ):
        raise Refusal(
            "contract-not-in-force",
            "委託の契約が、この日時には効力がありません。",
            "機関の登録で、委託の期間を確かめてください。",
        )

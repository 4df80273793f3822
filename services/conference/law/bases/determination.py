"""Recorded official decisions as a basis: two rule sets, for public and for private holders.

A public holder stands under 個情法69条2項, a private one under 27条1項 (law rule 2). Without a
recorded reason and an approver no determination counts, the report of abuse excepted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from services.conference.law.rule import Finding, rule
from services.conference.law.situation import Cell, Piece, Situation
from services.conference.law.vocabulary import AgencyKind, Basis, DeterminationKind
from services.conference.law.world import Determination

NOT_IN_FORCE = Finding((15,), "この判断の記録は、この日時には効力がありません。")
NOT_APPROVED = Finding((1,), "この判断には、理由か承認した人の記録がありません。")
HOLDER_NOT_PUBLIC = Finding((2,), "この判断を使えるのは、保有機関が行政機関等のときだけです。")
HOLDER_NOT_PRIVATE = Finding((2,), "この判断を使えるのは、保有機関が民間の事業者のときだけです。")
NOT_INSIDE = Finding(
    (2,), "庁内の利用には、保有機関と提供先の両方が庁内の部署である必要があります。"
)
RECIPIENT_NOT_PUBLIC = Finding((2, 52), "この判断で提供できるのは、行政機関等に対してだけです。")
CONSENT_NOT_DIFFICULT = Finding((2,), "本人の同意を得ることが困難であるとの記録がありません。")
NOT_FOR_AFFAIRS = Finding(
    (2,), "法令の事務への協力として提供できるのは、行政機関等か受託者に対してだけです。"
)
CONTRACT_OVER = Finding((55,), "委託の契約が、この日時には効力がありません。")
NOT_A_RECEIVER = Finding((43,), "この機関は、この虐待の通告・通報を受ける機関ではありません。")
OFFICE_NOT_NAMED = Finding(
    (45,), "求めた職（市町村長・福祉事務所長・児童相談所長）の記録がありません。"
)
DECLINED = Finding((45,), "保有機関が提供すると答えた記録がありません。断ることができます。")
ROUTE_CLOSED = Finding(
    (8,), "この市町村は、家族の意向を踏まえた「明らかに本人の利益」の判断を使っていません。"
)
ROUTE_OTHER_PURPOSE = Finding((8, 29), "この市町村は、この判断をこの目的には使っていません。")
ROUTE_OTHER_RECIPIENT = Finding((8,), "この市町村は、この判断による提供を庁内に限っています。")
NO_UNDERTAKING = Finding((8, 36), "提供先の守秘の誓約が記録されていません。")
NO_FAMILY_WISH = Finding((8, 9), "家族の意向の記録が、対象者全員についてはそろっていません。")

_RECEIVERS: dict[str, frozenset[AgencyKind]] = {
    "child": frozenset(
        {"municipal_department", "child_family_center", "welfare_office", "child_guidance_center"}
    ),
    "elder": frozenset({"municipal_department", "community_support_center"}),
    "disabled": frozenset({"municipal_department", "disability_core_center"}),
}
"""児童虐待防止法6条1項, 高齢者虐待防止法7条・17条, 障害者虐待防止法7条 (from memory)."""


@rule(2)
def internal_need(_: Situation, __: Determination, cell: Cell) -> Finding | None:
    """個情法69条2項2号: use inside the same public body, for its lawful affairs."""
    if cell.piece.holder.holder_class != "public":
        return HOLDER_NOT_PUBLIC
    inside = (
        cell.piece.holder.internal_to_municipality and cell.reader.agency.internal_to_municipality
    )
    return None if inside else NOT_INSIDE


@rule(2, 52)
def public_need(_: Situation, __: Determination, cell: Cell) -> Finding | None:
    """個情法69条2項3号: to another public body, another municipality included (rule 52)."""
    if cell.piece.holder.holder_class != "public":
        return HOLDER_NOT_PUBLIC
    return None if cell.reader.agency.holder_class == "public" else RECIPIENT_NOT_PUBLIC


@rule(2, 8, 9)
def best_interest(situation: Situation, _: Determination, cell: Cell) -> Finding | None:
    """個情法69条2項4号: clearly in the person's interest, with the family's wish as evidence.

    The lawful road for what some municipalities call family consent.
    """
    if cell.piece.holder.holder_class != "public":
        return HOLDER_NOT_PUBLIC
    closed = _family_wish_route(situation, cell)
    if closed is not None:
        return closed
    category = cell.piece.item.category
    wished = all(
        situation.consents.family_wishes(one.id, category, cell.reader.agency)
        for one in cell.piece.subjects
    )
    return None if wished else NO_FAMILY_WISH


def _family_wish_route(situation: Situation, cell: Cell) -> Finding | None:
    """Why the profile keeps this road shut here, or ``None``."""
    options = situation.options
    if options.family_wish_route == "none":
        return ROUTE_CLOSED
    purposes = options.family_wish_purposes
    if purposes is not None and situation.conference.purpose not in purposes:
        return ROUTE_OTHER_PURPOSE
    inside = cell.reader.agency.internal_to_municipality
    if options.family_wish_recipients == "internal" and not inside:
        return ROUTE_OTHER_RECIPIENT
    undertaken = cell.reader.agency.undertook_secrecy_by(situation.at)
    return NO_UNDERTAKING if options.family_wish_needs_undertaking and not undertaken else None


@rule(2)
def child_welfare(_: Situation, determination: Determination, cell: Cell) -> Finding | None:
    """個情法27条1項3号: for the healthy growth of children, where consent is difficult."""
    if cell.piece.holder.holder_class != "private":
        return HOLDER_NOT_PRIVATE
    return None if determination.consent_difficult else CONSENT_NOT_DIFFICULT


@rule(2)
def statutory_cooperation(
    situation: Situation, determination: Determination, cell: Cell
) -> Finding | None:
    """個情法27条1項4号: help to a public body's affairs, or to whom it has entrusted them."""
    if cell.piece.holder.holder_class != "private":
        return HOLDER_NOT_PRIVATE
    if not determination.consent_difficult:
        return CONSENT_NOT_DIFFICULT
    public = cell.reader.agency.holder_class == "public"
    return None if public or cell.reader.agency.entrusted_at(situation.at) else NOT_FOR_AFFAIRS


@rule(55)
def entrustment(situation: Situation, _: Determination, cell: Cell) -> Finding | None:
    """委託 while the contract lasts (社福法106条の4第5項, 個情法25条・27条5項1号・66条2項)."""
    return None if cell.reader.agency.entrusted_at(situation.at) else CONTRACT_OVER


@rule(29)
def in_purpose(_: Situation, __: Determination, ___: Cell) -> Finding | None:
    """Within the specified purpose of use (個情法61条, 17条): an official found and recorded so."""
    return None


@rule(43)
def abuse_report(_: Situation, determination: Determination, cell: Cell) -> Finding | None:
    """To whom abuse is reported: open whatever consent or profile say (虐待防止三法)."""
    receivers = _RECEIVERS.get(determination.victim_kind or "", frozenset())
    return None if cell.reader.agency.kind in receivers else NOT_A_RECEIVER


@rule(45)
def abuse_request(_: Situation, determination: Determination, __: Cell) -> Finding | None:
    """児童虐待防止法13条の4: asked by a named office-holder, and the holder may decline."""
    if determination.requested_by is None:
        return OFFICE_NOT_NAMED
    return None if determination.answer == "provided" else DECLINED


class Kind(NamedTuple):
    """How one kind of determination is judged.

    Attributes:
        basis: what it gives.
        found: what is said where it is the basis.
        judge: what it lacks, or ``None``.
        approved: it needs a recorded reason and an approver.
    """

    basis: Basis
    found: Finding
    judge: Callable[[Situation, Determination, Cell], Finding | None]
    approved: bool = True


KINDS: dict[DeterminationKind, Kind] = {
    "internal_need": Kind(
        "appi_69_2_2",
        Finding(
            (1, 2), "庁内の利用に相当の理由があると判断されています（個人情報保護法69条2項2号）。"
        ),
        internal_need,
    ),
    "public_need": Kind(
        "appi_69_2_3",
        Finding(
            (1, 2, 52),
            "行政機関等への提供に相当の理由があると判断されています（個人情報保護法69条2項3号）。",
        ),
        public_need,
    ),
    "best_interest": Kind(
        "appi_69_2_4",
        Finding(
            (1, 2, 8),
            "家族の意向も踏まえ、明らかに本人の利益になると判断されています（個人情報保護法69条2項4号）。",
        ),
        best_interest,
    ),
    "child_welfare": Kind(
        "appi_27_1_3",
        Finding(
            (1, 2),
            "児童の健全な育成に特に必要で、同意を得るのが困難と判断されています（個人情報保護法27条1項3号）。",
        ),
        child_welfare,
    ),
    "statutory_cooperation": Kind(
        "appi_27_1_4",
        Finding(
            (1, 2),
            "法令の事務への協力として提供すると判断されています（個人情報保護法27条1項4号）。",
        ),
        statutory_cooperation,
    ),
    "entrustment": Kind(
        "entrustment", Finding((1, 55), "委託した業務に必要な提供です。"), entrustment
    ),
    "in_purpose": Kind(
        "in_purpose",
        Finding((1, 29), "特定された利用目的の中での提供と判断されています。"),
        in_purpose,
    ),
    "abuse_report": Kind(
        "abuse_report",
        Finding((1, 43), "虐待の通告・通報です。秘密を守る義務は、通告・通報を妨げません。"),
        abuse_report,
        approved=False,
    ),
    "abuse_request_13_4": Kind(
        "abuse_request_13_4",
        Finding((1, 45), "児童虐待防止法13条の4の求めに、保有機関が応じています。"),
        abuse_request,
    ),
}


def covering(situation: Situation, piece: Piece) -> tuple[Determination, ...]:
    """The determinations on record about this holder, all these subjects and this category."""
    return tuple(
        one
        for one in situation.world.determinations
        if one.holder == piece.holder.id
        and piece.item.category in one.categories
        and all(person.id in one.subjects for person in piece.subjects)
    )


@rule(1, 15)
def lacking(situation: Situation, determination: Determination, cell: Cell) -> Finding | None:
    """What keeps a determination that covers the cell from being a basis, or ``None``."""
    if not determination.holds_at(situation.at):
        return NOT_IN_FORCE
    kind = KINDS[determination.kind]
    if kind.approved:
        reason = determination.reason
        if reason is None or not reason.strip() or determination.approved_by is None:
            return NOT_APPROVED
    return kind.judge(situation, determination, cell)

"""The asserted emergency: loud, minimal, and reviewed afterwards (law rule 42)."""

from __future__ import annotations

from services.conference.law.rule import Finding, rule
from services.conference.law.situation import Piece, Situation
from services.conference.law.world import Emergency

EMERGENCY = Finding(
    (1, 2, 42),
    "生命・身体・財産を守るための緊急の提供です（個人情報保護法27条1項2号・69条）。後で必ず見直します。",
)
ESCALATED = Finding((42,), "緊急の申し立てがあります。この市町村では、責任者が判断します。")
NOT_IN_FORCE = Finding((42,), "緊急の申し立ては、この日時には効力がありません。")
NO_DANGER = Finding((42,), "緊急の申し立てに、何が危険にさらされているかの記録がありません。")
NO_REASON = Finding((42,), "緊急の申し立てに、理由か申し立てた人の記録がありません。")
CONSENT_OBTAINABLE = Finding(
    (2, 42),
    "民間の保有機関が緊急に提供するには、同意を得ることが困難であるとの記録が必要です。",
)


def asserted_for(situation: Situation, piece: Piece) -> Emergency | None:
    """The emergency, if it names all subjects and the category of the item."""
    asserted = situation.world.emergency
    if asserted is None or piece.item.category not in asserted.categories:
        return None
    named = all(one.id in asserted.subjects for one in piece.subjects)
    return asserted if named else None


@rule(42)
def lacking(situation: Situation, asserted: Emergency, piece: Piece) -> Finding | None:
    """What an assertion that names the reader still lacks, or ``None``.

    個情法69条2項 (public holder); 27条1項2号 (any other: consent must be hard to obtain too).
    A complete assertion opens the cell, or waits for a human, as the profile has it.
    """
    if not asserted.holds_at(situation.at):
        return NOT_IN_FORCE
    if asserted.danger is None:
        return NO_DANGER
    if asserted.reason is None or not asserted.reason.strip() or asserted.asserted_by is None:
        return NO_REASON
    if piece.holder.holder_class != "public" and not asserted.consent_hard_to_obtain:
        return CONSENT_OBTAINABLE
    return None if situation.options.emergency == "act" else ESCALATED

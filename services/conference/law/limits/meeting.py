"""What the legal mode of an agenda item allows to whom, before any basis is asked for."""

from __future__ import annotations

from services.conference.law.rule import Limit, every_basis_but, rule
from services.conference.law.situation import Cell, CellCheck, Reader, Situation
from services.conference.law.vocabulary import Basis

_OPEN_TO_ALL: tuple[Basis, ...] = ("own_record", "emergency", "abuse_report")
_MEETING_GATE = every_basis_but(*_OPEN_TO_ALL)

CONSENT_ONLY = Limit(
    (3,),
    "この会議で共有できるのは、本人の同意がある情報だけです。同意を得るか、支援会議で扱ってください。",
    "withheld",
    every_basis_but("consent", *_OPEN_TO_ALL),
)
DEIDENTIFIED_AT_MOST = Limit(
    (18,),
    "事例検討会には法律の定めがないため、誰のことか分からない形でだけ示せます。",
    "blurred",
    every_basis_but("consent", *_OPEN_TO_ALL),
)
CONSENT_NOT_FOR_THIS_MODE = Limit(
    (4, 18),
    "本人の同意に事例検討会が明記されていないため、誰のことか分からない形でだけ示せます。",
    "blurred",
    frozenset({"consent"}),
)
NOT_A_MEMBER = Limit(
    (19,),
    "この議題の構成員として記録されていない機関には、見せられません。",
    "withheld",
    _MEETING_GATE,
)
NOT_SELECTED = Limit(
    (20,), "構成員ですが、この議題には選ばれていません。", "withheld", _MEETING_GATE
)
LEFT = Limit(
    (24,),
    "構成員を退いた機関には、退いたときから見せられません。守秘の義務は続きます。",
    "withheld",
    _MEETING_GATE,
)
NOT_A_PARTY = Limit(
    (18,),
    "協定の当事者でない機関との間では、または協定の期間の外では、共有できません。",
    "withheld",
    _MEETING_GATE,
)


@rule(3)
def consent_only_meeting(situation: Situation) -> Limit | None:
    """重層的支援会議 and 支援調整会議 rest on consent (実施要綱; e.g. さぬき市要綱2条2項)."""
    rests_on_consent = situation.in_meeting and situation.law.needs_consent
    return CONSENT_ONLY if rests_on_consent else None


@rule(18)
def review_without_identity(situation: Situation) -> Limit | None:
    """A case review has no statute: nobody is identified in it."""
    return DEIDENTIFIED_AT_MOST if situation.mode == "case_review" else None


@rule(19, 20, 24)
def only_who_sits_there(situation: Situation, reader: Reader) -> Limit | None:
    """Material of an agenda item is for those selected for it (社福法106条の6第1項・6項)."""
    if not situation.in_meeting or reader.convener:
        return None
    if reader.selected:
        return None
    if reader.member:
        return NOT_SELECTED
    return LEFT if reader.left else NOT_A_MEMBER


@rule(18)
def parties_of_the_agreement(situation: Situation, cell: Cell) -> Limit | None:
    """A meeting under an agreement is for its parties while it lasts; it is itself no basis."""
    agreement = situation.conference.agreement
    parties = agreement.parties if agreement is not None else ()
    if (
        agreement is not None
        and agreement.holds_at(situation.at)
        and cell.reader.agency.id in parties
        and cell.piece.holder.id in parties
    ):
        return None
    return NOT_A_PARTY


@rule(4, 18)
def review_named_in_the_consent(_: Situation, cell: Cell) -> Limit | None:
    """A person may consent to be known in a case review, if the consent says so."""
    listed = all(one.for_this_mode for one in cell.standings)
    return None if listed else CONSENT_NOT_FOR_THIS_MODE


OF_THE_MEETING = (consent_only_meeting, review_without_identity)
OF_THE_READER = (only_who_sits_there,)


def of_item_and_reader(situation: Situation) -> tuple[CellCheck, ...]:
    """The checks of a cell that the mode brings along."""
    if situation.mode == "agreement":
        return (parties_of_the_agreement,)
    return (review_named_in_the_consent,) if situation.mode == "case_review" else ()

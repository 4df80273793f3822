"""The floor: what statute keeps shut, whatever the basis and whatever a municipality decides.

Each rule looks at one item, or at one item and its reader, and lowers what the bases it names may
give. The agency's own record is not touched, except by the individual number.
"""

from __future__ import annotations

from services.conference.law.rule import Limit, every_basis_but, rule
from services.conference.law.situation import Cell, CellCheck, Piece, Situation

_NO_BASIS_OPENS = every_basis_but()
_BUT_OWN = every_basis_but("own_record")

INDIVIDUAL_NUMBER = Limit(
    (32,), "個人番号を含む情報は、誰にも見せられません（番号法）。", "withheld", _NO_BASIS_OPENS
)
UNCLASSIFIED = Limit((30,), "種類の分かれていない情報は、見せられません。", "withheld", _BUT_OWN)
REPORTER = Limit(
    (44,),
    "通報した人が分かる情報は、通報を受けた機関のほかには見せられません（児童虐待防止法7条、"
    "高齢者虐待防止法8条、障害者虐待防止法8条）。",
    "withheld",
    every_basis_but("own_record", "abuse_report"),
)
UNJUST_HARM = Limit(
    (12,),
    "本人や第三者の権利利益を不当に侵害するおそれがあり、判断を待っています（個人情報保護法69条2項"
    "ただし書）。",
    "withheld",
    every_basis_but("own_record", "abuse_report", "emergency"),
)
PROTECTED_ADDRESS = Limit(
    (37,), "所在を保護されている人の住所は、会議では見せられません。", "withheld", _BUT_OWN
)
PROTECTED_WHEREABOUTS = Limit(
    (37,),
    "所在を保護されている人の学校や勤め先は、会議ではぼかして示します。",
    "blurred",
    _BUT_OWN,
)
ANONYMOUS = Limit(
    (39,),
    "匿名の相談者を特定する情報は、ほかの機関に見せられません。",
    "withheld",
    every_basis_but("own_record", "abuse_report", "emergency"),
)
NOT_TO_THE_PERSON = Limit(
    (35,),
    "「本人に言わない」約束の情報は、本人向けの画面には出せません（個人情報保護法78条1項2号）。",
    "withheld",
    _BUT_OWN,
)
YOTAIKYO_FIRST = Limit(
    (46,),
    "要保護児童対策地域協議会で扱っている虐待の情報は、その構成員でない機関にはぼかして示します。",
    "blurred",
    every_basis_but("own_record", "abuse_report"),
)
EMPLOYER = Limit(
    (38,),
    "雇用主には、その雇用主を名指しした本人の同意がなければ、病気・障害・生活歴を伝えられません"
    "（個人情報保護法20条2項・27条1項）。",
    "withheld",
    _BUT_OWN,
)

_EMPLOYERS_NEVER_ASSUME = frozenset({"health", "disability", "life_history"})


@rule(32)
def individual_number(_: Situation, piece: Piece) -> Limit | None:
    """No 個人番号 leaves, nor is shown (番号法: use limited to listed affairs; from memory)."""
    return INDIVIDUAL_NUMBER if "individual_number" in piece.item.flags else None


@rule(30)
def unclassified(_: Situation, piece: Piece) -> Limit | None:
    """What nobody classified cannot be held to what is needed (個情法61条2項, 69条)."""
    return UNCLASSIFIED if piece.item.category == "other" else None


@rule(44)
def reporter_identity(_: Situation, piece: Piece) -> Limit | None:
    """Who reported abuse is known to the receiving unit alone (児童虐待防止法7条 …)."""
    return REPORTER if "reporter_identity" in piece.item.flags else None


@rule(12)
def unjust_harm(_: Situation, piece: Piece) -> Limit | None:
    """Consent cannot legalise unjust harm by a public holder (個情法69条2項ただし書)."""
    risk = "unjust_harm_risk" in piece.item.flags
    return UNJUST_HARM if risk and piece.holder.holder_class == "public" else None


@rule(37)
def protected_whereabouts(situation: Situation, piece: Piece) -> Limit | None:
    """Protected whereabouts stay out of every meeting (児童虐待防止法12条4項・5項, 支援措置)."""
    category = piece.item.category
    if not situation.in_meeting or category not in {"address", "school", "work"}:
        return None
    if not any(one.protected_address for one in piece.subjects):
        return None
    return PROTECTED_ADDRESS if category == "address" else PROTECTED_WHEREABOUTS


@rule(39)
def anonymous_caller(_: Situation, piece: Piece) -> Limit | None:
    """Who called without a name is not identified to others (個情法2条1項1号)."""
    identifying = piece.item.category in {"identity", "address"}
    return ANONYMOUS if identifying and any(one.anonymous for one in piece.subjects) else None


@rule(35)
def promised_silence(_: Situation, cell: Cell) -> Limit | None:
    """What a family or an informant told in confidence is not on the person's own screen.

    個情法78条1項2号: a request for disclosure is reviewed part by part.
    """
    if cell.reader.agency.kind != "person_self":
        return None
    flags = cell.piece.item.flags
    hidden = "do_not_tell_person" in flags or "confidential_informant" in flags
    return NOT_TO_THE_PERSON if hidden else None


@rule(46)
def yotaikyo_first(_: Situation, cell: Cell) -> Limit | None:
    """Abuse content of a registered child lives in 要対協 (児福法25条の2–25条の5)."""
    if cell.piece.item.category != "abuse" or cell.reader.agency.yotaikyo_member:
        return None
    return YOTAIKYO_FIRST if any(one.registered_yotaikyo for one in cell.piece.subjects) else None


@rule(38)
def employer_by_name(_: Situation, cell: Cell) -> Limit | None:
    """An employer learns of health, disability or life history only as the person consented to.

    個情法20条2項・27条1項; 職業安定法5条の5 (from memory). The consent names this employer.
    """
    category = cell.piece.item.category
    if cell.reader.agency.kind != "employer" or category not in _EMPLOYERS_NEVER_ASSUME:
        return None
    named = all(one.named for one in cell.standings)
    return None if named else EMPLOYER


OF_THE_ITEM = (
    individual_number,
    unclassified,
    reporter_identity,
    unjust_harm,
    protected_whereabouts,
    anonymous_caller,
)


def of_item_and_reader(situation: Situation) -> tuple[CellCheck, ...]:
    """The checks of a cell that can fire among the persons and agencies of the situation."""
    kinds = {one.kind for one in situation.agencies.values()}
    registered = any(one.registered_yotaikyo for one in situation.persons.values())
    possible: tuple[tuple[bool, CellCheck], ...] = (
        ("person_self" in kinds, promised_silence),
        (registered and situation.mode != "yotaikyo", yotaikyo_first),
        ("employer" in kinds, employer_by_name),
    )
    return tuple(check for can_fire, check in possible if can_fire)

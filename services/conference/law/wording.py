"""What a blurred cell shows instead of the text: a generalisation, never a rewrite.

The contributing agency's own generalised wording is preferred, for it knows what can be said. Where
there is none, or where it would give the text or a person away, the fixed wording of the category
stands. Nothing of six characters or more that stands in the text stands in what is shown, and
whatever looks like a name, an address, a date or an institution is not shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from services.conference.law.vocabulary import Category, Effect
from services.conference.law.world import Item

LONGEST_RUN = 5
"""Characters in a row that what is shown may share with the text."""

LAST_RESORT = "記載あり"
"""Shorter than any forbidden run, so it can be shown beside every text."""

FIXED: Mapping[Category, tuple[str, ...]] = {
    "identity": ("本人を特定する事項の記載があります", "特定する事項あり"),
    "address": ("住まいについての記載があります", "住まいの記載"),
    "family": ("家族についての配慮が必要です", "家族の事情あり"),
    "health": ("医療的な配慮が必要です", "健康面の配慮あり"),
    "disability": ("心身の状態への配慮が必要です", "配慮の要る特性"),
    "crime": ("慎重な対応が必要な経過があります", "慎重な対応を要す"),
    "tax_arrears": ("公的な負担について相談が必要です", "公的負担の相談"),
    "income_assets_debt": ("経済面の支援の検討が必要です", "経済面の検討"),
    "benefits": ("制度の利用について調整が必要です", "制度利用の調整"),
    "school": ("就学についての配慮が必要です", "就学面の配慮"),
    "work": ("就労についての配慮が必要です", "就労面の配慮"),
    "life_history": ("これまでの経過への配慮が必要です", "経過への配慮"),
    "consultation": ("継続した相談の経過があります", "相談の経過あり"),
    "assessment": ("支援者による見立てがあります", "見立てあり"),
    "abuse": ("安全の確認が必要な事情があります", "安全確認を要す"),
    "other": (),
}
"""The vocabulary of generalisation by category, the fuller wording first. Unclassified: nothing."""

_IDENTIFYING = (
    re.compile(r"[0-9〇一二三四五六七八九十百元]+(年(?!代)|月|日|歳|才|番|号|丁目)"),
    re.compile(r"[0-9]{2,}(?!年?代)|[0-9]+[-/.:][0-9]+"),
    re.compile(r"[^@]@[^@]|://|www\."),
    re.compile(r"[A-Za-z一-龥々ァ-ヶー](都|道|府|県|市|区|町|村|郡)"),
    re.compile(
        r"病院|医院|クリニック|診療所|保健所|相談所|児相|裁判所|事務所|学校|[小中高]学|高校|大学|学園|施設|会社|\(株\)"
        r"|法人|センター|事業所|役場|役所|警察|ハローワーク|マンション|アパート|ハイツ|コーポ|団地"
        r"|[ぁ-んァ-ヶー一-龥](園|荘|寮|苑|館|塾|ホーム(?!ヘルプ))"
    ),
    re.compile(r"[^、。](さん|様(?!子|々|態)|殿|氏|くん|君|ちゃん|先生|医師)"),
)
"""What looks like a date, a number, an address, a place, an institution or a name. Too much is
taken for one rather than too little: the fixed wording is always there."""


def shown(item: Item, effect: Effect) -> str | None:
    """What a recipient reads of an item.

    Args:
        item: the item.
        effect: what was decided for this recipient.

    Returns:
        The text, a generalisation of it, or ``None`` when nothing may be shown.
    """
    if effect == "full":
        return item.text
    return generalised(item) if effect == "blurred" else None


def generalised(item: Item) -> str:
    """The wording that stands for an item: it repeats no six characters of it and names nobody."""
    supplied = item.generalised
    if supplied is not None and not gives_away(supplied, item.text) and not identifies(supplied):
        return supplied
    return next(
        (one for one in FIXED[item.category] if not gives_away(one, item.text)), LAST_RESORT
    )


def gives_away(wording: str, text: str) -> bool:
    """Whether a wording repeats the text: a run of six characters, however it is written.

    Full- and half-width letters, and what is set between characters (spaces, punctuation), make no
    difference.
    """
    length = LONGEST_RUN + 1
    said, source = _bare(wording), _bare(text)
    runs = {source[start : start + length] for start in range(len(source) - length + 1)}
    plainly = {text[start : start + length] for start in range(len(text) - length + 1)}
    return any(said[start : start + length] in runs for start in range(len(said))) or any(
        wording[start : start + length] in plainly for start in range(len(wording) - length + 1)
    )


def identifies(wording: str) -> bool:
    """Whether a wording looks as if it held a name, an address, a date or an institution."""
    plain = "".join(unicodedata.normalize("NFKC", wording).split())
    return any(pattern.search(plain) for pattern in _IDENTIFYING)


def _bare(text: str) -> str:
    """Letters and digits only, in one width."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())

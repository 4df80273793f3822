"""Whether two descriptions may be of one person: spelled alike after what clerks write differently.

Blanks, width, 外字 with variation selectors, ひらがな for カタカナ and the commonest old forms of
characters in names make no difference. A day of birth that is known to the year alone agrees with
every day of that year.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from shared.calendar import FuzzyDate

_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANKS = re.compile(r"[\s・･]+")
_OLD_FORMS = str.maketrans(
    "髙﨑嵜德邉邊齋齊斎澤濵濱眞廣桒𠮷嶋嶌國櫻萬惠彌與龍瀧",
    "高崎崎徳辺辺斉斉斉沢浜浜真広桑吉島島国桜万恵弥与竜滝",
)
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_FEWEST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Description:
    """What somebody knows of a person, as it is written.

    Attributes:
        name: 氏名.
        kana: フリガナ.
        phone: 電話, perhaps several.
        birth: 生年月日.
    """

    name: str | None = field(default=None, repr=False)
    kana: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    birth: FuzzyDate | None = field(default=None, repr=False)


def name_key(name: str) -> str:
    """A name by which the same name is found, however it is spaced and with old forms or new."""
    plain = _VARIATION.sub("", unicodedata.normalize("NFKC", name))
    return _BLANKS.sub("", plain).translate(_OLD_FORMS).casefold()


def kana_key(kana: str) -> str:
    """A reading by which the same reading is found, in either kana."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", kana)).translate(_TO_KATAKANA)


def phone_keys(phone: str) -> frozenset[str]:
    """Each number in a text by its digits; what is too short to be one is none."""
    plain = unicodedata.normalize("NFKC", phone).replace("+81", "0")
    found = (re.sub(r"[^0-9]", "", part) for part in re.split(r"[\n、,/／;]", plain))
    return frozenset(one for one in found if len(one) >= _FEWEST_DIGITS)


def keys_of(described: Description) -> Iterator[tuple[str, str]]:
    """Everything by which a person may be found: the kind of key, and the key."""
    if described.name and (key := name_key(described.name)):
        yield "name", key
    if described.kana and (key := kana_key(described.kana)):
        yield "kana", key
    if described.phone:
        for number in sorted(phone_keys(described.phone)):
            yield "phone", number
    if described.birth is not None and described.birth.is_exact:
        yield "birth", described.birth.to_edtf()


def agreeing(one: Description, other: Description) -> frozenset[str]:
    """In what two descriptions agree: ``name``, ``kana``, ``phone``, ``birth``."""
    both = set(keys_of(one)) & set(keys_of(other))
    found = {kind for kind, _ in both}
    if one.birth and other.birth and _may_be_one_day(one.birth, other.birth):
        found.add("birth")
    return frozenset(found)


def contradicting(one: Description, other: Description) -> frozenset[str]:
    """In what both say something and disagree: ``name``, ``kana``, ``birth``.

    People have several telephones; another number is no contradiction.
    """
    agreed = agreeing(one, other)
    said = {
        "name": bool(one.name and other.name),
        "kana": bool(one.kana and other.kana),
        "birth": one.birth is not None and other.birth is not None,
    }
    return frozenset(kind for kind, both in said.items() if both and kind not in agreed)


def _may_be_one_day(one: FuzzyDate, other: FuzzyDate) -> bool:
    """An estimate (頃) of a year may be off by a year or two; nothing follows from less."""
    if one.circa or other.circa:
        return abs(one.year - other.year) <= 2  # noqa: PLR2004 - years
    return one.earliest <= other.latest and other.earliest <= one.latest

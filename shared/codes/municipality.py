"""全国地方公共団体コード: six digits, the last of which checks the others (JIS X 0401/0402).

Whether a code exists is judged by its form, its check digit and its prefecture; the national list
of municipalities, which changes with every merger, is not part of tsunagu. A code of the right
form that was never given out is therefore accepted. The few names in ``data/municipalities.yaml``
are for show and decide nothing.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated

from pydantic import AfterValidator, StringConstraints

from shared.packaged_yaml import read_yaml
from shared.refusal import InvalidInput

PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県",
    "群馬県", "埼玉県", "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県",
    "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府", "大阪府",
    "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
    "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県",
    "鹿児島県", "沖縄県",
)  # fmt: skip
"""The prefectures in the order of their codes 01–47 (JIS X 0401)."""

FICTIONAL_PREFECTURE = 99
"""Beyond the 47; used for demonstrations and tests only."""

_WEIGHTS = (6, 5, 4, 3, 2)
_LENGTH = 6
_PREFECTURE_ITSELF = "000"
FIELD = "全国地方公共団体コード"


def check_digit(first_five: str) -> str:
    """The sixth digit: 11 minus the weighted sum modulo 11, its last digit."""
    total = sum(int(digit) * weight for digit, weight in zip(first_five, _WEIGHTS, strict=True))
    return str((11 - total % 11) % 10)


def parse_municipality(text: str) -> str:
    """Read a code.

    Raises:
        InvalidInput: ``municipality-unreadable``, ``check-digit-missing``, ``check-digit`` or
            ``unknown-municipality``.
    """
    code = unicodedata.normalize("NFKC", text).strip()
    if not (code.isascii() and code.isdigit()):
        raise _invalid("municipality-unreadable", "数字6桁ではありません。")
    if len(code) == _LENGTH - 1:
        raise _invalid("check-digit-missing", "5桁しかありません。", _COMPLETE)
    if len(code) != _LENGTH:
        raise _invalid("municipality-unreadable", "数字6桁ではありません。")
    if check_digit(code[:5]) != code[5]:
        raise _invalid("check-digit", "検査数字が合いません。")
    prefecture = int(code[:2])
    if not 1 <= prefecture <= len(PREFECTURES) and prefecture != FICTIONAL_PREFECTURE:
        raise _invalid("unknown-municipality", "その番号の都道府県はありません。")
    return code


_SIX_DIGITS = "検査数字まで含む6桁（例: 271403）を指定してください。"
_COMPLETE = (
    "末尾の検査数字を加えてください。表計算ソフトで先頭の0が消えたときは、0を補ってください"
    "（例: 271403、012025）。"
)


def _invalid(code: str, reason: str, remedy: str = _SIX_DIGITS) -> InvalidInput:
    return InvalidInput(
        FIELD,
        code,
        f"{FIELD}が正しくありません。{reason}",
        remedy,
    )


@lru_cache(maxsize=4_096)
def _validated(text: str) -> str:
    try:
        return parse_municipality(text)
    except InvalidInput as invalid:
        raise ValueError(invalid.code) from None


MunicipalityCode = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{6}$"), AfterValidator(_validated)
]
"""全国地方公共団体コード as a field of a model: exactly six ASCII digits, checked."""

DEMO_MUNICIPALITY = "99001" + check_digit("99001")
"""つなぎ市, which does not exist."""


def prefecture_name(code: str) -> str:
    """The prefecture of a municipality."""
    number = int(code[:2])
    return "架空県" if number == FICTIONAL_PREFECTURE else PREFECTURES[number - 1]


def municipality_name(code: str) -> str:
    """How a municipality is shown: by its name where it is known, else by prefecture and code."""
    if code == DEMO_MUNICIPALITY:
        return "つなぎ市（架空）"
    if code[2:5] == _PREFECTURE_ITSELF:
        return prefecture_name(code)
    return _names().get(code, f"{prefecture_name(code)} {code}")


@cache
def _names() -> dict[str, str]:
    text = files(__package__).joinpath("data", "municipalities.yaml").read_text(encoding="utf-8")
    names: dict[str, str] = read_yaml(text)
    return names

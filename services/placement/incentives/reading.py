"""Reading a file of rates that somebody wrote, and telling them in Japanese what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pydantic import ValidationError

from services.placement.domain.incentive import PayingProgramme, RateVersion
from shared.codes import STEP_KINDS
from shared.plain_document import Steps, UnreadableDocument, plain_document
from shared.refusal import InvalidInput

FIELD = "手当の単価"

_SHAPES = {
    "missing": "この項目がありません。",
    "extra_forbidden": "ここにはない項目です。項目の名前を確かめてください。",
    "literal_error": "選べる値ではありません。",
    "too_short": "一つ以上、書いてください。",
    "int_parsing": "円は、整数で書いてください。",
    "greater_than_equal": "円は、1以上で書いてください。",
    "less_than_equal": "円が大きすぎます。",
    "date_parsing": "日付は、2021-04-01 のように書いてください。",
    "date_from_datetime_parsing": "日付は、2021-04-01 のように書いてください。",
    "string_pattern_mismatch": "符号の書き方が違います。",
}

Found = Iterator[tuple[Steps, str]]
"""Where, and what is wrong there."""


def read_rates(text: str) -> PayingProgramme:
    """Read the rates of one programme.

    Raises:
        InvalidInput: ``incentive-rates-invalid``; it tells the first flaw and its place, and
            repeats no value.
    """
    try:
        programme = PayingProgramme.model_validate(plain_document(text))
    except UnreadableDocument as unreadable:
        raise _invalid(unreadable.path, unreadable.message) from None
    except ValidationError as invalid:
        first = invalid.errors(include_input=False, include_url=False, include_context=False)[0]
        raise _invalid(first["loc"], _SHAPES.get(first["type"], "書き方が違います。")) from None
    for path, says in flaws(programme):
        raise _invalid(path, says)
    return programme


def flaws(programme: PayingProgramme) -> Found:
    """What is wrong with rates whose form is right: periods, kinds of steps, limits."""
    yield from _periods(programme)
    for number, version in enumerate(programme.versions):
        for path, says in _rates(version):
            yield ("versions", number, "rates", *path), says


def _periods(programme: PayingProgramme) -> Found:
    before: date | None = None
    for number, one in enumerate(programme.versions):
        if one.end is not None and one.end <= one.start:
            yield ("versions", number, "to"), "期間の終わりが、始まりより後になっていません。"
        if number and (before is None or one.start < before):
            yield ("versions", number, "from"), "前の版の期間と重なっています。"
        elif before is not None and one.start > before:
            yield (
                ("versions", number, "from"),
                "前の版の終わりとの間が空いています。支払わない期間は、rates を空にします。",
            )
        before = one.end


def _rates(version: RateVersion) -> Found:
    seen: set[tuple[str, str]] = set()
    ids: set[str] = set()
    for number, rate in enumerate(version.rates):
        if rate.id in ids:
            yield (number, "id"), "同じ名前の単価が、前にもあります。"
        ids.add(rate.id)
        if any(kind not in STEP_KINDS for kind in rate.kinds):
            yield (number, "kinds"), f"{STEP_KINDS.title}の符号が、一覧にありません。"
        for kind in rate.kinds:
            if (rate.to, kind) in seen:
                yield (number, "kinds"), "同じ相手の同じ一歩に、単価が二つあります。"
            seen.add((rate.to, kind))
        if rate.daily_limit is not None and rate.per == "day":
            yield (number, "daily_limit"), "日で支払う単価に、1日の上限は書けません。"


def _invalid(path: Steps, says: str) -> InvalidInput:
    return InvalidInput(
        FIELD,
        "incentive-rates-invalid",
        f"手当の単価に、正しくないところがあります（{_place(path)}: {says}）。",
        "その箇所を直して、もう一度読み込んでください。",
    )


def _place(path: Steps) -> str:
    """``versions[1].rates[2].kinds``, counted from 1."""
    said = ""
    for step in path:
        said += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return said.lstrip(".") or "文書全体"

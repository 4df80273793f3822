"""Reading a file of rates that somebody wrote, and telling them in Japanese what is wrong."""

from __future__ import annotations

from itertools import pairwise

from services.placement.domain.incentive import PayingProgramme, RateVersion
from shared.codes import STEP_KINDS
from shared.document_form import Flaw, Found, Misshapen, document_of, flaw_at, periods
from shared.refusal import InvalidInput

FIELD = "手当の単価"

_OWN_WORDS = {
    "int_parsing": "円は、整数で書いてください。",
    "greater_than_equal": "円は、1以上で書いてください。",
    "less_than_equal": "円が大きすぎます。",
}


def read_rates(text: str) -> PayingProgramme:
    """Read the rates of one programme.

    Raises:
        InvalidInput: ``incentive-rates-invalid``; it tells the first flaw and its place, and
            repeats no value.
    """
    try:
        programme = document_of(PayingProgramme, text, _OWN_WORDS)
    except Misshapen as misshapen:
        raise _invalid(misshapen.flaws[0]) from None
    for path, says in flaws(programme):
        raise _invalid(flaw_at(path, says))
    return programme


def flaws(programme: PayingProgramme) -> Found:
    """What is wrong with rates whose form is right: periods, kinds of steps, limits."""
    yield from periods(programme.versions)
    yield from _gaps(programme)
    for number, version in enumerate(programme.versions):
        for path, says in _rates(version):
            yield ("versions", number, "rates", *path), says


def _gaps(programme: PayingProgramme) -> Found:
    for number, (before, after) in enumerate(pairwise(programme.versions), start=1):
        if before.end is not None and before.end < after.start:
            yield (
                ("versions", number, "from"),
                "前の版の終わりとの間が空いています。支払わない期間は、rates を空にします。",
            )


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


def _invalid(flaw: Flaw) -> InvalidInput:
    return InvalidInput(
        FIELD,
        "incentive-rates-invalid",
        f"{FIELD}に、正しくないところがあります（{flaw}）。",
        "その箇所を直して、もう一度読み込んでください。",
    )

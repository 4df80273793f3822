"""Into which category of a report a value falls, as a reader of the code lists would say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from shared import codes
from shared.codes import CodeList

_LABELS = {
    "continuing": "継続",
    "changed": "転職",
    "leave": "休職",
    "left": "離職",
    "unknown": "不明",
    "employment": "就職",
    "study": "修学",
    "back_to_school": "復学",
    "income_increased": "増収",
    "person": "利用者",
    "employer": "事業者",
}


def _coded(name: str, codes_of: CodeList, missing: str = "不明") -> Callable[[Any], set[str]]:
    def categories(values: Any) -> set[str]:
        code = values[name]
        if code is None:
            return {missing}
        return {codes_of.by_code(code).label if code in codes_of else code}

    return categories


def _word(name: str, missing: str = "不明") -> Callable[[Any], set[str]]:
    return lambda values: {missing if values[name] is None else str(values[name])}


def _label(name: str) -> Callable[[Any], set[str]]:
    return lambda values: {_LABELS[values[name]]}


def _answer(name: str, yes: str, no: str) -> Callable[[Any], set[str]]:
    return lambda values: {"不明" if values[name] is None else yes if values[name] else no}


def _age(values: Any) -> set[str]:
    age = values["age"]
    if age is None:
        return {"不明"}
    if age < 10:
        return {"10歳未満"}
    return {"90歳以上" if age >= 90 else f"{age // 10 * 10}代"}


def _gender(values: Any) -> set[str]:
    return {codes.GENDERS.by_code(values["gender"]).label if values["gender"] else "不明"}


def _factors(values: Any) -> set[str]:
    return {codes.FACTORS.by_code(code).label for code in values["factors"]} or {"記録なし"}


def _span(values: Any) -> set[str]:
    first, last = values["span"]
    if first is None and last is None:
        return {"不明"}
    if last is None:
        return {f"{first}歳以上"}
    return {f"{last}歳以下" if not first else f"{first}〜{last}歳"}


def _era(year: int, new_era_from: int) -> str:
    if year >= new_era_from:
        return f"令和{'元' if year == 2019 else year - 2018}"
    return f"平成{year - 1988}"


def _fiscal_year(values: Any) -> set[str]:
    day: date = values["day"]
    return {f"{_era(day.year - (1 if day.month <= 3 else 0), 2019)}年度"}


def _month(values: Any) -> set[str]:
    day: date = values["day"]
    era = _era(day.year, 2019 if (day.year, day.month) >= (2019, 5) else 2020)
    return {f"{era}年{day.month}月"}


CATEGORIES: dict[str, Callable[[Any], set[str]]] = {
    "方法": _coded("method", codes.CONTACT_METHODS),
    "相談者": _coded("consulter", codes.CONSULTERS),
    "年代": _age,
    "性別": _gender,
    "経路": _word("route"),
    "接触": _coded("outcome", codes.CONTACT_OUTCOMES, missing="記録なし"),
    "同意": _coded("consent", codes.CONSENT_STATES),
    "受付機関": _word("agency"),
    "受付機関の種別": _coded("agency_kind", codes.AGENCY_KINDS),
    "課題": _factors,
    "年度": _fiscal_year,
    "月": _month,
    "匿名": _answer("anonymous", "匿名", "匿名以外"),
    "転入": _answer("transferred_in", "転入", "転入以外"),
    "終結理由": lambda values: (
        _coded("reason", codes.CLOSING_REASONS)(values)
        if "reason" in values
        else _coded("closing_reason", codes.CLOSING_REASONS)(values)
    ),
    "会議の根拠": _coded("legal_mode", codes.LEGAL_MODES),
    "同意の有無": _answer("with_consent", "同意あり", "同意なし"),
    "プランの別": _answer("first", "初回プラン", "再プラン"),
    "見直しの結果": _coded("plan_result", codes.PLAN_RESULTS),
    "つなぎ先": _coded("destination", codes.AGENCY_KINDS),
    "つないだ相手": _coded("whom", codes.REFERRAL_WHOM),
    "足りない支援": _coded("gap", codes.RESOURCE_GAPS),
    "一歩の種類": _coded("kind", codes.STEP_KINDS),
    "一歩の結果": _coded("result", codes.STEP_OUTCOMES),
    "就労": _coded("kind", codes.EMPLOYMENT_KINDS),
    "職場": _coded("workplace", codes.AGENCY_KINDS),
    "特性": _coded("trait", codes.WORK_TRAITS),
    "経過月数": lambda values: {f"{values['checkpoint']}か月"},
    "定着状況": _label("retention"),
    "成果": _coded("kind", codes.OUTCOME_KINDS),
    "進路": _label("path"),
    "就労・増収の別": _label("gain"),
    "事業の種別": _coded("programme_kind", codes.RESOURCE_KINDS),
    "事業": _word("programme_name"),
    "参加者の立場": _coded("role", codes.ATTENDEE_ROLES),
    "年代帯": _span,
    "制度": lambda values: {values.get("scheme") or values.get("programme") or "記録なし"},
    "受け取る人": _label("recipient"),
    "新規・継続": _answer("begun", "継続", "新規"),
}


def categories(dimension: str, values: Any) -> set[str]:
    """The categories of a dimension that an observation falls into."""
    return CATEGORIES[dimension](values)

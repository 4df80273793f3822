"""Every dimension by the name under which templates ask for it."""

from __future__ import annotations

from services.stats.domain.bands import TEN_YEARS
from services.stats.domain.dimension.ages import Banded, Spans
from services.stats.domain.dimension.coded import NOT_NOTED, Answered, Coded, Listed, Worded
from services.stats.domain.dimension.days import FiscalYears, Months
from services.stats.domain.dimension.dimension import Dimension
from shared.codes import (
    AGENCY_KINDS,
    ATTENDEE_ROLES,
    CLOSING_REASONS,
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    LEGAL_MODES,
    OUTCOME_KINDS,
    PLAN_RESULTS,
    REFERRAL_WHOM,
    RESOURCE_GAPS,
    RESOURCE_KINDS,
    STEP_KINDS,
    STEP_OUTCOMES,
    WORK_TRAITS,
)

_CONTACTS: tuple[Dimension, ...] = (
    Coded("方法", "method", CONTACT_METHODS),
    Coded("相談者", "consulter", CONSULTERS, unknown="unknown"),
    Banded("年代", "age", TEN_YEARS),
    Coded("性別", "gender", GENDERS, unknown="unknown"),
    Coded("経路", "route", own_words=True),
    Coded("接触", "outcome", CONTACT_OUTCOMES, missing=NOT_NOTED),
    Coded("同意", "consent", CONSENT_STATES),
    Coded("受付機関", "agency", own_words=True),
    Coded("受付機関の種別", "agency_kind", AGENCY_KINDS),
    Listed("課題", "factors", FACTORS),
    FiscalYears(),
    Months(),
)
_CASES: tuple[Dimension, ...] = (
    Worded("新規・継続", "begun", (("within", "新規"), ("before", "継続"))),
    Answered("匿名", "anonymous", yes="匿名", no="匿名以外"),
    Answered("転入", "transferred_in", yes="転入", no="転入以外"),
    Coded("終結理由", "closing_reason", CLOSING_REASONS),
)
_CONFERENCES: tuple[Dimension, ...] = (
    Coded("会議の根拠", "legal_mode", LEGAL_MODES),
    Answered("同意の有無", "with_consent", yes="同意あり", no="同意なし"),
    Answered("プランの別", "is_first", yes="初回プラン", no="再プラン"),
    Coded("見直しの結果", "plan_result", PLAN_RESULTS),
)
_ROADS: tuple[Dimension, ...] = (
    Coded("つなぎ先", "destination", AGENCY_KINDS, own_words=True),
    Coded("つないだ相手", "whom", REFERRAL_WHOM),
    Coded("足りない支援", "gap", RESOURCE_GAPS),
    Coded("一歩の種類", "step_kind", STEP_KINDS),
    Coded("一歩の結果", "result", STEP_OUTCOMES),
    Coded("就労", "kind", EMPLOYMENT_KINDS),
    Coded("職場", "workplace", AGENCY_KINDS, own_words=True),
    Coded("特性", "trait", WORK_TRAITS),
    Worded(
        "経過月数",
        "checkpoint",
        tuple((months, f"{months}か月") for months in (1, 3, 6, 12, 24, 36)),
    ),
    Worded(
        "定着状況",
        "retention",
        (
            ("continuing", "継続"),
            ("changed", "転職"),
            ("leave", "休職"),
            ("left", "離職"),
            ("unknown", "不明"),
        ),
    ),
    Coded("成果", "outcome_kind", OUTCOME_KINDS),
    Worded(
        "進路",
        "path",
        (("employment", "就職"), ("study", "修学"), ("back_to_school", "復学")),
    ),
    Worded("就労・増収の別", "gain", (("employment", "就職"), ("income_increased", "増収"))),
    Coded("事業", "programme_name", own_words=True),
    Coded("制度", "scheme", missing=NOT_NOTED, own_words=True),
    Worded("受け取る人", "recipient", (("person", "利用者"), ("employer", "事業者"))),
    Coded("事業の種別", "programme_kind", RESOURCE_KINDS),
    Coded("参加者の立場", "role", ATTENDEE_ROLES),
    Spans("年代帯", "span"),
)

DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension for dimension in (*_CONTACTS, *_CASES, *_CONFERENCES, *_ROADS)
}
"""Every dimension by the name under which templates ask for it."""

UNKNOWN_CODES: dict[str, str | None] = {
    dimension.attribute: dimension.unknown for dimension in DIMENSIONS.values()
}
"""Of each attribute the code that stands for 不明 beside nothing at all."""

WHOLE_NUMBERS: frozenset[str] = frozenset(
    dimension.attribute for dimension in DIMENSIONS.values() if isinstance(dimension, Banded)
)
"""The attributes that are whole numbers (years of age), where the others are texts."""

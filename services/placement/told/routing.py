"""How looking for somewhere to go is told to the person: what was proposed, chosen, and lacking."""

from __future__ import annotations

from collections.abc import Iterable

from services.placement.domain import need, routing
from services.placement.domain.routing import Choice
from services.placement.routing.situation import Human
from services.placement.told.corrections import REASON
from shared.codes import (
    AGENCY_KINDS,
    CONSENT_STATES,
    CONSULTERS,
    FACTORS,
    GENDERS,
    RESOURCE_GAPS,
    ROUTING_MODES,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
)
from shared.personal_records import Mark
from shared.telling import Form, Forms, Line

_WHY_NONE = {
    "none_fits": "合うところがない",
    "person_declines": "本人が望まない",
    "kept_here": "この窓口が続ける",
    "not_now": "今ではない",
    "other": "その他",
}
_WHOSE = {"main": "主たる対象者", "household": "同じ世帯の人"}


def _human(one: Human) -> str:
    age = "年齢不明" if one.age is None else f"{one.age}歳"
    return f"{_WHOSE[one.whose]} {age}" + ("（急迫）" if one.urgent else "")


def _several(event: routing.RoutingDecided) -> Iterable[Mark]:
    """What was made of it, and the ages of those who live with the person."""
    yield "assessment"
    if any(one.whose == "household" for one in event.situation.people):
        yield "other_person"


def _assessed(_event: need.UnmetNeedFound | need.UnmetNeedUndone) -> Iterable[Mark]:
    yield "assessment"


_SITUATION = (
    Line("課題", "factors", FACTORS),
    Line("世帯", "people", said=_human),
    Line("必要な支援", "needs", SUPPORT_NEEDS),
    Line("希望", "wishes", ROUTING_WISHES),
    Line("見立て", "signs", ROUTING_SIGNS),
    Line("相談者", "consulter", CONSULTERS),
    Line("性別", "gender", GENDERS),
    Line("受けた窓口", "window"),
    Line("地域", "area"),
    Line("段階", "stage"),
    Line("本人の同意", "consent", CONSENT_STATES),
    Line("家族の希望", "family_agrees"),
)


def _choice(one: Choice) -> str:
    kind, mode = AGENCY_KINDS.by_code(one.kind).label, ROUTING_MODES.by_code(one.mode).label
    return f"{kind}（{mode}）"


FORMS: Forms = {
    routing.RoutingDecided: Form(
        "routing",
        "つなぎ先の検討",
        "assessment",
        (
            Line("日付", "on"),
            Line("状況", "situation", within=_SITUATION),
            Line("使った規則", "rules_id"),
            Line("合うところがなかった", "none_fitted"),
            Line("選んだつなぎ先", "chosen", said=_choice),
            Line("選ばなかった理由", "why_none", said=_WHY_NONE.__getitem__),
            Line("理由", "note", label=routing.NOTE_LABEL),
        ),
        _several,
    ),
    need.UnmetNeedFound: Form(
        "unmet_need",
        "つなぎ先がない",
        "consultation",
        (
            Line("日付", "found_on"),
            Line("足りない支援", "gap", RESOURCE_GAPS),
            Line("内容", "note", label=need.NOTE_LABEL),
        ),
        _assessed,
    ),
    need.UnmetNeedUndone: Form(
        "unmet_need",
        "「つなぎ先がない」の記録の取り消し",
        "consultation",
        (Line("日付", "on"), Line("足りない支援", "gap", RESOURCE_GAPS), REASON),
        _assessed,
    ),
}

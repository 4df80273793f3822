"""How each of conference's events is told to a person whom it says something about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import UUID

from services.conference.application.access.decided import forms_of_decisions
from services.conference.application.consents.sealing import label as consent_label
from services.conference.domain import conference, consent, item, person
from services.conference.domain.conference.events import NECESSITY_LABEL
from services.conference.domain.item.events import GENERALISED_LABEL, TEXT_LABEL
from services.conference.domain.person import BIRTH_LABEL, DEATH_LABEL
from shared.codes import (
    AGENCY_KINDS,
    CONSENT_STATES,
    ITEM_CATEGORIES,
    LEGAL_MODES,
    PURPOSES,
    SOURCE_KINDS,
)
from shared.personal_records import Mark
from shared.telling import Form, Forms, Line

NameOf = Callable[[UUID], str]
"""An agency's public name; the id of anybody else, whose name is not told here."""

_METHODS = {"written": "書面", "electronic": "電磁的方法", "oral": "口頭"}
_CAPACITIES = {
    "self": "本人",
    "parental_authority": "親権者",
    "minor_guardian": "未成年後見人",
    "adult_guardian": "成年後見人",
    "curator": "保佐人",
    "assistant": "補助人",
    "voluntary_guardian": "任意後見人",
    "family_wish": "家族の意向",
}
_ANSWERS = {"all": "全部", "part": "一部", "not_provided": "提供しない", "not_held": "保有なし"}

_CATEGORY = Line("情報の種類", "category", ITEM_CATEGORIES)
_CATEGORIES = Line("情報の種類", "categories", ITEM_CATEGORIES)
_PURPOSE = Line("目的", "purpose", PURPOSES)


def _marks_of_item(event: item.ItemContributed) -> Iterable[Mark]:
    """What its holder flagged, and where it comes from (law rules 34, 35, 44)."""
    yield from event.flags
    if event.source_kind == "family_statement":
        yield "family_statement"
    if event.source_kind == "other_agency":
        yield "other_agency"
    if event.source_kind == "assessment":
        yield "assessment"


def _marks_of_person(event: person.PersonDescribed) -> Iterable[Mark]:
    if event.suspected_abuser_of or any(one.suspected_abuser for one in event.representatives):
        yield "unjust_harm_risk"
    if event.registered_yotaikyo:
        yield "unjust_harm_risk"


def _marks_of_consent(event: consent.ConsentAnswered) -> Iterable[Mark]:
    if event.capacity == "family_wish":
        yield "family_statement"
    elif event.capacity not in {None, "self"}:
        yield "other_person"


def _assessed(_event: object) -> Iterable[Mark]:
    yield "assessment"


def _by_agency(_event: object) -> Iterable[Mark]:
    yield "other_agency"


def forms(name_of: NameOf) -> Forms:
    """How each event is told, with agencies by their names."""

    def agency(caption: str, name: str) -> Line:
        return Line(caption, name, said=name_of)

    holder, recipients = agency("保有する機関", "holder_id"), agency("提供先", "recipients")
    text = Line("内容", "text", label=TEXT_LABEL)
    generalised = Line("ぼかした言い方", "generalised", label=GENERALISED_LABEL)
    start, end = Line("始まり", "start"), Line("終わり", "end")
    scope = (
        _CATEGORIES,
        recipients,
        Line("提供先の種別", "recipient_kinds", AGENCY_KINDS),
    )
    modes = (Line("目的", "purposes", PURPOSES), Line("会議の根拠", "modes", LEGAL_MODES))
    return {
        person.PersonDescribed: Form(
            "person",
            "本人について会議が知っておくこと",
            "identity",
            (
                Line("生年月日", "birth", label=BIRTH_LABEL),
                Line("亡くなった日", "died_on", label=DEATH_LABEL),
                Line("住所の保護", "protected_address"),
                Line("生活困窮", "economically_needy"),
                Line("特定妊婦", "specified_expectant_mother"),
                Line("要対協への登録", "registered_yotaikyo"),
                Line("匿名での相談", "anonymous"),
                Line("知られたくない地域", "refuses_local_area"),
                Line("確認した希望", "wishes", within=(_PURPOSE, Line("確認", "confirmed_at"))),
            ),
            _marks_of_person,
        ),
        consent.ConsentAnswered: Form(
            "consent",
            "同意の確認",
            "consultation",
            (
                Line("答え", "state", CONSENT_STATES),
                Line("答えた立場", "capacity", said=lambda one: _CAPACITIES[one]),
                Line("方法", "method", said=lambda one: _METHODS[one]),
                Line(
                    "立会い",
                    "witness",
                    within=(Line("聞いた人", "heard_by", label=consent_label("heard_by")),),
                ),
                Line("理由", "reason", label=consent_label("reason")),
                Line("範囲", "scope", within=(*scope, *modes)),
                Line("除いたもの", "exclusions", within=scope),
                start,
                end,
                Line("説明文の版", "explanation_version"),
                Line("伝え方の配慮", "aid", label=consent_label("aid")),
                Line("理解の様子", "understanding", label=consent_label("understanding")),
                Line("本人確認", "identity_check", label=consent_label("identity_check")),
                Line("権限の証明", "relation_evidence", label=consent_label("relation_evidence")),
                Line("証拠の置き場所", "evidence", label=consent_label("evidence")),
            ),
            _marks_of_consent,
        ),
        consent.ConsentWithdrawn: Form(
            "consent",
            "同意の撤回",
            "consultation",
            (
                Line("撤回", "withdrawn_at"),
                Line("方法", "method", said=lambda one: _METHODS[one]),
                agency("知らせた提供先", "past_recipients"),
            ),
        ),
        item.ItemContributed: Form(
            "item",
            "機関が会議のために記録した情報",
            "other",
            (_CATEGORY, Line("出所", "source_kind", SOURCE_KINDS), holder, text, generalised),
            _marks_of_item,
        ),
        item.ItemCorrected: Form(
            "item",
            "情報の訂正",
            "other",
            (text, generalised, agency("知らせる先", "past_recipients")),
        ),
        conference.AgendaItemPlaced: Form(
            "agenda_item",
            "会議の議題になったこと",
            "consultation",
            (Line("会議の根拠", "legal_mode", LEGAL_MODES), _PURPOSE),
        ),
        conference.InformationRequested: Form(
            "request",
            "会議からの情報の求め",
            "consultation",
            (
                agency("求めた先", "to_agency"),
                _CATEGORIES,
                Line("必要な理由", "necessity", label=NECESSITY_LABEL),
                Line("求めた日時", "made_at"),
            ),
            _assessed,
        ),
        conference.RequestAnswered: Form(
            "request",
            "求めへの回答",
            "consultation",
            (Line("回答", "answer", said=lambda one: _ANSWERS[one]),),
            _by_agency,
        ),
        **forms_of_decisions(agency),
    }

"""市町村の登録: what it runs, which rule it follows with its warnings, and who takes part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.conference.application.registers import AgencyLine
from services.conference.pages.registers.days import first_day, last_day, period_in, words
from services.conference.pages.wording import tied
from shared.codes import AGENCY_KINDS
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import Refusal

PATH = "/conference/pages/registers"
MOST = 5_000
HELD_BY: Mapping[str, str] = {"public": "公的機関", "private": "民間", "individual": "個人"}
"""By which chapter of 個人情報保護法 a holder is bound."""

OWN_RULE = "own-text"
"""Stands for a rule that is handed in, instead of one that comes with the program."""

_RECORDED = ("agencies.list", "municipality.show", "retention.terms", "agencies.own")
USES = ("agencies.register", *_RECORDED)
DESCRIBING = ("municipality.describe", "municipality.show", "profiles.list")
WORKERS = ("workers.describe", *_RECORDED)
_DESCRIBED_AS = {"runs_juso": "start-0", "profile": "profile"}
_DESCRIBED = {
    "start-0": "重層的支援体制整備事業の期間",
    "profile": "運用ルール",
    "municipality": "市町村コード",
}
_WORKER = {"worker": "職員の番号", "surname": "姓"}


def own(visit: Visit) -> Answer:
    """The registers of one's own municipality; who has none is asked for which one."""
    try:
        town = visit.ask("agencies.own").municipality
    except Refusal:
        return _choose(None)
    return _show(visit, town, None)


def _choose(refusal: Refusal | None) -> Page:
    return Page("registers/choose.html", "登録と運用ルール", {}, refusal)


def choose(visit: Visit) -> Answer:
    """Go to the registers of a municipality, by its code."""
    town = visit.form.one("municipality")
    try:
        visit.ask("municipality.show", {"municipality": town})
    except Refusal as refusal:
        return _choose(tied(refusal, {}, {"municipality": "市町村コード"}))
    return Moved(f"{PATH}/{town}")


def show(visit: Visit) -> Page:
    """A municipality with its rule, its agencies and for how long it keeps what."""
    return _show(visit, visit.path["municipality"], None)


def _show(visit: Visit, code: str, refusal: Refusal | None) -> Page:
    town = {"municipality": code}
    agencies = visit.ask("agencies.list", {**town, "limit": MOST}).agencies
    shown = {
        "town": (described := visit.ask("municipality.show", town)),
        "runs_juso": [words(one) for one in described.runs_juso],
        "path": f"{PATH}/{code}",
        "agencies": sorted((_agency(one) for one in agencies), key=lambda one: one["name"]),
        "terms": visit.ask("retention.terms", town).classes if visit.may("retention.terms") else (),
        "typed": visit.form,
    }
    return Page("registers/show.html", "登録と運用ルール", shown, refusal)


def _agency(one: AgencyLine) -> dict[str, Any]:
    details = one.details
    kind = details.kind
    return {
        "line": one,
        "name": details.name or "（個人）",
        "kind": AGENCY_KINDS.by_code(kind).label if kind in AGENCY_KINDS else "その他",
        "holder": HELD_BY[details.holder_class],
        "entrusted": details.entrusted,
        "while": words(details.entrusted) if details.entrusted else "",
    }


def rules(visit: Visit) -> Page:
    """The form in which what a municipality runs, and its rule, is described anew."""
    return _rules(visit, None)


def _rules(visit: Visit, refusal: Refusal | None) -> Page:
    town = visit.ask("municipality.show", {"municipality": visit.path["municipality"]})
    profiles = visit.ask("profiles.list")
    known = {one.profile_id for one in profiles}
    recorded = town.profile_id if town.profile_id in known else OWN_RULE if town.profile_id else ""
    shown = {
        "town": town,
        "path": f"{PATH}/{town.municipality}",
        "periods": [
            *((first_day(one.start), last_day(one.end)) for one in town.runs_juso),
            ("", ""),
        ],
        "profiles": [
            *((one.profile_id, one.name) for one in profiles),
            (OWN_RULE, "下に書く、独自の運用ルール"),
        ],
        "warnings": [one for one in profiles if one.warnings],
        "recorded": recorded,
        "typed": visit.form,
    }
    return Page("registers/rules.html", "体制と運用ルール", shown, refusal)


def describe(visit: Visit) -> Answer:
    """Record what a municipality runs and which rule it follows from now on."""
    form = visit.form
    town = {"municipality": visit.path["municipality"]}
    recorded = dict(enumerate(visit.ask("municipality.show", town).runs_juso))
    periods = [
        period_in(form, f"start-{index}", f"end-{index}", recorded.get(index))
        for index in range(_rows(visit))
    ]
    rule = form.one("profile")
    asked: dict[str, Any] = {
        **town,
        "runs_juso": [one for one in periods if one],
        "welfare_office": form.one("welfare_office") == "true",
        "profile": form.one("rule_text") if rule == OWN_RULE else rule or None,
        **form.given("expected_version"),
    }
    try:
        visit.ask("municipality.describe", asked)
    except Refusal as refusal:
        return _rules(visit, tied(refusal, _DESCRIBED_AS, _DESCRIBED))
    done = "体制と運用ルールを記録しました。いまからの判断は、この内容で行われます。"
    return Moved(f"{PATH}/{visit.path['municipality']}", done)


def _rows(visit: Visit) -> int:
    return sum(1 for name in visit.form.fields if name.startswith("start-"))


def worker(visit: Visit) -> Answer:
    """Record a worker's family name, so that reading about the own family is noticed."""
    town = visit.path["municipality"]
    asked = {"municipality": town, **visit.form.given("worker", "surname")}
    try:
        visit.ask("workers.describe", asked)
    except Refusal as refusal:
        return _show(visit, town, tied(refusal, {}, _WORKER))
    return Moved(f"{PATH}/{town}", "職員の姓を、暗号化して記録しました。")

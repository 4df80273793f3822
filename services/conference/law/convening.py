"""May this meeting be held? Who may convene it, since when, and for what (law rules 3, 16, 17).

A refusal cites the law as it stood on the day of the meeting and offers the lawful ways on.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.conference.law.statutes.legal_modes import (
    LEGAL_MODES,
    STATUTORY_PURPOSES,
    Body,
    LegalMode,
    Purpose,
    legal_mode,
)
from shared.refusal import Refusal

_BODIES: dict[Body, str] = {
    "municipality": "市町村",
    "prefecture": "都道府県",
    "entrusted": "受託者",
    "other": "その他の機関",
}


def may_be_held(
    mode: str,
    convener: Body,
    on: date,
    *,
    runs_juso: bool,
    welfare_office: bool,
    law: Mapping[str, LegalMode] = LEGAL_MODES,
) -> None:
    """Refuse a meeting that its own law does not allow.

    Args:
        mode: code of the legal mode.
        convener: who convenes it.
        on: the day it is held (JST).
        runs_juso: the municipality runs 重層的支援体制整備事業 on that day.
        welfare_office: the municipality has a 福祉事務所 of its own on that day.
        law: the legal modes as the statutes have them.

    Raises:
        Refusal: ``legal-mode-not-in-force``, ``convener-not-entitled`` or ``juso-not-run``.
        InvalidInput: the mode is unknown.
    """
    chosen = legal_mode(mode, law)
    if not chosen.exists_on(on):
        raise Refusal(
            "legal-mode-not-in-force",
            f"開催日には、{chosen.name}の根拠となる規定がまだ施行されていません。",
            f"開催日を確かめるか、{_open_ways(on, law, runs_juso=runs_juso)}で検討してください。",
        )
    if convener not in chosen.conveners:
        entitled = "・".join(name for body, name in _BODIES.items() if body in chosen.conveners)
        raise Refusal(
            "convener-not-entitled",
            f"{chosen.title_on(on)}を開けるのは{entitled}です。{_BODIES[convener]}は開けません。",
            f"{entitled}に開催を提案してください。",
        )
    if chosen.requires_juso_on(on) and not runs_juso:
        raise Refusal(
            "juso-not-run",
            "この市町村は開催日に重層的支援体制整備事業を実施していないため、"
            "社会福祉法106条の6の支援会議は開けません（同条2項）。",
            f"{_open_ways(on, law, runs_juso=False)}で検討するか、本人の同意を得てください。",
        )
    if chosen.code == "shien_kaigi_konkyu_9" and convener == "municipality" and not welfare_office:
        raise Refusal(
            "convener-not-entitled",
            f"{chosen.title_on(on)}を開けるのは、都道府県と福祉事務所を置く市町村です。",
            "都道府県に開催を提案してください。",
        )


def may_be_discussed(
    mode: str,
    purpose: Purpose,
    on: date,
    *,
    with_consent: bool,
    runs_juso: bool,
    law: Mapping[str, LegalMode] = LEGAL_MODES,
) -> None:
    """Refuse a case on the agenda that the mode of the meeting does not cover.

    Args:
        mode: code of the legal mode.
        purpose: why the case is on the agenda.
        on: the day of the meeting (JST).
        with_consent: the persons concerned consented to this conference.
        runs_juso: the municipality runs 重層的支援体制整備事業 on that day.
        law: the legal modes as the statutes have them.

    Raises:
        Refusal: ``purpose-not-covered`` or ``consent-required``.
        InvalidInput: the mode is unknown.
    """
    chosen = legal_mode(mode, law)
    if chosen.statutory and purpose not in STATUTORY_PURPOSES:
        raise Refusal(
            "purpose-not-covered",
            f"{chosen.title_on(on)}の目的は、情報の交換と支援体制の検討の二つだけです。",
            "プランの作成や評価は、本人の同意を得て重層的支援会議で行ってください。",
        )
    if chosen.needs_consent and not with_consent:
        raise Refusal(
            "consent-required",
            f"{chosen.name}では、本人の同意のないケースを扱えません。",
            f"本人の同意を得るか、{_open_ways(on, law, runs_juso=runs_juso)}で検討してください。",
        )


def _open_ways(on: date, law: Mapping[str, LegalMode], *, runs_juso: bool) -> str:
    """The conferences that are open on a day without consent, as a noun."""
    first = legal_mode("shien_kaigi_106_6", law)
    if first.exists_on(on) and (runs_juso or not first.requires_juso_on(on)):
        return f"市町村の開く{first.title_on(on)}"
    councils = "、".join(legal_mode(code, law).name for code in ("yotaikyo", "kowaka", "kodoku"))
    return f"生活困窮者自立支援法9条の支援会議、{councils}のうち要件に当てはまる会議"

"""記録の一覧: who shared what about whom with whom, on which basis, in order, page by page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from services.conference.application.audit.answers import Entries, EntryTold
from services.conference.ledger.labels import ACT_LABELS
from services.conference.pages.audit.questions import (
    BASES,
    LABELS,
    QUESTIONS,
    kept,
    leads,
    request_of,
)
from services.conference.pages.wording import SIGNS, mode_name, person_label, tied
from shared.codes import (
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    ITEM_CATEGORIES,
    OBLIGATIONS,
    PURPOSES,
)
from shared.identity import ROLE_LABELS
from shared.pages import Page, Posted, Visit
from shared.pages.writing import number
from shared.refusal import InvalidInput, Refusal

PATH = "/conference/pages/audit"
OWN, LISTED = "agencies.own", "agencies.list"
MOST = 5_000
ASKED = tuple(sorted({one.use_case for one in QUESTIONS.values()}))
"""Every use case that is answered with entries."""

USES = (*ASKED, OWN, LISTED)


def municipality_of(visit: Visit) -> str:
    """Whose ledger somebody asks about."""
    return str(visit.ask(OWN).municipality)


def names_of(visit: Visit, municipality: str) -> dict[UUID, str]:
    """How the agencies of a municipality are called."""
    found = visit.ask(LISTED, {"municipality": municipality, "limit": MOST}).agencies
    return {one.agency_id: one.details.name for one in found if one.details.name}


def answered(visit: Visit) -> tuple[Entries, dict[UUID, str]]:
    """What was asked for, with the names of agencies; the question is on record from now on.

    Raises:
        Refusal: ``question-unknown``, ``audit-object-missing``; what the use case says, tied to
            its field.
    """
    question = QUESTIONS.get(visit.form.one("question"))
    if question is None:
        raise InvalidInput(
            "question",
            "question-unknown",
            "その問いはありません。",
            "監査のはじめのページから、選び直してください。",
        )
    for name in list(question.given.values())[:1]:
        if not visit.form.one(name):
            raise InvalidInput(
                name,
                "audit-object-missing",
                f"「{LABELS[name]}」が空です。",
                "何について調べるかを入れてから、もう一度調べてください。",
            )
    town = municipality_of(visit)
    try:
        found = visit.ask(question.use_case, request_of(visit.form, town))
    except Refusal as refusal:
        raise tied(refusal, question.given, LABELS) from None
    return found, names_of(visit, town)


def entries(visit: Visit) -> Page:
    """A page of entries, latest first, narrowed to some of them if somebody asked for that."""
    found, names = answered(visit)
    question = QUESTIONS[visit.form.one("question")]
    lines = [line_shown(one, names) for one in found.entries]
    shown = {
        "question": question,
        "about": _about(visit, names),
        "lines": narrowed(lines, visit.form),
        "of": len(lines),
        "effects": [(one.code, one.label) for one in DISCLOSURE_EFFECTS],
        "acts": list(ACT_LABELS.items()),
        "again": kept(visit.form),
        "here_on": visit.form.given("before"),
        "shown_again": kept(visit.form) | visit.form.given("before", "effect", "act"),
        "further": found.before,
        "typed": visit.form,
    }
    return Page("audit/entries.html", question.title, shown)


def narrowed(lines: Sequence[dict[str, Any]], form: Posted) -> list[dict[str, Any]]:
    """Those lines of a page that somebody chose to see."""
    effect, act = form.one("effect"), form.one("act")
    return [one for one in lines if effect in ("", one["effect"]) and act in ("", one["act"])]


def _about(visit: Visit, names: Mapping[UUID, str]) -> str:
    """What was asked about, in words; no name of a person is known here."""
    question, told = QUESTIONS[visit.form.one("question")], kept(visit.form)
    if agency := told.get("agency"):
        name, holder = _name(UUID(agency), names), told.get("holder")
        return f"{name}（{_name(UUID(holder), names)}から）" if holder else name
    if basis := told.get("basis"):
        return dict(BASES)[basis]
    typed = told.get("person") or told.get("number", "")
    return f"{question.meant} {typed if 'worker' in question.given else number(typed)}".strip()


def _name(agency_id: UUID, names: Mapping[UUID, str]) -> str:
    return names.get(agency_id, f"機関 {number(agency_id)}")


def line_shown(one: EntryTold, names: Mapping[UUID, str]) -> dict[str, Any]:
    """An entry in words.

    Args:
        one: the entry.
        names: of agencies.
    """
    entry = one.entry
    return {
        "entry": entry,
        "place": one.position + 1,
        "act": entry.act,
        "act_name": ACT_LABELS[entry.act],
        "effect": entry.effect,
        "effect_name": f"{SIGNS[entry.effect]} {DISCLOSURE_EFFECTS.by_code(entry.effect).label}",
        "holder": _name(entry.holder_id, names),
        "recipient": _name(entry.recipient_id, names),
        "subjects": [person_label(person) for person in entry.subjects],
        "categories": _labels(ITEM_CATEGORIES, [item.category for item in entry.items]),
        "bases": _labels(DISCLOSURE_BASES, entry.basis),
        "unfounded": not entry.basis and entry.effect != "withheld",
        "consents": [
            f"{number(cited.consent_id)}（{cited.version}版）" for cited in entry.consents
        ],
        "why": one.why,
        "obligations": _labels(OBLIGATIONS, entry.obligations),
        "law": mode_name(entry.legal_mode),
        "purpose": PURPOSES.by_code(entry.purpose).label,
        "leads": leads(entry),
        "worker": f"{entry.actor.person}（{ROLE_LABELS[entry.actor.role]}）",
    }


def _labels(codes: Any, found: Any) -> list[str]:  # noqa: ANN401 - a code list, its codes
    return list(dict.fromkeys(codes.by_code(one).label for one in found))

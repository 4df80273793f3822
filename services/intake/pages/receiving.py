"""相談受付: with the person's consent, without it, or from a caller who stays anonymous.

Before anybody is registered the page shows who of the own agency's may be the same person, and
lets the counsellor say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from services.intake.pages.typed import day_in, municipality_of, placed, shown_again
from shared.calendar import format_wareki
from shared.codes import AGENCY_KINDS
from shared.pages import Answer, Moved, Page, Posted, Visit
from shared.refusal import Refusal

CONTACT_FIELDS = (
    *("method", "consulter", "content", "place", "route", "outcome", "source"),
    *("duration_minutes", "told_in_confidence", "age"),
)
PERSON_FIELDS = ("name", "kana", "birth", "gender", "phone", "address")
CLUES = ("name", "kana", "birth", "phone")
SOMEBODY_ELSE = "new"
PREFIXES = ("", "other_")
"""Of the fields of the person concerned, and of the further person of the household."""


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of reception.

    Attributes:
        title: what it is called.
        lead: when it is taken.
        consents: what can be said of the person's consent.
    """

    title: str
    lead: str
    consents: tuple[str, ...]


WAYS: Mapping[str, Way] = {
    "with-consent": Way(
        "本人の同意があるとき",
        "本人が来られた、または本人が相談と記録に同意しているとき。申込票と同じ項目を書きます。",
        ("given",),
    ),
    "without-consent": Way(
        "本人の同意がまだないとき",
        "家族・近所・ほかの機関からの相談などで、本人の同意を得ていないとき。"
        "だれの話かを分けて書き、本人に伝わると困ることに印を付けます。",
        ("not_asked", "refused", "not_obtainable"),
    ),
    "anonymous": Way(
        "匿名の相談",
        "名前を聞かずに受け付けます。だれか分かったときに、あとから名寄せできます。",
        (),
    ),
}


def ways(visit: Visit) -> Page:
    """Which kind of reception it is."""
    _ = visit
    return Page("ways.html", "相談を受け付ける", {"ways": WAYS})


def blank(visit: Visit) -> Page:
    """An empty form; its ids are made here, so that sending it twice records it once."""
    way = _way(visit)
    typed: dict[str, Any] = {
        "on": format_wareki(visit.today),
        "case_id": str(uuid4()),
        "contact_id": str(uuid4()),
        **{f"{prefix}person_id": str(uuid4()) for prefix in PREFIXES},
        "consent": way.consents[0] if way.consents else "",
    }
    return _form(visit, typed, None)


def receive(visit: Visit) -> Answer:
    """Ask about those who may be the same person; record what was typed once that is settled."""
    form = visit.form
    try:
        town = municipality_of(visit)
        if form.one("back"):
            return _form(visit, shown_again(form), None)
        if asking := _open_questions(visit, town):
            shown = {"asking": asking, "typed": shown_again(form), "action": _action(visit)}
            return Page("same_person.html", "同じ方かどうかの確認", shown)
        case_id = visit.ask("cases.receive", _request(visit, town))
    except Refusal as refusal:
        if refusal.code == "case-exists":
            return Moved(f"/intake/pages/cases/{form.one('case_id')}", "すでに受け付けています。")
        return _form(visit, shown_again(form), refusal)
    return Moved(f"/intake/pages/cases/{case_id}", "相談を受け付けました。")


def persons_in(form: Posted, *, named_only: bool = False) -> list[str]:
    """The prefixes of the persons that a form tells of; the first is always there."""
    return [
        prefix
        for prefix in PREFIXES
        if (prefix == "" and not named_only) or any(form.one(prefix + one) for one in CLUES)
    ]


def alike(visit: Visit, town: str, prefix: str) -> tuple[Any, ...]:
    """Who of the own agency's may be the person that was typed.

    Raises:
        InvalidInput: the date of birth, at its field.
    """
    clues = {one: text for one in CLUES if (text := visit.form.one(prefix + one))}
    try:
        found: tuple[Any, ...] = visit.ask(
            "persons.possible-duplicates", {"municipality": town, **clues}
        )
    except Refusal as refusal:
        if refusal.code == "nothing-to-search":
            return ()
        raise placed(refusal, prefix) from None
    return found


def details_in(form: Posted, prefix: str) -> dict[str, str]:
    """Who somebody is, as it was typed."""
    return {one: text for one in PERSON_FIELDS if (text := form.one(prefix + one))}


def contact_in(form: Posted) -> dict[str, Any]:
    """The contact that was typed.

    Raises:
        InvalidInput: the day cannot be read.
    """
    return {
        **form.given(*CONTACT_FIELDS, "contact_id"),
        "on": day_in(form),
        "factors": form.many("factors"),
        "joint_agencies": form.many("joint_agencies"),
    }


def _way(visit: Visit) -> Way:
    try:
        return WAYS[visit.path["way"]]
    except KeyError:
        raise Refusal(
            "way-not-found", "その受付の方法はありません。", "受付の最初から選んでください。"
        ) from None


def _open_questions(visit: Visit, town: str) -> list[tuple[str, tuple[Any, ...]]]:
    """Persons of whom nobody has said yet whether they are one of those found."""
    if visit.path["way"] == "anonymous":
        return []
    return [
        (prefix, found)
        for prefix in persons_in(visit.form, named_only=True)
        if not visit.form.one(prefix + "decided") and (found := alike(visit, town, prefix))
    ]


def _request(visit: Visit, town: str) -> dict[str, Any]:
    form, way = visit.form, _way(visit)
    contact, household = contact_in(form), []
    if way.consents:
        contact["consent"] = form.one("consent")
        household = [_comer(form, prefix) for prefix in persons_in(form)]
        household[0]["consent"] = form.one("consent")
    return {
        "municipality": town,
        "case_id": form.one("case_id") or None,
        "contact": contact,
        "household": household,
        "transferred_in_from": form.one("transferred_in_from") or None,
    }


def _comer(form: Posted, prefix: str) -> dict[str, Any]:
    decided = form.one(prefix + "decided")
    if decided and decided != SOMEBODY_ELSE:
        return {"person_id": decided}
    told = {"details": details_in(form, prefix)}
    return {**told, "person_id": form.one(prefix + "person_id") or None}


def _action(visit: Visit) -> str:
    return f"/intake/pages/receive/{visit.path['way']}"


def _form(visit: Visit, typed: dict[str, Any], refusal: Refusal | None) -> Page:
    way = _way(visit)
    name = visit.path["way"]
    shown = {
        "way": way,
        "variant": name,
        "typed": {**typed, **dict.fromkeys(_DECISIONS)},
        "agencies": agencies_of(visit),
        "action": _action(visit),
    }
    at = placed(refusal) if refusal is not None else None
    return Page("receive.html", f"相談受付（{way.title}）", shown, at)


_DECISIONS = tuple(f"{prefix}decided" for prefix in PREFIXES)


def agencies_of(visit: Visit) -> list[tuple[str, str]]:
    """The other agencies of the municipality, for a menu: what they are, told apart by id."""
    listed = visit.ask("agencies.list", {"municipality": municipality_of(visit)})
    return [
        (str(one.agency_id), f"{AGENCY_KINDS.by_code(one.kind).label}（{str(one.agency_id)[:8]}）")
        for one in listed
        if not one.own
    ]

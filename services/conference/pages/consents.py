"""同意: what one person answered, a further answer, a withdrawal; always from an agenda item.

Whose consents are looked at is sent in the form and never stands in an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from services.conference.application.consents.answers import ConsentLine, ConsentShown
from services.conference.pages.seen import SHOWN, Meeting, agenda_path, meeting_of
from services.conference.pages.wording import CONSENT_WORDS, mode_name, person_label, tied
from shared.codes import ITEM_CATEGORIES, PURPOSES
from shared.pages import Answer, Page, Posted, Visit, send
from shared.pages.writing import number
from shared.refusal import Refusal

_USES = (*SHOWN, "consents.list")
_JAPAN = "+09:00"
CAPACITIES = (
    ("self", "本人"),
    ("parental_authority", "親権者"),
    ("minor_guardian", "未成年後見人"),
    ("adult_guardian", "成年後見人"),
    ("curator", "保佐人"),
    ("assistant", "補助人"),
    ("voluntary_guardian", "任意後見人"),
    ("family_wish", "家族の意向（本人の同意ではありません）"),
)
METHODS = (("written", "書面"), ("electronic", "電磁的方法"), ("oral", "口頭"))
STANDINGS = {
    "holds": "有効",
    "not_yet": "まだ始まっていない",
    "ended": "期限が来た",
    "replaced": "次の版に替わった",
    "withdrawn": "撤回された",
}
_LABELS = {
    "state": "答え",
    "given_by": "答えた人の番号",
    "capacity": "答えた立場",
    "method": "方法",
    "categories": "共有してよい情報の種類",
    "recipients": "共有してよい相手",
    "purposes": "目的",
    "end": "いつまで",
    "heard_by": "聞き取った職員",
    "reason": "確認できない理由",
    "explained_by": "説明した職員の番号",
    "explanation_version": "説明の文面の版",
    "identity_check": "本人を確かめた方法",
    "relation_evidence": "代理権の証拠",
}
_TOLD_AS = {
    "scope": "categories",
    "witness": "heard_by",
    "返事をした人": "given_by",
    "返事をした人の立場": "capacity",
    "返事の方法": "method",
    "代理権の証拠": "relation_evidence",
    "同意の範囲": "categories",
    "聞き取った人と日時": "heard_by",
    "聞き取った日時": "heard_by",
    "説明した人": "explained_by",
    "説明の文面の版": "explanation_version",
    "本人確認の方法": "identity_check",
    "確認できない理由": "reason",
    "同意の期間": "end",
}
_WORDS = (
    ("heard_by", "聞き取った職員"),
    ("reason", "確認できない理由"),
    ("aid", "意思決定の支援"),
    ("understanding", "本人の理解"),
    ("identity_check", "本人を確かめた方法"),
    ("relation_evidence", "代理権の証拠"),
    ("evidence", "証拠"),
    ("explanation_version", "説明の文面の版"),
)
_AS_TYPED = (
    *("consent_id", "state", "capacity", "method", "reason", "explained_by"),
    *("explanation_version", "identity_check", "relation_evidence"),
)


def consents(visit: Visit) -> Page:
    """What one person answered."""
    return _consents(visit, None, None)


def read(visit: Visit) -> Page:
    """One answer with everything that was written down about it."""
    told = visit.ask("consents.show", visit.form.given("consent_id", "version"))
    return _consents(visit, None, None, told)


def _consents(
    visit: Visit, refusal: Refusal | None, done: str | None, told: ConsentShown | None = None
) -> Page:
    person = visit.form.one("person")
    seen = meeting_of(visit)
    matter = seen.matter(visit.path["agenda_id"])
    found = visit.ask("consents.list", {"person_id": person})
    convener = seen.line.convener_id
    to = dict.fromkeys((*([convener] if convener else ()), *matter.selected))
    shown = {
        "path": f"{agenda_path(visit)}/consents",
        "back": agenda_path(visit),
        "person": person,
        "label": person_label(found.person_id),
        "version": found.version,
        "answers": [_line(one, seen) for one in found.consents],
        "answerers": [
            (str(one), person_label(one)) for one in matter.subjects if str(one) != person
        ],
        "explainers": _explainers(visit, found.consents, seen),
        "new_id": str(uuid4()),
        "states": list(CONSENT_WORDS.items()),
        "capacities": CAPACITIES,
        "methods": METHODS,
        "categories": ITEM_CATEGORIES,
        "purposes": [(matter.purpose, PURPOSES.by_code(matter.purpose).label)],
        "recipients": [(str(one), seen.name(one)) for one in to],
        "typed": Posted() if done else visit.form,
        "law": mode_name(matter.legal_mode),
        "done": done,
        "told": told,
        "words": [
            (label, text) for name, label in _WORDS if told and (text := getattr(told, name))
        ],
    }
    return Page("consents.html", "本人の同意", shown, refusal)


def _explainers(
    visit: Visit, answers: Sequence[ConsentLine], seen: Meeting
) -> list[tuple[str, str]]:
    """Who may have explained: oneself, who did before, and who sits at the table."""
    told = [(visit.actor.person, "自分")]
    told += [(str(one.explained_by), "前に説明した職員") for one in answers if one.explained_by]
    told += [(one.attendee, seen.name(one.agency_id)) for one in seen.line.attendees]
    return list({code: (code, text) for code, text in reversed(told) if _is_number(code)}.values())


def _is_number(worker: str) -> bool:
    """Whether a worker's number is one that a consent's record takes."""
    try:
        UUID(worker)
    except ValueError:
        return False
    return True


def _line(one: ConsentLine, seen: Meeting) -> dict[str, Any]:
    scope = one.scope
    return {
        "line": one,
        "state": CONSENT_WORDS[one.state],
        "standing": STANDINGS[one.standing],
        "capacity": dict(CAPACITIES).get(one.capacity or "", "—"),
        "method": dict(METHODS).get(one.method or "", "—"),
        "categories": [ITEM_CATEGORIES.by_code(code).label for code in scope.categories]
        if scope
        else [],
        "recipients": [seen.name(agency) for agency in scope.recipients] if scope else [],
        "purposes": [PURPOSES.by_code(code).label for code in scope.purposes] if scope else [],
        "number": number(one.consent_id),
    }


def answer(visit: Visit) -> Answer:
    """Record an answer."""
    try:
        recorded = visit.ask("consents.answer", _asked(visit))
    except Refusal as refusal:
        return _consents(visit, tied(refusal, _TOLD_AS, _LABELS), None)
    told = "同意の答えを記録しました。"
    if not recorded.counts:
        told += recorded.label or recorded.because or "法律の上では、本人の答えになりません。"
    return _consents(visit, None, told)


def _asked(visit: Visit) -> dict[str, Any]:
    form = visit.form
    asked: dict[str, Any] = form.given(*_AS_TYPED)
    asked["person_id"] = form.one("person")
    if form.one("state") in ("given", "refused"):
        own = form.one("capacity") == "self"
        asked["given_by"] = form.one("person") if own else form.one("given_by") or None
        asked["scope"] = {
            name: form.many(name) for name in ("categories", "recipients", "purposes")
        }
    if form.one("method") == "oral":
        asked["witness"] = {"heard_by": form.one("heard_by"), "at": visit.now.isoformat()}
    if form.one("end"):
        asked["end"] = f"{form.one('end')}T00:00:00{_JAPAN}"
    return asked | form.given("expected_version")


def withdraw(visit: Visit) -> Answer:
    """Record that a consent was taken back; past recipients are told."""
    person = visit.form.one("person")
    asked = {**visit.form.given("consent_id", "method"), "withdrawn_by": person}
    try:
        done = visit.ask("consents.withdraw", asked)
    except Refusal as refusal:
        return _consents(visit, refusal, None)
    told = (
        f"同意の撤回を記録しました。この同意で受け取った機関 {len(done.told)} か所に知らせました。"
    )
    return _consents(visit, None, told)


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/consents"

ROUTES = (
    send(_ONE, consents, "consents.list", *SHOWN),
    send(f"{_ONE}/read", read, "consents.show", *_USES),
    send(f"{_ONE}/answer", answer, "consents.answer", *_USES),
    send(f"{_ONE}/withdraw", withdraw, "consents.withdraw", *_USES),
)

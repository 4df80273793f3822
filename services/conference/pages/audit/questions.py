"""What can be asked of the disclosure ledger on a page, and how a form becomes a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.conference.ledger.entry import Entry
from services.conference.pages.wording import person_label
from shared.codes import DISCLOSURE_BASES
from shared.pages import Posted
from shared.pages.writing import number

NO_BASIS = ("none", "根拠なし")
"""What was told or read without any: that is on record too."""

BASES = (*((one.code, one.label) for one in DISCLOSURE_BASES), NO_BASIS)


@dataclass(frozen=True, slots=True)
class AboutSomething:
    """A question that is answered with entries.

    Attributes:
        title: what it is called; it names nobody.
        use_case: what is asked for.
        given: names of the use case's fields by those of the form.
        meant: how what was typed is called.
    """

    title: str
    use_case: str
    given: Mapping[str, str]
    meant: str = ""


_PERSON, _AGENCY, _NUMBER = "person", "agency", "number"

QUESTIONS: Mapping[str, AboutSomething] = {
    "shared-about": AboutSomething(
        "誰のことが共有されたか", "audit.shared-about", {"person_id": _PERSON}, "対象者"
    ),
    "opened-about": AboutSomething(
        "その人のことを誰が見たか", "audit.opened", {"person_id": _PERSON}, "対象者"
    ),
    "refused-about": AboutSomething(
        "その人について断られたもの", "audit.refused", {"person_id": _PERSON}, "対象者"
    ),
    "received": AboutSomething(
        "機関が受け取ったもの",
        "audit.received",
        {"agency_id": _AGENCY, "holder_id": "holder"},
        "機関",
    ),
    "refused-to": AboutSomething(
        "機関が断られたもの", "audit.refused", {"agency_id": _AGENCY}, "機関"
    ),
    "under-basis": AboutSomething(
        "その根拠で共有されたもの", "audit.under-basis", {"basis": "basis"}, "根拠"
    ),
    "under-consent": AboutSomething(
        "その同意で共有されたもの", "audit.under-consent", {"consent_id": _NUMBER}, "同意"
    ),
    "in-matter": AboutSomething(
        "その議題で共有されたもの", "audit.in-matter", {"matter_id": _NUMBER}, "議題"
    ),
    "packet-opened": AboutSomething(
        "その資料を誰が見たか", "audit.opened", {"packet_id": _NUMBER}, "資料"
    ),
    "worker-opened": AboutSomething(
        "その職員が見たもの", "audit.opened", {"worker": _NUMBER}, "職員"
    ),
    "refused": AboutSomething("断られたものすべて", "audit.refused", {}),
}
"""By the word that a form sends."""

FIELDS = (_PERSON, _AGENCY, "holder", "basis", _NUMBER)
LABELS = {
    _PERSON: "対象者の番号",
    _AGENCY: "機関",
    "holder": "どの機関から",
    "basis": "根拠",
    _NUMBER: "番号",
}

OF_PERSON = ("shared-about", "opened-about", "refused-about")
OF_AGENCY = ("received", "refused-to")
OF_NUMBER = ("under-consent", "in-matter", "packet-opened", "worker-opened")


def choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    """Questions for a menu."""
    return [(word, QUESTIONS[word].title) for word in words]


def request_of(form: Posted, municipality: str) -> dict[str, Any]:
    """What somebody asks, as the use case's request.

    Args:
        form: what they sent, ``question`` among it.
        municipality: whose ledger.
    """
    question = QUESTIONS[form.one("question")]
    asked: dict[str, Any] = {"municipality": municipality, **form.given("before")}
    for field, name in question.given.items():
        if text := form.one(name):
            asked[field] = text
    return asked


def kept(form: Posted) -> dict[str, str]:
    """What the next page of the same answer has to say again, in fields that nobody sees."""
    names = {"question", *QUESTIONS[form.one("question")].given.values()}
    return form.given(*sorted(names))


def leads(entry: Entry) -> list[tuple[str, dict[str, str]]]:
    """What can be asked next from an entry, by buttons instead of typed numbers: labels, forms."""
    found = [
        (f"{person_label(one)} のほかの記録", _asking("shared-about", _PERSON, one))
        for one in entry.subjects
    ]
    found += [
        (
            f"同意 {number(one.consent_id)} による記録",
            _asking("under-consent", _NUMBER, one.consent_id),
        )
        for one in entry.consents
    ]
    if entry.matter_id:
        told = _asking("in-matter", _NUMBER, entry.matter_id)
        found.append((f"議題・提供 {number(entry.matter_id)} の記録", told))
    if entry.packet_id:
        told = _asking("packet-opened", _NUMBER, entry.packet_id)
        found.append((f"資料 {number(entry.packet_id)} を見た人", told))
    worker = entry.actor.person
    return [*found, (f"職員 {worker} が見たもの", _asking("worker-opened", _NUMBER, worker))]


def _asking(question: str, field: str, about: object) -> dict[str, str]:
    return {"question": question, field: str(about)}

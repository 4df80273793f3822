"""会議録: paragraphs written, read and corrected by the convener; handed out after the meeting.

To everybody else the minutes go as packets, decided for each reader: no page shows them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from services.conference.application.deliberations.forms import MinutesListed
from services.conference.application.items.forms import ItemShown
from services.conference.pages.board import persons_on
from services.conference.pages.seen import (
    MOST,
    SHOWN,
    agenda_path,
    matter_shown,
    meeting_of,
    named,
)
from services.conference.pages.wording import ENDED, person_label, tied
from shared.codes import ITEM_CATEGORIES, SOURCE_KINDS
from shared.pages import Answer, Moved, Page, Posted, Visit, look, send
from shared.refusal import Refusal

_WRITTEN = {
    "about": "誰について",
    "category": "情報の種類",
    "source_kind": "出所",
    "text": "内容",
    "generalised": "言い換え",
}
_WRITTEN_AS = {"subjects": "about", "対象者": "about", "内容": "text", "会議録": "text"}
_GONE = "person-erased"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is shown beside the list of paragraphs.

    Attributes:
        texts: what paragraphs say, where they were read just now; ``None`` for one that is erased.
        mending: the place of the paragraph whose correction was refused.
        told: agencies that were shown the former wording of a paragraph, by name.
        done: what was done.
        typed: what was sent and refused.
        refusal: why.
    """

    texts: Mapping[UUID, ItemShown | None] = field(default_factory=dict, repr=False)
    mending: str = ""
    told: tuple[str, ...] = ()
    done: str | None = None
    typed: Posted = field(default_factory=Posted, repr=False)
    refusal: Refusal | None = None


def minutes(visit: Visit) -> Page:
    """The minutes of an agenda item: which paragraphs there are."""
    return _minutes(visit, Reading())


def _minutes(visit: Visit, reading: Reading, listed: MinutesListed | None = None) -> Page:
    listed = listed or visit.ask("minutes.list", named(visit))
    seen = meeting_of(visit)
    matter = seen.matter(visit.path["agenda_id"])
    board = visit.ask("packets.board", named(visit))
    built = visit.ask("packets.built", {**named(visit), "limit": MOST})
    names = {one.agency_id: one.name for one in board.recipients}
    shown = {
        "meeting": seen,
        "matter": matter_shown(seen, matter),
        "path": f"{agenda_path(visit)}/minutes",
        "version": listed.version,
        "paragraphs": [
            {
                "place": place,
                "id": one.item_id,
                "category": ITEM_CATEGORIES.by_code(one.category).label,
                "read": one.item_id in reading.texts,
                "told": _told(reading.texts.get(one.item_id)),
                "mending": str(place) == reading.mending,
            }
            for place, one in enumerate(listed.paragraphs, 1)
        ],
        "reading": reading,
        "typed": reading.typed,
        "persons": persons_on(board, matter.subjects),
        "subjects": [str(one) for one in matter.subjects],
        "new_id": str(uuid4()),
        "categories": ITEM_CATEGORIES,
        "sources": SOURCE_KINDS,
        "packets": [
            (
                title,
                [
                    {
                        "line": one,
                        "name": names.get(one.recipient_id) or seen.name(one.recipient_id),
                        "ended": one.ended and ENDED[one.ended],
                    }
                    for one in built
                    if one.of_minutes is of_minutes
                ],
            )
            for title, of_minutes in (("配った会議録", True), ("会議のために渡した資料", False))
        ],
    }
    return Page("minutes.html", "会議録", shown, reading.refusal)


def _told(item: ItemShown | None) -> dict[str, Any] | None:
    if item is None:
        return None
    return {
        "item": item,
        "source": SOURCE_KINDS.by_code(item.source_kind).label,
        "persons": [person_label(one) for one in item.subjects],
    }


def write(visit: Visit) -> Answer:
    """Add a paragraph."""
    form = visit.form
    paragraph: dict[str, Any] = form.given(
        "category", "source_kind", "text", "generalised", "item_id"
    )
    paragraph |= {"subjects": form.many("about") or None, "text": form.one("text")}
    asked = {**named(visit), **form.given("expected_version"), "paragraphs": [paragraph]}
    try:
        visit.ask("minutes.write", asked)
    except Refusal as refusal:
        told = tied(refusal, _WRITTEN_AS, _WRITTEN)
        return _minutes(visit, Reading(typed=form, refusal=told))
    return Moved(f"{agenda_path(visit)}/minutes", "段落を書き加えました。まだ誰にも見えません。")


def read(visit: Visit) -> Page:
    """Read the minutes wholly; that each paragraph was read is on record before it is seen."""
    listed: MinutesListed = visit.ask("minutes.list", named(visit))
    return _minutes(visit, Reading(_texts(visit, listed)), listed)


def _texts(visit: Visit, listed: MinutesListed) -> dict[UUID, ItemShown | None]:
    found: dict[UUID, ItemShown | None] = {}
    for one in listed.paragraphs:
        try:
            found[one.item_id] = visit.ask("items.show", {"item_id": one.item_id})
        except Refusal as refusal:
            if refusal.code != _GONE:
                raise
            found[one.item_id] = None
    return found


def correct(visit: Visit) -> Answer:
    """Correct a paragraph; the former wording stays on record, and who was shown it is told."""
    form, place = visit.form, visit.form.one("paragraph")
    _refuse_strange(visit, form.one("item_id"))
    text, generalised = f"text-{place}", f"generalised-{place}"
    asked = {
        **form.given("item_id", "expected_version"),
        "text": form.one(text),
        "generalised": form.one(generalised) or None,
    }
    try:
        corrected = visit.ask("items.correct", asked)
    except Refusal as refusal:
        labels = {text: "内容", generalised: "言い換え"}
        said = tied(refusal, {"内容": text, "text": text, "generalised": generalised}, labels)
        return _minutes(visit, Reading(mending=place, typed=form, refusal=said))
    seen = meeting_of(visit)
    told = tuple(
        seen.name(one) for one in corrected.past_recipients if str(one) != visit.actor.agency
    )
    done = "段落を訂正しました。前の文も記録に残ります。"
    if corrected.why:
        done += f"言い換えは使われません。{corrected.why}"
    return _minutes(visit, Reading(told=told, done=done))


def _refuse_strange(visit: Visit, item_id: str) -> None:
    """Only a paragraph of these minutes is corrected here."""
    listed = visit.ask("minutes.list", named(visit)).paragraphs
    if item_id not in {str(one.item_id) for one in listed}:
        raise Refusal(
            "item-not-found",
            "その段落は、この会議録にありません。",
            "会議録を開き直して、段落を選び直してください。",
        )


def share(visit: Visit) -> Answer:
    """Hand the minutes out after the meeting, as decided for each who sits at its table."""
    try:
        built = visit.ask("minutes.share", named(visit))
    except Refusal as refusal:
        return _minutes(visit, Reading(refusal=refusal))
    done = f"会議録を {len(built)} か所に配りました。開かれるたびに、もう一度判断されます。"
    if not built:
        done = "見せられる相手がいないため、配られませんでした。断ったことは記録に残りました。"
    return Moved(f"{agenda_path(visit)}/minutes", done)


def call_back(visit: Visit) -> Answer:
    """Call back what was handed out to one agency."""
    visit.ask("packets.call-back", visit.form.given("packet_id"))
    return Moved(f"{agenda_path(visit)}/minutes", "回収しました。もう開けません。")


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/minutes"
_USES = ("minutes.list", *SHOWN, "packets.board", "packets.built")

ROUTES = (
    look(_ONE, minutes, *_USES),
    send(_ONE, write, "minutes.write", *_USES),
    send(f"{_ONE}/read", read, *_USES, "items.show"),
    send(f"{_ONE}/correct", correct, *_USES, "items.correct"),
    send(f"{_ONE}/share", share, "minutes.share", *_USES),
    send(f"{_ONE}/call-back", call_back, "packets.call-back"),
)

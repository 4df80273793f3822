"""審査と決定: every piece that was gathered, read on record, decided one by one, handed over once.

What is read here stands in no address and is kept nowhere; what is shown again was read again, and
that is on record again.
"""

from __future__ import annotations

from typing import Any

from services.conference.application.access.replies import ReviewedPart
from services.conference.pages.access import pieces
from services.conference.pages.access.acts import DELIVER
from services.conference.pages.access.one import (
    SHOWN,
    detail_of,
    named,
    names_of,
    party_label,
    shown_with,
)
from services.conference.pages.access.words import (
    DISCLOSED,
    EXEMPTIONS,
    FOOTINGS,
    OUTCOMES,
    WHOLE,
    access_path,
)
from shared.pages import Answer, Moved, Page, Visit, send
from shared.pages.acts import Act, Blank, Sheet, Tried
from shared.pages.writing import number
from shared.refusal import Refusal

ASK = Act(
    "ask-third-party",
    "access.ask-third-party",
    "第三者に意見を聞く",
    "意見を聞くことを記録する",
    "第三者への照会を記録しました。期限まで、意見書を待ちます。",
    (
        Blank("party_id", "誰に", "choice", required=True, none="選んでください"),
        Blank("record_ids", "どの記録について", "ticks"),
        Blank("answer_by", "意見書の期限", "day", required=True, told=("意見書の期限",)),
    ),
    hint="その人や機関のことが書かれた記録を開示するか、決める前に聞きます（個人情報保護法86条）。",
    tone="second",
)
_OVER = ("access-already-decided",)


def review(visit: Visit) -> Page:
    """Everything that was gathered; that it was read is on record before it is seen."""
    return _review(visit, _read(visit))


def _read(visit: Visit) -> list[ReviewedPart]:
    return list(visit.ask("access.review", named(visit)))


def _review(
    visit: Visit,
    parts: list[ReviewedPart],
    refusal: Refusal | None = None,
    tried: Tried | None = None,
) -> Page:
    found = detail_of(visit)
    names = names_of(visit)
    told = [pieces.shown(place, one, visit.form) for place, one in enumerate(parts, 1)]
    parties = dict.fromkeys(party for one in parts for party in one.parties)
    sheet = Sheet(
        base=access_path(found.line.access_id),
        today=visit.today,
        version=found.version,
        tried=tried,
        options={
            "party_id": [(str(one), party_label(names, one)) for one in parties],
            "record_ids": [
                (one["id"], f"{one['place']}　{one['title']}")
                for one in told
                if one["part"].parties
            ],
        },
    )
    shown = {
        "path": access_path(found.line.access_id),
        "number": number(found.line.access_id),
        "found": found,
        "version": found.version,
        "marked": [one for one in told if one["part"].marks],
        "plain": [one for one in told if not one["part"].marks],
        "parties": {
            one["id"]: [party_label(names, party) for party in one["part"].parties] for one in told
        },
        "disclosed": list(DISCLOSED.items()),
        "exemptions": list(EXEMPTIONS.items()),
        "footings": list(FOOTINGS.items()),
        "outcomes": [one for one in OUTCOMES.items() if one[0] not in WHOLE],
        "asking": sheet.form(ASK) if parties else None,
        "typed": visit.form,
    }
    return Page("access/review.html", "開示請求の審査", shown, tried.said if tried else refusal)


def ask_third_party(visit: Visit) -> Answer:
    """Give a third party the opportunity to answer."""
    try:
        visit.ask(ASK.use_case, {**ASK.document(visit.form), **named(visit)})
    except Refusal as refusal:
        return _again(visit, refusal, Tried(ASK, visit.form, refusal))
    return Moved(access_path(visit.path["access_id"]), ASK.done)


def decide(visit: Visit) -> Answer:
    """Decide piece by piece; what is kept back goes on record."""
    try:
        visit.ask("access.decide", {**pieces.verdict(visit.form), **named(visit)})
    except Refusal as refusal:
        return _again(visit, refusal)
    done = "開示する決定を記録しました。請求した人に通知し、答えを渡してください。"
    return Moved(access_path(visit.path["access_id"]), done)


def _again(visit: Visit, refusal: Refusal, tried: Tried | None = None) -> Answer:
    """The pieces once more with what was typed; where it is over, the request as it stands."""
    if refusal.code in _OVER:
        return shown_with(visit, refusal=refusal)
    parts = _read(visit)
    return _review(visit, parts, pieces.at_piece(refusal, visit.form, parts), tried)


def deliver(visit: Visit) -> Answer:
    """Hand the answer over: the notice and what is disclosed, shown this once."""
    try:
        answer = visit.ask(DELIVER.use_case, {**DELIVER.document(visit.form), **named(visit)})
    except Refusal as refusal:
        return shown_with(visit, Tried(DELIVER, visit.form, refusal))
    shown: dict[str, Any] = {
        "path": access_path(visit.path["access_id"]),
        "answer": answer,
        "records": [
            {"title": title, "text": text, "whole": one.whole}
            for one in answer.records
            for title, _, text in [one.text.partition("\n")]
        ],
    }
    return Page("access/answer.html", "開示請求への答え", shown)


_ONE = "/access/{access_id}"
_REVIEWED = ("access.review", *SHOWN)

ROUTES = (
    send(f"{_ONE}/review", review, *_REVIEWED),
    send(f"{_ONE}/ask-third-party", ask_third_party, ASK.use_case, *_REVIEWED),
    send(f"{_ONE}/decide", decide, "access.decide", *_REVIEWED),
    send(f"{_ONE}/deliver", deliver, DELIVER.use_case, *SHOWN),
)

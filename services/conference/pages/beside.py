"""議題のほかの記録: what was told by mouth or on paper, what is lacking, whose consent to seek.

All of it is the convener's; that another conference deals with the case is noted here, and no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

from services.conference.application.meetings.lines import MatterLine
from services.conference.domain.conference.linking import LINKED_MODES
from services.conference.pages.consent_tasks import STATUS
from services.conference.pages.requests import HELD_FOR
from services.conference.pages.roles import at_the_table
from services.conference.pages.seen import (
    MOST,
    SHOWN,
    Meeting,
    agenda_path,
    matter_shown,
    meeting_of,
    named,
)
from services.conference.pages.wording import mode_name, person_label
from shared.codes import ITEM_CATEGORIES, RESOURCE_GAPS, SOURCE_KINDS
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.acts import Act, Blank, Options, Sheet, Tried, coded
from shared.pages.writing import number
from shared.refusal import Refusal

_CATEGORIES = coded(ITEM_CATEGORIES)
RECEIVE = Act(
    "receive",
    "items.receive",
    "口頭・書面で受けた情報を記録する",
    "受けた情報を記録する",
    "受けた情報を、話した機関の情報として記録し、議題に出しました。",
    (
        Blank("item_id", "情報の番号", "hidden"),
        Blank("holder_id", "話した機関", "choice", required=True, none="選んでください"),
        Blank("subjects", "誰について", "ticks", told=("対象者",)),
        Blank("category", "情報の種類", "choice", _CATEGORIES, required=True),
        Blank("source_kind", "出所", "choice", coded(SOURCE_KINDS), required=True),
        Blank("text", "内容", "passage", required=True),
        Blank("generalised", "言い換え", "passage", told=("言い換え",)),
        Blank("request_id", "どの求めに", "choice", none="求めによらない"),
    ),
    hint="会議の求めに、電話や紙で答えた機関の代わりに書き取ります。受けたことと、その根拠が提供の記録に残ります。",
)
FIND = Act(
    "need",
    "needs.find",
    "足りない支援を記録する",
    "足りない支援を記録する",
    "足りない支援を記録しました。県への報告に、氏名なしで数えられます。",
    (
        Blank("need_id", "記録の番号", "hidden"),
        Blank("gap", "足りないもの", "choice", coded(RESOURCE_GAPS), required=True),
        Blank("note", "内容", "passage", hint="暗号にして保存します。"),
        Blank("found_on", "見つかった日", "day", start="today", told=("日付", "見つかった日")),
    ),
    hint="この地域にあれば使えたのに、なかったものです。",
    tone="second",
)
SEEK = Act(
    "seek",
    "consent-tasks.set",
    "同意を得る課題を置く",
    "課題を置く",
    "同意を得る課題を置きました。頼まれた機関の「同意を得る課題」に並びます。",
    (
        Blank("task_id", "課題の番号", "hidden"),
        Blank("person_id", "誰の同意を", "choice", required=True),
        Blank("seeker_id", "どの機関が尋ねるか", "choice", required=True),
        Blank("sought.categories", "情報の種類", "ticks", _CATEGORIES, told=("sought",)),
        Blank("sought.recipients", "共有する相手", "ticks"),
        Blank("due_on", "いつ見直すか", "day", told=("期日", "見直しの日")),
    ),
    hint="まだ会えていない人に、会えるようになったら同意を尋ねることを、どこかの機関に頼みます。",
    tone="second",
)
LINK = Act(
    "link",
    "conferences.link",
    "ほかの会議があることを記録する",
    "ほかの会議を記録する",
    "ほかの会議があることを記録しました。そこで話されたことの根拠にはなりません。",
    (Blank("legal_mode", "どの会議", "choice", required=True, told=("種別",)),),
    hint="この仕組みの外で開かれる支援会議・調整会議だけです（社会福祉法106条の6第5項）。",
    tone="second",
)
ACTS = (RECEIVE, FIND, SEEK, LINK)


def beside(visit: Visit) -> Page:
    """What is recorded beside an agenda item."""
    return _beside(visit, None)


def _beside(visit: Visit, tried: Tried | None) -> Page:
    needs = visit.ask("needs.list", named(visit))
    tasks = visit.ask("consent-tasks.list", named(visit))
    seen = meeting_of(visit)
    matter = seen.matter(visit.path["agenda_id"])
    sheet = Sheet(
        base=f"{agenda_path(visit)}/beside",
        today=visit.today,
        tried=tried,
        starts={name: str(uuid4()) for name in ("item_id", "need_id", "task_id")},
        options=_options(visit, seen, matter),
    )
    shown = {
        "meeting": seen,
        "matter": matter_shown(seen, matter),
        "needs": [{"line": one, "gap": RESOURCE_GAPS.by_code(one.gap).label} for one in needs],
        "tasks": [
            {
                "line": one,
                "number": number(one.task_id),
                "person": person_label(one.person_id),
                "seeker": seen.name(one.seeker_id),
                "status": STATUS[one.status],
            }
            for one in tasks
        ],
        "links": [mode_name(one) for one in matter.links],
        "forms": [sheet.form(one) for one in _open(seen, matter)],
    }
    return Page("beside.html", "議題のほかの記録", shown, tried.said if tried else None)


def _open(seen: Meeting, matter: MatterLine) -> Iterator[Act]:
    """What comes into question as the meeting stands; whether it may, its rule says."""
    yield from (one for one in ACTS if one is not LINK)
    if seen.open and matter.legal_mode in LINKED_MODES:
        yield LINK


def _options(visit: Visit, seen: Meeting, matter: MatterLine) -> dict[str, Options]:
    table = [(str(one), seen.name(one)) for one in at_the_table(seen, matter.selected)]
    people = [(str(one), person_label(one)) for one in matter.subjects]
    asked = {"agenda_id": visit.path["agenda_id"], "conference_id": visit.path["conference_id"]}
    requests = visit.ask("requests.list", {**asked, "limit": MOST})
    return {
        "holder_id": [one for one in table if one[0] != visit.actor.agency],
        "subjects": people,
        "person_id": people,
        "seeker_id": table,
        "sought.recipients": table,
        "request_id": [
            (str(one.request_id), f"{seen.name(one.to_agency)}への求め {number(one.request_id)}")
            for one in requests
        ],
        "legal_mode": [
            (one, mode_name(one)) for one in sorted(LINKED_MODES) if one != matter.legal_mode
        ],
    }


def _taking(act: Act) -> Callable[[Visit], Answer]:
    def take(visit: Visit) -> Answer:
        try:
            visit.ask(act.use_case, {**_asked(act, visit), **named(visit)})
        except Refusal as refusal:
            return _beside(visit, Tried(act, visit.form, refusal))
        return Moved(f"{agenda_path(visit)}/beside", act.done)

    return take


def _asked(act: Act, visit: Visit) -> dict[str, Any]:
    asked = act.document(visit.form)
    if act is RECEIVE:
        asked["purpose"] = HELD_FOR
    if act is SEEK:
        matter = meeting_of(visit).matter(visit.path["agenda_id"])
        asked.setdefault("sought", {})["purposes"] = [matter.purpose]
    return asked


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/beside"
_USES = ("needs.list", "consent-tasks.list", "requests.list", *SHOWN)

ROUTES = (
    look(_ONE, beside, *_USES),
    *(send(f"{_ONE}/{one.name}", _taking(one), one.use_case, *_USES) for one in ACTS),
)

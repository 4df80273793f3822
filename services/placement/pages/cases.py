"""A case by its number, with everything that placement has on record of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from services.placement.application.cases import CaseShown
from services.placement.incentives import programmes_in
from services.placement.pages.acts import Act, ActForm, Blank, Sheet, Tried, coded
from services.placement.pages.names import NAMES, Names, names_for, own_agency, people_options
from services.placement.pages.referrals.board import shared_words, show_board
from services.placement.pages.words import EMPLOYMENT
from shared.codes import EMPLOYMENT_KINDS, OUTCOME_KINDS, RESOURCE_GAPS, STEP_KINDS
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.refusal import Refusal

_AT = "/placement/pages/cases"
_LONG_AGO = timedelta(days=3_650)
"""As far back as a case's page looks."""

_WHO = Blank("person_id", "だれ", "choice", required=True, none="選んでください", told=("対象者",))
_WHO_OR_ALL = Blank("person_id", "だれ", "choice", none="世帯として", told=("対象者",))
_PROGRAMME = Blank(
    "programme",
    "手当のある事業",
    "choice",
    hint="手当は、ここで選んだ事業の決まりで計算します。",
    none="手当はない",
)
_PLACE = Blank("resource_id", "場所", "choice", none="決めない・場所はない")
_DAY = ("日付", "date-in-future")


def _day(label: str, *told: str) -> Blank:
    return Blank("on", label, "day", required=True, start="today", told=(*_DAY, *told))


TAKE = Act(
    "take-step",
    "steps.take",
    "一歩を記録する",
    "記録する",
    "一歩を記録しました。",
    (
        _WHO,
        Blank("kind", "種類", "choice", coded(STEP_KINDS), required=True, start="visit"),
        _PLACE,
        _PROGRAMME,
        _day("始めた日", "開始日"),
    ),
    "見学・体験・訓練・応募など。応募は、応募した日を書きます。",
)
PLAN = Act(
    "plan-step",
    "steps.plan",
    "一歩を予定する",
    "予定を記録する",
    "一歩の予定を記録しました。",
    (
        _WHO,
        Blank("kind", "種類", "choice", coded(STEP_KINDS), required=True, start="visit"),
        _PLACE,
        _PROGRAMME,
        _day("予定の日", "予定"),
        Blank("until", "終わりの日", "day"),
    ),
    tone="second",
)
START = Act(
    "start-employment",
    "employments.start",
    "就職を記録する",
    "就職を記録する",
    "就職を記録しました。1か月後から、定着の確認をお知らせします。",
    (
        _WHO,
        Blank("kind", "働き方", "choice", coded(EMPLOYMENT_KINDS), required=True),
        Blank("employer_id", "職場", "choice", none="一覧にない・決めない"),
        _day("就職日", "就職日"),
    ),
)
REACH = Act(
    "reach-outcome",
    "outcomes.reach",
    "仕事のほかの成果を記録する",
    "成果を記録する",
    "成果を記録しました。",
    (
        _WHO_OR_ALL,
        Blank("kind", "成果", "choice", coded(OUTCOME_KINDS), required=True),
        _PLACE,
        _day("その日", "成果の日"),
        Blank("note", "メモ", "passage"),
    ),
    "居場所、通院、外出なども成果です。",
    "second",
)
LACK = Act(
    "record-need",
    "needs.record",
    "「つなぎ先がない」を記録する",
    "つなぎ先がないと記録する",
    "「つなぎ先がない」を記録しました。会議と報告に、足りない資源として数えられます。",
    (
        _WHO_OR_ALL,
        Blank("gap", "何が足りないか", "choice", coded(RESOURCE_GAPS), required=True),
        Blank("found_on", "わかった日", "day", start="today", told=("日付",)),
        Blank("note", "具体的に", "passage", told=("メモ",)),
    ),
    "探しても合うところがないとき。記録することで、足りない資源が数になります。",
    "second",
)
ACTS = (TAKE, PLAN, START, REACH, LACK)

_SHOWN = (
    "cases.show",
    "referrals.board",
    "steps.list",
    "employments.list",
    "outcomes.list",
    "needs.list",
    *NAMES,
)


def find_case(visit: Visit) -> Answer:
    """Open a case by its number; several that begin so are listed."""
    own = own_agency(visit)
    asked = {"municipality": own.municipality, "number": visit.form.one("number")}
    try:
        found = visit.ask("cases.find", asked)
    except Refusal as refusal:
        return show_board(visit, Tried(_FIND, visit.form, refusal).said)
    if len(found) == 1:
        return Moved(f"{_AT}/{found[0].case_id}")
    return Page("cases.html", "ケースの検索", {"found": found, "typed": asked["number"]})


class _Find(Act):
    """The search for a number, whose one field has no prefix: it stands alone on its pages."""

    def field_of(self, part: str) -> str:
        """The field's own name."""
        return part


_FIND = _Find(
    "find",
    "cases.find",
    "ケース番号で開く",
    "開く",
    "",
    (Blank("number", "ケース番号", required=True, told=("ケース番号",)),),
)


def show_case(visit: Visit, tried: Tried | None = None) -> Page:
    """All that is on record of a case.

    Raises:
        Refusal: ``case-not-found``.
    """
    own = own_agency(visit)
    asked = {"municipality": own.municipality, "case_id": visit.path["case_id"]}
    case = visit.ask("cases.show", asked)
    long_ago = visit.today - _LONG_AGO
    board = visit.ask("referrals.board", {**asked, "ended_since": str(long_ago)})
    names = names_for(visit, own)
    shown = {
        "case": case,
        "names": names,
        "referrals": [line for column in board.columns for line in column.referrals],
        "statuses": {column.status: column.label for column in board.columns},
        "steps": visit.ask("steps.list", asked),
        "jobs": visit.ask("employments.list", asked),
        "outcomes": visit.ask("outcomes.list", asked),
        "needs": visit.ask(
            "needs.list", {**asked, "since": str(long_ago), "until": str(visit.today)}
        ),
        "forms_of_case": _forms(visit, case, names, tried),
        "standing": EMPLOYMENT,
        **shared_words(),
    }
    return Page("case.html", "ケースのつなぎと就労", shown, tried.said if tried else None)


def _forms(visit: Visit, case: CaseShown, names: Names, tried: Tried | None) -> list[ActForm]:
    people = people_options(case)
    places = names.place_options()
    sheet = Sheet(
        base=f"{_AT}/{case.case_id}",
        today=visit.today,
        tried=tried,
        starts={"person_id": people[0][0]} if len(people) == 1 else {},
        options={
            "person_id": people,
            "resource_id": places,
            "employer_id": places,
            "programme": [
                (one.id, one.on_paper) for one in programmes_in(names.municipality).values()
            ],
        },
    )
    return [sheet.form(act) for act in ACTS]


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        own = own_agency(visit)
        whose = {"municipality": own.municipality, "case_id": visit.path["case_id"]}
        try:
            visit.ask(act.use_case, {**act.document(visit.form), **whose})
        except Refusal as refusal:
            return show_case(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{visit.path['case_id']}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    send("/cases", find_case, "cases.find", "referrals.board", *NAMES),
    look("/cases/{case_id}", show_case, *_SHOWN),
    *(send(f"/cases/{{case_id}}/{one.name}", _sent(one), one.use_case, *_SHOWN) for one in ACTS),
)

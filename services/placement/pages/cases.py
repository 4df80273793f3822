"""A case by its number, with everything that placement has on record of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from services.placement.application.cases import CaseShown
from services.placement.incentives import programmes_in
from services.placement.pages.case_acts import OF_NAMES, ON_THE_WAY, UNDOING, undoable
from services.placement.pages.names import (
    MOST,
    NAMES,
    Names,
    names_for,
    own_agency,
    people_options,
)
from services.placement.pages.referrals.board import shared_words, show_board
from services.placement.pages.referrals.considered import outcome_of
from services.placement.pages.words import EMPLOYMENT
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, Blank, Options, Sheet, Tried
from shared.refusal import Refusal

_AT = "/placement/pages/cases"
_LONG_AGO = timedelta(days=3_650)
"""As far back as a case's page looks."""

_WHERE = "programme_id"
_ALONE = (*OF_NAMES, *UNDOING)
"""Acts whose own address says everything: no case stands in what they ask for."""

_SHOWN = (
    "cases.show",
    "referrals.board",
    "steps.list",
    "employments.list",
    "outcomes.list",
    "needs.list",
    "routing.list",
    "programmes.list",
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
    board = visit.ask("referrals.board", {**asked, "ended_since": str(long_ago), "limit": MOST})
    names = names_for(visit, own)
    outcomes = visit.ask("outcomes.list", asked)
    needs = visit.ask(
        "needs.list", {**asked, "since": str(long_ago), "until": str(visit.today), "limit": MOST}
    )
    sheet = _sheet(visit, case, names, tried, undoable(outcomes, needs))
    shown = {
        "case": case,
        "names": names,
        "referrals": [line for column in board.columns for line in column.referrals],
        "statuses": {column.status: column.label for column in board.columns},
        "steps": visit.ask("steps.list", asked),
        "jobs": visit.ask("employments.list", asked),
        "considered": [
            {"id": one.routing_id, "on": one.on, "outcome": outcome_of(one, names)}
            for one in visit.ask("routing.list", asked)
        ],
        "outcomes": outcomes,
        "needs": needs,
        "forms_of_case": [sheet.form(act) for act in ON_THE_WAY],
        "forms_of_names": [sheet.form(act) for act in OF_NAMES] if sheet.options[_WHERE] else [],
        "forms_undoing": [sheet.form(act) for act in UNDOING if sheet.options[act.blanks[0].part]],
        "standing": EMPLOYMENT,
        **shared_words(),
    }
    return Page("case.html", "ケースのつなぎと就労", shown, tried.said if tried else None)


def _sheet(
    visit: Visit,
    case: CaseShown,
    names: Names,
    tried: Tried | None,
    undone: Mapping[str, Options],
) -> Sheet:
    people = people_options(case)
    places = names.place_options()
    running = visit.ask("programmes.list", {"municipality": names.municipality, "limit": MOST})
    return Sheet(
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
            _WHERE: [(str(one.programme_id), one.name) for one in running if not one.ended_on],
            **undone,
        },
    )


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        own = own_agency(visit)
        whose = {"municipality": own.municipality, "case_id": visit.path["case_id"]}
        asked = act.document(visit.form)
        try:
            visit.ask(act.use_case, asked if act in _ALONE else {**asked, **whose})
        except Refusal as refusal:
            return show_case(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{visit.path['case_id']}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    send("/cases", find_case, "cases.find", "referrals.board", *NAMES),
    look("/cases/{case_id}", show_case, *_SHOWN),
    *(
        send(f"/cases/{{case_id}}/{one.name}", _sent(one), "cases.show", one.use_case, *_SHOWN)
        for one in (*ON_THE_WAY, *_ALONE)
    ),
)

"""Who has which of placement's pages, what a form needs, and what no page ever holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from services.placement.http import catalogue
from services.placement.pages import PAGES
from shared.pages import PageRoute
from tests.behaviour.http_counter import ROLES
from tests.behaviour.placement.raided import (
    ASKER_SAYS,
    CENTRE,
    CENTRE_SAYS,
    CLERK,
    FIRM,
    NOTED_OF_FIRM,
    SAID,
    Raided,
    elsewhere,
    filled,
)
from tests.behaviour.placement_visitor import Visitor, visiting
from tests.behaviour.referral_desk import known, worker

NAMES = ("referral_id", "step_id", "employment_id", "task_id", "resource_id", "programme_id",
         "session_id", "statement_id")  # fmt: skip
LOOKS = [one for one in PAGES.page_routes if one.method == "GET"]
OF_A_RECORD = [one for one in LOOKS if "_id}" in one.path]
SUPPORTER = worker("city", "employment_supporter")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Raided]:
    """A desk with one record of each kind, that nobody's attempts change."""
    with filled(tmp_path_factory.mktemp("filled")) as desk:
        yield desk


def path_of(route: PageRoute, ids: dict[str, Any]) -> str:
    """An address with the ids of records in it, or with what else stands in one: a status, a kind.

    What is said of a workplace is said of the step.
    """
    named = {"status": "offered", "about": "step", "about_id": ids["step_id"], **ids}
    return re.sub(r"\{(\w+)\}", lambda found: str(named[found[1]]), route.path)


def asked(visitor: Visitor, route: PageRoute, ids: dict[str, Any], **typed: list[str]) -> Any:
    """A page looked at, or its form sent with nothing typed."""
    path = path_of(route, ids)
    return visitor.look(path) if route.method == "GET" else visitor.post(path, dict(typed))


def test_every_role_has_the_pages_of_its_use_cases(town: Raided) -> None:
    """Whoever lacks the page's use case is told who has it; nobody else is, and nothing fails."""
    nowhere = {**elsewhere(town.ids), "case_id": uuid4()}
    before = town.position()
    for role in ROLES:
        with visiting(town, worker("city", role)) as visitor:
            for route in PAGES.page_routes:
                answer = asked(visitor, route, nowhere, form_token=[visitor.token])
                refused = "role-not-entitled" in answer.text
                where = (role, route.method, route.path, answer.status_code)
                assert refused == (role not in catalogue()[route.uses[0]].roles), where
                assert answer.status_code in (200, 303, 400, 403, 404, 422), where
    assert town.position() == before


@pytest.mark.parametrize("agency", ["neighbour", "contractor", "shop", "nobody"])
def test_a_record_of_others_is_shown_like_none(town: Raided, agency: str) -> None:
    """When a stranger looks by the right id, in any role, then as at a page that is not there."""
    there, nowhere = {**town.ids, "case_id": known("case")}, {**elsewhere(town.ids)}
    nowhere["case_id"] = uuid4()
    for route in OF_A_RECORD:
        for role in catalogue()[route.uses[0]].roles:
            with visiting(town, worker(agency, role)) as stranger:
                theirs, none = asked(stranger, route, there), asked(stranger, route, nowhere)
            assert theirs.status_code == none.status_code, route.path
            assert theirs.status_code in (403, 404), route.path
            assert theirs.text == none.text, route.path


@pytest.mark.parametrize("method", ["without token", "of another site"])
def test_a_form_that_is_not_ours_records_nothing(town: Raided, method: str) -> None:
    """Neither a form without the session's token nor one of another site does anything."""
    before = town.position()
    page, typed = f"/referrals/{town.ids['late']}", {"accept-on": [str(town.today)]}
    with visiting(town) as city:
        if method == "without token":
            answer = city.post(f"{page}/accept", typed)
        else:
            elsewhere_sent = {"Origin": "https://elsewhere.example"}
            typed["form_token"] = [city.token]
            answer = city.post(f"{page}/accept", typed, origin=elsewhere_sent)
    assert answer.status_code == 403
    assert "form-not-ours" in answer.text
    assert town.position() == before


def test_lists_hold_no_words_and_titles_name_nobody(town: Raided) -> None:
    """No list shows what anybody said, and no window title tells a place, a number or a name."""
    ids = {**town.ids, "case_id": known("case")}
    with visiting(town, SUPPORTER) as supporter, visiting(town, CLERK) as clerk:
        for route in LOOKS:
            if "excel" in route.path:
                continue
            is_supporters = SUPPORTER.role in catalogue()[route.uses[0]].roles
            visitor = supporter if is_supporters else clerk
            text = visitor.shown(path_of(route, ids))
            [title] = re.findall(r"<title>(.*?)</title>", text)
            assert "架空" not in title
            assert not re.search(r"[0-9A-F]{6}", title)
            if "{" not in route.path and route.path != "/needs":
                assert not [said for said in SAID if said in text], route.path


def test_who_is_asked_reads_no_word_of_the_others(town: Raided) -> None:
    """The centre reads its own note and neither the asker's nor what is noted of places."""
    with visiting(town, CENTRE) as centre, visiting(town, FIRM) as firm:
        referral = centre.shown(f"/referrals/{town.ids['referral_id']}")
        place = firm.shown(f"/resources/{town.ids['resource_id']}")
        board = centre.shown("/received")
    assert CENTRE_SAYS in referral
    assert ASKER_SAYS not in referral + board
    assert NOTED_OF_FIRM not in place
    for text in (referral, board):
        assert str(known("case")) not in text
        assert str(known("son")) not in text

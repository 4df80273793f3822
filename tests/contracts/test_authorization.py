"""Every route says to whom it reaches."""

from __future__ import annotations

import pytest

from docs.authorization import FILE, ROLES, authorization, authorization_page
from docs.authorization_pages import SHOWN, page_rows, pages_page
from docs.http_api import FACES
from shared.http.face import Face
from shared.http.statuses import Statuses
from shared.identity import ROLE_LABELS
from shared.pages import Page, Pages, Visit, look

IDS = [face.name for face in FACES]


@pytest.mark.parametrize("face", FACES, ids=IDS)
def test_every_route_has_its_row(face: Face) -> None:
    """A new route without a row fails here, and so does a row whose route is gone."""
    rows = set(authorization().of(face.name))

    assert set(face.catalogue()) - rows == set(), f"write them into {FILE.name}"
    assert rows - set(face.catalogue()) == set(), f"take them out of {FILE.name}"


def test_every_service_has_its_rows() -> None:
    """No service is left out, and none is there that does not exist."""
    assert set(authorization().routes) == {face.name for face in FACES}


@pytest.mark.parametrize("face", FACES, ids=IDS)
def test_every_reach_is_one_that_is_explained(face: Face) -> None:
    """A row names a reach of which the file says what it means."""
    assert set(authorization().of(face.name).values()) <= set(authorization().reaches)


@pytest.mark.parametrize("face", FACES, ids=IDS)
def test_no_route_is_for_everybody(face: Face) -> None:
    """Each use case names its roles, and the automatic role of services is none of them."""
    for use_case in face.catalogue().values():
        assert use_case.roles, use_case.name
        assert "service" not in use_case.roles, use_case.name
        assert use_case.roles <= set(ROLES), use_case.name


def test_the_page_shows_every_route() -> None:
    """Who reads the page sees every route with its title, its roles and its reach."""
    page = authorization_page()

    for face in FACES:
        for name, use_case in face.catalogue().items():
            (line,) = (
                one
                for one in page.splitlines()
                if f"`/{face.name}/{name.replace('.', '/')}`" in one
            )
            assert use_case.title in line
            assert line.count("○") == len(use_case.roles)
    for role in ROLES:
        assert ROLE_LABELS[role] in page


def nothing(_visit: Visit) -> Page:
    """A page that shows nothing."""
    return Page("refusal.html", "")


def pages_with(*uses: str) -> Pages:
    """Pages of one address, which asks for these."""
    return Pages("intake", "shared.pages", Statuses(), (look("/new", nothing, *uses),))


@pytest.mark.parametrize("face", FACES, ids=IDS)
def test_every_page_has_its_row(face: Face) -> None:
    """Each address of a page stands among the rows once, with the use cases that it asks."""
    rows = page_rows(face)

    assert [row.route for row in rows] == [*SHOWN[face.name].page_routes]
    assert len({row.address for row in rows}) == len(rows)
    for row in rows:
        assert [one.name for one in row.uses] == [*dict.fromkeys(row.route.uses)]
        assert f"| `{row.address.partition(' ')[2]}` |" in pages_page()


def test_a_page_that_asks_for_what_nobody_offers_has_no_row() -> None:
    """A misspelt use case, or one of another service, is found where rows are made."""
    (intake,) = (face for face in FACES if face.name == "intake")
    with pytest.raises(ValueError, match="asks for"):
        page_rows(intake, pages_with("cases.show", "rosters.list"))


def test_a_page_that_asks_for_nothing_says_why() -> None:
    """Without a reason in the file it has no row; with one it has, and nobody's mark."""
    (intake,) = (face for face in FACES if face.name == "intake")
    with pytest.raises(ValueError, match="say why"):
        page_rows(intake, pages_with())

    told = authorization().model_copy(update={"unasked": {"GET /intake/pages/new": "架空の理由"}})
    (row,) = page_rows(intake, pages_with(), told)
    assert row.reason == "架空の理由"
    assert not any(row.mark(role) for role in ROLES)

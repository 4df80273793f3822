"""Signing in to the pages with the development issuer: the whole way, and every wrong turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest

from shared.pages.session.way_in import local_path
from tests.oidc.going_in import SIGN_IN, answer_to, begun, came_back, sign_in
from tests.oidc.site import AGENCY, WANTED, Browser, Site, code_in, site_in


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with the development issuer."""
    with site_in(tmp_path) as one:
        yield one


@pytest.fixture
def browser(site: Site) -> Browser:
    """A browser that has never been there."""
    return Browser(site)


def test_whoever_signs_in_comes_to_the_wanted_page(site: Site, browser: Browser) -> None:
    """The issuer's answer becomes a session of an hour, and the page is the one that was wanted."""
    assert browser.who().json() == {"actor": None}
    end = sign_in(browser)

    assert end.url.path == WANTED
    told = browser.who().json()
    assert told["actor"] == {
        "person": "w-1",
        "agency": AGENCY,
        "role": "counsellor",
        "purpose": "consultation",
    }
    assert told["may_choose"] is False
    assert not browser.cookie(SIGN_IN)
    site.now.ahead = timedelta(minutes=59)
    assert browser.who().json() == told
    site.now.ahead = timedelta(minutes=61)
    assert browser.who().json() == {"actor": None}


def test_after_an_hour_the_issuer_lets_somebody_through_unasked(
    site: Site, browser: Browser
) -> None:
    """Who has signed in this morning sees a page again without typing anything."""
    sign_in(browser)
    site.now.ahead = timedelta(hours=2)
    end = browser.look(site.sessions.sign_in_address(WANTED), onward=True)
    assert end.url.path == WANTED
    assert end.json()["actor"]["person"] == "w-1"


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"state": "x" * 43}, (403, "sign-in-not-ours")),
        ({"state": ""}, (403, "sign-in-not-ours")),
        ({"iss": "https://evil.example"}, (403, "sign-in-not-ours")),
        ({"iss": None}, (403, "sign-in-not-ours")),
        ({"code": "x" * 43}, (403, "sign-in-failed")),
        ({"code": None}, (403, "sign-in-failed")),
        ({"error": "access_denied"}, (403, "sign-in-refused")),
    ],
)
def test_a_way_back_that_was_changed_leads_nowhere(
    browser: Browser, changed: dict[str, str | None], refused: tuple[int, str]
) -> None:
    """Another state, another issuer (mix-up), no issuer, another code, or the issuer's no."""
    told = {k: v for k, v in (begun(browser) | changed).items() if v is not None}
    assert came_back(browser, told) == refused


def test_a_way_back_works_once_and_in_its_own_browser(site: Site, browser: Browser) -> None:
    """A stolen address is worth nothing elsewhere; a used code is worth nothing at all."""
    told = begun(browser)
    kept = browser.cookie(SIGN_IN)
    assert kept is not None
    assert came_back(Browser(site), told) == (403, "sign-in-not-ours")
    other = Browser(site)
    begun(other)
    assert came_back(other, told) == (403, "sign-in-not-ours")

    assert browser.look(f"/session/callback?{urlencode(told)}").status_code == 303
    replaying = Browser(site)
    replaying.keep(SIGN_IN, kept)
    assert came_back(replaying, told) == (403, "sign-in-failed")


def test_a_doubled_parameter_and_an_old_sign_in_lead_nowhere(site: Site, browser: Browser) -> None:
    """What could be read in two ways is not read; after ten minutes one begins again."""
    told = begun(browser)
    answer = browser.look(f"/session/callback?{urlencode(told)}&state={told['state']}")
    assert code_in(answer) == "sign-in-not-ours"

    told = begun(Browser(site))
    late = Browser(site)
    told = begun(late)
    site.now.ahead = timedelta(minutes=11)
    assert came_back(late, told) == (403, "sign-in-not-ours")


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2f/evil.example",
        "/x?next=https://evil.example",
        "/x#y",
        "/../x",
        "/./x",
        "/x\r\nSet-Cookie: a=b",
        "/ x",
        "javascript:alert(1)",
        "",
        "x",
        "/session/sign-out",
        "/" + "a" * 400,
        "/支援",
    ],
)
def test_nobody_is_led_to_another_site(wanted: str) -> None:
    """A wanted page is a plain path of this site, or the start."""
    assert local_path(wanted) == "/"


def test_a_wanted_page_that_we_have_not_sealed_is_not_gone_to(site: Site, browser: Browser) -> None:
    """An address that somebody made up leads to the start after signing in."""
    for made_up in ("https://evil.example/", "//evil.example", WANTED):
        one = Browser(site)
        page = one.look("/session/sign-in?" + urlencode({"wanted": made_up}), onward=True)
        back = answer_to(one, page)
        assert one.look(back.headers["location"]).headers["location"] == "/"
    assert local_path(WANTED) == WANTED
    assert browser.who().json() == {"actor": None}


@pytest.mark.rule(55)
def test_an_account_ends_with_the_contract(site: Site, browser: Browser) -> None:
    """Before, while and after a session: from that instant nothing is answered (law rule 55)."""
    day = timedelta(days=1)
    site.entrust(-day, timedelta(minutes=30))
    sign_in(browser)
    assert browser.who().json()["actor"]
    site.now.ahead = timedelta(minutes=31)
    over = browser.who()
    assert (over.status_code, over.json()) == (403, {"refused": "contract-over"})

    for since, until in ((-2 * day, -day), (day, 2 * day)):
        site.entrust(since, until)
        newcomer = Browser(site)
        told = begun(newcomer)
        assert came_back(newcomer, told) == (403, "contract-over")
    site.entrust(-day, day)
    assert sign_in(Browser(site)).url.path == WANTED


def test_without_an_issuer_nobody_signs_in(tmp_path: Path) -> None:
    """The page says whose matter it is, and the rest of the service runs."""
    with site_in(tmp_path, page_client=None) as site:
        browser = Browser(site)
        answer = browser.look(site.sessions.sign_in_address("/"))
        assert (answer.status_code, code_in(answer)) == (503, "sign-in-not-configured")
        assert browser.who().json() == {"actor": None}


def test_pages_of_the_sign_in_say_nothing_of_anybody(browser: Browser) -> None:
    """Titles are the same for everybody, and nothing is shown from another host."""
    page = sign_in(browser, "counsellor", "secretariat")
    assert re.findall("<title>(.*?)</title>", page.text) == ["どの役割で行いますか｜つなぐ"]
    assert "w-1" not in page.text
    assert not re.findall(r'(?:src|href)="(?!/|#)', page.text)
    assert "script" not in page.headers["content-security-policy"]

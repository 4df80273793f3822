"""Ways of going in with the development issuer, for tests of what comes of them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

import httpx

from tests.oidc.site import AGENCY, WANTED, Browser, code_in, fields_of

SESSION, SIGN_IN = "__Host-tsunagu", "__Host-tsunagu-sign-in"


def answer_to(browser: Browser, page: httpx.Response, *roles: str, **other: str) -> httpx.Response:
    """Fill in the issuer's form as somebody who knows the word."""
    form: dict[str, object] = {
        **fields_of(page),
        "passphrase": browser.site.home.issuer_passphrase.read_text(),
        "agency": AGENCY,
        "person": "w-1",
        "purpose": "consultation",
        "roles": list(roles or ("counsellor",)),
        **other,
    }
    return browser.send("/issuer/authorize", **form)


def sign_in(browser: Browser, *roles: str) -> httpx.Response:
    """Go the whole way from a wanted page; where it ends."""
    page = browser.look(browser.site.sessions.sign_in_address(WANTED), onward=True)
    back = answer_to(browser, page, *roles)
    return browser.look(back.headers["location"], onward=True)


def begun(browser: Browser) -> dict[str, str]:
    """Sign in as far as the way back; the parameters of it."""
    page = browser.look(browser.site.sessions.sign_in_address(WANTED), onward=True)
    back = answer_to(browser, page)
    return {k: v[0] for k, v in parse_qs(urlsplit(back.headers["location"]).query).items()}


def came_back(browser: Browser, told: dict[str, str]) -> tuple[int, str]:
    """Come back with these parameters, and be refused."""
    answer = browser.look(f"/session/callback?{urlencode(told)}")
    assert browser.who().json() == {"actor": None}
    assert not browser.cookie(SIGN_IN)
    for value in told.values():
        assert not value or value not in answer.text
    assert "no-referrer" in answer.text
    return answer.status_code, code_in(answer)

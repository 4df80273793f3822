"""Sessions of people who look at pages: their cookies, roles and forms, and their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.responses import Response

from shared.identity import Actor
from shared.pages.session.seal import Seal, until
from shared.pages.session.session_key import load_session_key
from shared.pages.session.way_in import Wanted
from shared.refusal import Refusal
from shared.secret_file import create_secret_file
from tests.oidc.going_in import SESSION, SIGN_IN, answer_to, sign_in
from tests.oidc.site import AGENCY, WANTED, Browser, Site, code_in, fields_of, site_in


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with the development issuer."""
    with site_in(tmp_path) as one:
        yield one


@pytest.fixture
def browser(site: Site) -> Browser:
    """A browser that has never been there."""
    return Browser(site)


def test_cookies_are_out_of_reach(site: Site, browser: Browser) -> None:
    """Host-only, over secure connections, for no script; and they hold nothing that can be read."""
    started = browser.look(site.sessions.sign_in_address(WANTED))
    page = browser.look(started.headers["location"])
    back = answer_to(browser, page)
    ended = browser.look(back.headers["location"])

    for answer, name in ((started, SIGN_IN), (back, "__Host-tsunagu-issuer"), (ended, SESSION)):
        (told,) = [
            one
            for one in answer.headers.get_list("set-cookie")
            if one.startswith(f"{name}=") and "Max-Age=0" not in one
        ]
        parts = {part.strip().lower() for part in told.split(";")[1:]}
        assert {"secure", "httponly", "path=/", "samesite=lax"} <= parts
        assert not any(part.startswith("domain") for part in parts)
        assert AGENCY not in told
    assert WANTED not in started.headers["location"]
    assert WANTED not in site.sessions.sign_in_address(WANTED)


def test_a_changed_cookie_is_no_session(site: Site, browser: Browser) -> None:
    """Changed anywhere, of another kind, or sealed with another folder's key."""
    sign_in(browser)
    sealed = browser.cookie(SESSION)
    assert sealed is not None
    parts = sealed.split(".")
    for number, part in enumerate(parts):
        for changed in ("", part[:-2] + ("AA" if part[-2:] != "AA" else "BB"), part + "A"):
            if changed != part:
                browser.keep(SESSION, ".".join([*parts[:number], changed, *parts[number + 1 :]]))
                assert browser.who().json() == {"actor": None}
    wanted = parse_qs(urlsplit(site.sessions.sign_in_address(WANTED)).query)["wanted"][0]
    for other in (wanted, "", "a.b.c.d.e", "x" * 9_000, "....", "日本語".encode().hex()):
        browser.keep(SESSION, other)
        assert browser.who().json() == {"actor": None}
    browser.keep(SESSION, sealed)
    assert browser.who().json()["actor"]


def test_another_folders_session_is_none_here(site: Site, browser: Browser, tmp_path: Path) -> None:
    """Each installation has a session key of its own."""
    with site_in(tmp_path / "other") as there:
        elsewhere = Browser(there)
        sign_in(elsewhere)
        sealed = elsewhere.cookie(SESSION)
        assert sealed is not None
    browser.keep(SESSION, sealed)
    assert browser.who().json() == {"actor": None}
    assert site.home.session_key.stat().st_mode & 0o777 == 0o600


def test_one_of_several_roles_is_chosen(browser: Browser) -> None:
    """Until then there is no session; the choice can be changed, with a new token for forms."""
    page = sign_in(browser, "counsellor", "secretariat")
    assert page.url.path == "/session/role"
    assert "相談員" in page.text
    assert "会議事務局" in page.text
    assert AGENCY not in page.text
    assert browser.who().json() == {"actor": None}

    refused = browser.send("/session/role", **fields_of(page), role="7")
    assert (refused.status_code, code_in(refused)) == (400, "role-unreadable")
    chosen = browser.send("/session/role", **fields_of(page), role="1")
    assert chosen.headers["location"] == WANTED
    first = browser.who().json()
    assert first["actor"]["role"] == "secretariat"
    assert first["may_choose"] is True

    again = browser.look("/session/role")
    stale = browser.send("/session/role", **fields_of(page), role="0")
    assert (stale.status_code, code_in(stale)) == (403, "form-not-ours")
    browser.send("/session/role", **fields_of(again), role="0")
    second = browser.who().json()
    assert second["actor"]["role"] == "counsellor"
    assert second["form_token"] != first["form_token"]
    assert second["expires"] == first["expires"]


def test_a_role_is_chosen_by_a_form_of_the_same_session_only(browser: Browser) -> None:
    """Neither another site's form nor another session's token chooses."""
    page = sign_in(browser, "counsellor", "secretariat")
    fields = fields_of(page)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}):
        answer = browser.send("/session/role", headers, **fields, role="1")
        assert (answer.status_code, code_in(answer)) == (403, "form-not-ours")
    other = browser.send("/session/role", **fields | {"form_token": "0" * 64}, role="1")
    assert code_in(other) == "form-not-ours"
    assert browser.who().json() == {"actor": None}


def test_signing_out_ends_the_session_here_and_at_the_issuer(browser: Browser) -> None:
    """The browser forgets it, is led to the issuer's own end, and is asked again afterwards."""
    sign_in(browser)
    token = browser.who().json()["form_token"]
    for form in ({"other": "x"}, {"form_token": "wrong"}):
        answer = browser.send("/session/sign-out", **form)
        assert (answer.status_code, code_in(answer)) == (403, "form-not-ours")
    assert browser.who().json()["actor"]

    page = browser.send("/session/sign-out", form_token=token)
    assert page.status_code == 200
    onward = page.headers["refresh"].removeprefix("0; url=")
    assert browser.who().json() == {"actor": None}
    end = browser.look(onward, onward=True)
    assert end.url.path == "/session/signed-out"
    asked = browser.look(browser.site.sessions.sign_in_address("/"), onward=True)
    assert asked.url.path == "/issuer/authorize"


def test_a_form_is_taken_from_our_own_pages_only(browser: Browser) -> None:
    """The browser says where it comes from, and the form says whose it is."""
    sign_in(browser)
    token = browser.who().json()["form_token"]
    host = browser.site.url
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": host},
        {"Origin": "null"},
        {"Origin": "https://evil.example"},
        {"Origin": host + ".evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://["},
        {},
    ):
        assert browser.send("/act", headers, form_token=token).json() == {
            "refused": "form-not-ours"
        }, headers
    for wrong in ("", token[:-1], token + "0", "日本"):
        assert browser.send("/act", form_token=wrong).json() == {"refused": "form-not-ours"}
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": host}):
        assert browser.send("/act", headers, form_token=token).json() == {"done": True}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "session-key-unreadable"),
        (b"c2hvcnQ=", "session-key-unreadable"),
        (b"\xff", "session-key-unreadable"),
    ],
)
def test_without_a_whole_session_key_nobody_comes_in(
    tmp_path: Path, content: bytes | None, code: str
) -> None:
    """A missing, cut or spoilt key is told as the operator's matter, whoever asks."""
    key = tmp_path / "key"
    if content is not None:
        create_secret_file(key, content)
    with site_in(tmp_path, session_key_file=key) as site:
        answer = Browser(site).look("/session/sign-in")
        assert (answer.status_code, code_in(answer)) == (503, code)
        assert str(key) not in answer.text


def test_more_roles_than_a_cookie_holds_are_refused(site: Site) -> None:
    """Twelve fit, however long their ids are; thirteen are told as the operator's matter."""
    longest = "x" * 36
    actors = [
        Actor(person=longest, agency=longest, role="employment_supporter", purpose=f"p-{number}")
        for number in range(13)
    ]
    site.sessions.begin(Response(), actors[:12])
    for several in (actors, [one.model_copy(update={"purpose": "x" * 100}) for one in actors[:12]]):
        with pytest.raises(Refusal) as refused:
            site.sessions.begin(
                Response(), [one.model_copy(update={"agency": "x" * 100}) for one in several]
            )
        assert refused.value.code == "too-many-roles"


class _Former(Wanted):
    """A kind of thing with the very shape of another."""


def test_what_is_sealed_for_one_purpose_opens_for_no_other(site: Site) -> None:
    """Not even where both have the same shape."""
    key = load_session_key(site.settings.session_key_file)
    kept = _Former(until=until(site.now, timedelta(minutes=1)), path=WANTED)
    sealed = Seal(key, _Former, site.now).close(kept)
    assert Seal(key, _Former, site.now).open(sealed) == kept
    assert Seal(key, Wanted, site.now).open(sealed) is None

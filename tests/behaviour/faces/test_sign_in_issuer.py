"""The development issuer: for one machine's own pages, for whoever knows the word."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from services.command.embedded.issuer import make_passphrase
from services.command.embedded.issuer_app import issuer_app
from shared.calendar import system_clock
from shared.refusal import Refusal
from tests.oidc.going_in import answer_to, sign_in
from tests.oidc.site import Browser, Site, code_in, site_in


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site with the development issuer."""
    with site_in(tmp_path) as one:
        yield one


@pytest.fixture
def browser(site: Site) -> Browser:
    """A browser that has never been there."""
    return Browser(site)


def test_the_development_issuer_asks_for_the_word(site: Site, browser: Browser) -> None:
    """Another user of the machine does not know it; each run has another, in a private file."""
    page = browser.look(site.sessions.sign_in_address("/"), onward=True)
    for said in ("", "wrong", site.home.issuer_passphrase.read_text() + "x"):
        answer = answer_to(browser, page, passphrase=said)
        assert (answer.status_code, code_in(answer)) == (403, "passphrase-wrong")
        assert f'value="{said}"' not in answer.text or not said
    for wrong in ({"person": "架空 花子"}, {"agency": ""}, {"person": "a@example.jp"}):
        assert code_in(answer_to(browser, page, **wrong)) == "actor-unreadable"
    assert code_in(answer_to(browser, page, "service")) == "actor-unreadable"

    before = site.home.issuer_passphrase.read_text()
    assert make_passphrase(site.home) != before
    assert site.home.issuer_passphrase.stat().st_mode & 0o777 == 0o600
    site.home.issuer_passphrase.unlink()
    site.home.issuer_passphrase.write_text("")
    assert code_in(answer_to(browser, page, passphrase="")) == "passphrase-wrong"


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": "https://evil.example/session/callback"},
        {"client_id": "other"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
        {"scope": "email"},
        {"nonce": ""},
    ],
)
def test_the_development_issuer_serves_the_pages_alone(
    site: Site, browser: Browser, changed: dict[str, str]
) -> None:
    """Only this machine's pages, back to their one address, with PKCE."""
    started = browser.look(site.sessions.sign_in_address("/")).headers["location"]
    asked = {k: v[0] for k, v in parse_qs(urlsplit(started).query).items()} | changed
    answer = browser.look(f"/issuer/authorize?{urlencode(asked)}")
    assert (answer.status_code, code_in(answer)) == (403, "sign-in-unreadable")
    page = browser.look(started)
    assert code_in(answer_to(browser, page, **changed)) == "sign-in-unreadable"


def test_the_development_issuers_codes_need_their_verifier(site: Site, browser: Browser) -> None:
    """Exchanged once, within a minute, by whoever knows what the challenge was made of."""
    sign_in(browser)
    verifier = "v" * 43
    digest = hashlib.sha256(verifier.encode()).digest()
    started = Browser(site).look(site.sessions.sign_in_address("/")).headers["location"]
    asked = {k: v[0] for k, v in parse_qs(urlsplit(started).query).items()} | {
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    }

    def exchanged(later: timedelta = timedelta(), **changed: str) -> list[int]:
        site.now.ahead = timedelta()
        back = browser.look(f"/issuer/authorize?{urlencode(asked)}").headers["location"]
        form = {
            "grant_type": "authorization_code",
            "code": parse_qs(urlsplit(back).query)["code"][0],
            "redirect_uri": asked["redirect_uri"],
            "client_id": asked["client_id"],
            "code_verifier": verifier,
        }
        site.now.ahead = later
        address = f"{site.url}/issuer/token"
        return [httpx.post(address, data=form | changed).status_code for _ in range(2)]

    assert exchanged() == [200, 400]
    assert exchanged(code_verifier="w" * 43) == [400, 400]
    assert exchanged(code_verifier="") == [400, 400]
    assert exchanged(redirect_uri="https://evil.example") == [400, 400]
    assert exchanged(client_id="other") == [400, 400]
    assert exchanged(grant_type="client_credentials") == [400, 400]
    assert exchanged(timedelta(minutes=2)) == [400, 400]


def test_the_development_issuer_starts_on_ones_own_machine_only(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a service is configured by its environment, nobody is vouched for by it."""
    monkeypatch.setenv("TSUNAGU_DATABASE_URL", "postgresql://x@y/z")
    with pytest.raises(Refusal) as refused:
        issuer_app(site.home, site.url, "intake", system_clock)
    assert refused.value.code == "development-issuer"

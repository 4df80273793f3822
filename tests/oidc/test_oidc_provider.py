"""Against a certified provider running here: signing in, tokens, rotation, and every wrong turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from shared.pages.session.seal import Seal, until
from shared.pages.session.session import COOKIE as SESSION
from shared.pages.session.session_key import load_session_key
from shared.pages.session.sign_in import COOKIE as SIGN_IN
from shared.pages.session.sign_in import KeptSignIn
from shared.refusal import Refusal
from shared.secret_file import create_secret_file
from shared.secret_key import create_secret_key
from shared.tokens.asking_issuer import AskingIssuer
from shared.tokens.discovered_keys import PAUSE_SECONDS, DiscoveredKeys
from shared.tokens.discovery import Discovery
from shared.tokens.issuer import PageClient, TokenIssuer
from shared.tokens.verifier import TokenVerifier
from tests.oidc.provider_process import (
    AUDIENCE,
    CLIENT,
    MACHINE,
    SECRET,
    Provider,
    new_key,
    provider_for,
    sign_in_as,
    signed_out,
)
from tests.oidc.site import AGENCY, WANTED, Browser, Now, Site, code_in, fields_of, site_in

pytestmark = pytest.mark.browser

HERE = {"agency": AGENCY, "purpose": "consultation"}
ACCOUNTS = {
    "w-1": HERE | {"role": "counsellor"},
    "w-2": HERE | {"role": ["counsellor", "secretariat"]},
    "w-none": HERE,
    "w-service": HERE | {"role": "service"},
    "hanako@example.jp": HERE | {"role": "counsellor"},
    MACHINE: HERE | {"role": "auditor"},
    f"{MACHINE}-several": HERE | {"role": ["auditor", "operator"]},
}
GROUPS = """
scopes: [openid]
person: staff
person_is_hidden: true
roles: groups
meanings:
  - {value: tsunagu-soudan, role: counsellor, purpose: consultation}
  - {value: tsunagu-jimukyoku, role: secretariat, purpose: support_system_review}
"""
STAFF = {
    "p-1": {
        "staff": "hanako@example.jp",
        "agency": AGENCY,
        "groups": ["everybody", "tsunagu-jimukyoku"],
    },
}


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A site that will trust a certified provider."""
    with site_in(tmp_path) as one:
        yield one


@pytest.fixture
def provider(site: Site) -> Iterator[Provider]:
    """The provider, and the site trusting it: a client with a secret, keys by discovery."""
    with provider_for(ACCOUNTS, site.url) as one:
        trust(site, one)
        yield one


def trust(site: Site, provider: Provider, **changed: object) -> None:
    """Configure the site as a town hall does."""
    secret = site.home.folder / "client_secret"
    if not secret.exists():
        create_secret_file(secret, SECRET.encode())
    issuer = TokenIssuer(provider.url, AUDIENCE)
    site.use(
        token_issuer=replace(issuer, **changed),  # type: ignore[arg-type]
        page_client=PageClient(CLIENT, site.url, secret),
    )


def come_in(site: Site, person: str = "w-1", browser: Browser | None = None) -> httpx.Response:
    """Sign in from a wanted page; what the site answers to the way back."""
    return sign_in_as(browser or Browser(site), person, site.sessions.sign_in_address(WANTED))


def test_whoever_signs_in_at_the_provider_has_a_session(site: Site, provider: Provider) -> None:
    """Login and consent there, PKCE and nonce between, and the wanted page in the end."""
    browser = Browser(site)
    back = come_in(site, "w-1", browser)

    assert (back.status_code, back.headers["location"]) == (303, WANTED)
    told = browser.who().json()
    assert told["actor"] == HERE | {"person": "w-1", "role": "counsellor"}
    assert provider.url not in str(told)
    site.now.ahead = timedelta(minutes=61)
    assert browser.who().json() == {"actor": None}

    site.now.ahead = timedelta()
    browser.keep(SESSION, "")
    again = browser.look(site.sessions.sign_in_address(WANTED), onward=True)
    assert again.url.path == WANTED
    assert browser.who().json()["actor"]["person"] == "w-1"


def test_a_client_without_a_secret_signs_in_by_pkce_alone(site: Site) -> None:
    """Where the provider knows the pages as a public client."""
    with provider_for(ACCOUNTS, site.url, secret=False) as public:
        trust(site, public)
        site.use(page_client=PageClient(CLIENT, site.url))
        assert come_in(site).headers["location"] == WANTED


def test_several_roles_are_chosen_from(site: Site, provider: Provider) -> None:
    """The provider gives two; the session is that of the one that was chosen."""
    assert provider.url
    browser = Browser(site)
    back = come_in(site, "w-2", browser)
    page = browser.look(back.headers["location"])
    assert browser.who().json() == {"actor": None}
    chosen = browser.send("/session/role", **fields_of(page), role="1")
    assert chosen.headers["location"] == WANTED
    assert browser.who().json()["actor"]["role"] == "secretariat"


@pytest.mark.parametrize(
    ("person", "code"),
    [
        ("w-none", "token-without-role"),
        ("w-service", "token-without-role"),
        ("hanako@example.jp", "person-not-opaque"),
    ],
)
def test_whom_nobody_gave_a_role_or_an_opaque_id_stays_outside(
    site: Site, provider: Provider, person: str, code: str
) -> None:
    """And the page that says so does not repeat who they are."""
    assert provider.url
    browser = Browser(site)
    answer = come_in(site, person, browser)
    assert (answer.status_code, code_in(answer)) == (401, code)
    assert person not in answer.text
    assert browser.who().json() == {"actor": None}


def test_groups_and_addresses_of_the_town_hall_are_mapped(site: Site, tmp_path: Path) -> None:
    """Of an e-mail address only an opaque id is left, the same each time and here alone."""
    claims, key = tmp_path / "claims.yaml", tmp_path / "worker_key"
    claims.write_text(GROUPS, encoding="utf-8")
    create_secret_key(key)
    with provider_for(STAFF, site.url) as provider:
        trust(site, provider, claims_file=claims, worker_key_file=key)
        persons = []
        for _ in range(2):
            browser = Browser(site)
            assert come_in(site, "p-1", browser).headers["location"] == WANTED
            actor = browser.who().json()["actor"]
            persons.append(actor["person"])
            assert actor["role"] == "secretariat"
            assert actor["purpose"] == "support_system_review"
        other = tmp_path / "other_key"
        create_secret_key(other)
        trust(site, provider, claims_file=claims, worker_key_file=other)
        browser = Browser(site)
        come_in(site, "p-1", browser)
    assert persons[0] == persons[1] != browser.who().json()["actor"]["person"]
    assert "hanako" not in persons[0]
    assert persons[0].startswith("w-")


def on_the_way(site: Site, browser: Browser) -> dict[str, str]:
    """Sign in at the provider and stop on the way back; its parameters."""
    told: dict[str, str] = {}
    look = browser.look

    def stop(address: str, *, onward: bool = False) -> httpx.Response:
        if urlsplit(address).path == "/session/callback":
            told.update({k: v[0] for k, v in parse_qs(urlsplit(address).query).items()})
            return httpx.Response(200)
        return look(address, onward=onward)

    browser.look = stop  # type: ignore[method-assign]
    come_in(site, "w-1", browser)
    browser.look = look  # type: ignore[method-assign]
    return told


def came_back(browser: Browser, told: dict[str, str]) -> str:
    """Come back with these parameters and be refused; why."""
    answer = browser.look(f"/session/callback?{urlencode(told)}")
    assert answer.status_code in (401, 403)
    assert browser.who().json() == {"actor": None}
    return code_in(answer)


def test_a_stolen_or_replayed_way_back_leads_nowhere(site: Site, provider: Provider) -> None:
    """In another browser, with another's state, twice, or as another issuer's answer."""
    assert provider.url
    browser = Browser(site)
    told = on_the_way(site, browser)
    assert told["iss"] == provider.url
    assert came_back(Browser(site), told) == "sign-in-not-ours"
    other = Browser(site)
    others = on_the_way(site, other)
    assert came_back(other, others | {"code": told["code"]}) == "sign-in-failed"
    kept = browser.cookie(SIGN_IN)
    assert kept is not None
    for mixed in ({"iss": "https://evil.example"}, {"state": others["state"]}):
        thief = Browser(site)
        thief.keep(SIGN_IN, kept)
        assert came_back(thief, told | mixed) == "sign-in-not-ours"

    once = Browser(site)
    told = on_the_way(site, once)
    kept = once.cookie(SIGN_IN)
    assert kept is not None
    assert once.look(f"/session/callback?{urlencode(told)}").status_code == 303
    twice = Browser(site)
    twice.keep(SIGN_IN, kept)
    assert came_back(twice, told) == "sign-in-failed"


@pytest.mark.parametrize(
    ("changed", "code"),
    [("nonce", "token-invalid"), ("verifier", "sign-in-failed"), ("state", "sign-in-not-ours")],
)
def test_what_was_promised_has_to_be_the_same(
    site: Site, provider: Provider, changed: str, code: str
) -> None:
    """A sign-in that another has begun: its nonce, its verifier or its state is another."""
    assert provider.url
    browser = Browser(site)
    told = on_the_way(site, browser)
    key = load_session_key(site.settings.session_key_file)
    seal = Seal(key, KeptSignIn, site.now)
    kept = seal.open(browser.cookie(SIGN_IN))
    assert kept is not None
    browser.keep(SIGN_IN, seal.close(kept.model_copy(update={changed: "x" * 43})))
    assert came_back(browser, told) == code


def test_an_id_token_of_yesterday_is_refused(site: Site, provider: Provider) -> None:
    """It was right for a minute; whoever waits longer signs in again."""
    assert provider.url
    browser = Browser(site)
    told = on_the_way(site, browser)
    key = load_session_key(site.settings.session_key_file)
    kept = Seal(key, KeptSignIn, site.now).open(browser.cookie(SIGN_IN))
    site.now.ahead = timedelta(minutes=5)
    assert kept is not None
    assert kept.until > site.now().timestamp()
    assert came_back(browser, told) == "token-expired"


def test_signing_out_ends_the_session_at_the_provider_too(site: Site, provider: Provider) -> None:
    """Its own page asks, and then knows the browser no longer."""
    browser = Browser(site)
    come_in(site, "w-1", browser)
    page = browser.send("/session/sign-out", form_token=browser.who().json()["form_token"])
    onward = page.headers["refresh"].removeprefix("0; url=")
    assert onward.startswith(provider.url)
    assert browser.who().json() == {"actor": None}
    end = signed_out(browser, browser.look(onward))
    assert end.url.path == "/session/signed-out"
    asked = browser.look(site.sessions.sign_in_address("/"), onward=True)
    assert str(asked.url).startswith(f"{provider.url}/interaction/")


def test_an_account_ends_with_the_contract(site: Site, provider: Provider) -> None:
    """The provider still knows the person; here they come in no more (law rule 55)."""
    assert provider.url
    site.entrust(timedelta(days=-2), timedelta(days=-1))
    browser = Browser(site)
    assert code_in(come_in(site, "w-1", browser)) == "contract-over"
    assert browser.who().json() == {"actor": None}
    site.entrust(timedelta(days=-2), timedelta(days=1))
    assert come_in(site, "w-1", Browser(site)).headers["location"] == WANTED


def test_a_machines_token_vouches_for_one_role(site: Site, provider: Provider) -> None:
    """A JWT access token of the provider, for us and nobody else; with several roles it is said."""
    assert site.url
    issuer = TokenIssuer(provider.url, AUDIENCE)
    now = Now()
    verifier = TokenVerifier(issuer, now)
    token = provider.machine_token()
    assert verifier.actor(token).model_dump() == HERE | {"person": MACHINE, "role": "auditor"}
    assert verifier.actor(token, "auditor").role == "auditor"

    several = provider.machine_token(f"{MACHINE}-several")
    assert verifier.actor(several, "operator").role == "operator"
    for wrong, role, code in (
        (several, None, "role-not-chosen"),
        (several, "secretariat", "role-not-held"),
        (token, "operator", "role-not-held"),
        (token[:-6] + "AAAAAA", None, "token-invalid"),
    ):
        assert refused(verifier, wrong, role) == code
    assert refused(TokenVerifier(replace(issuer, audience="urn:x"), now), token) == (
        "token-not-for-this-service"
    )
    now.ahead = timedelta(minutes=11)
    assert refused(verifier, token) == "token-expired"


def refused(verifier: TokenVerifier, token: str, role: str | None = None) -> str:
    """Why a token is worth nothing."""
    with pytest.raises(Refusal) as error:
        verifier.actor(token, role)
    assert token not in str(error.value)
    return error.value.code


def test_an_id_token_opens_nothing_over_http(site: Site, provider: Provider) -> None:
    """Whoever signs in to the pages cannot use what the provider says of them as a bearer token."""
    browser = Browser(site)
    told = on_the_way(site, browser)
    key = load_session_key(site.settings.session_key_file)
    kept = Seal(key, KeptSignIn, site.now).open(browser.cookie(SIGN_IN))
    assert kept is not None
    assert until(site.now, timedelta()) < kept.until
    answer = httpx.post(
        f"{provider.url}/token",
        data={
            "grant_type": "authorization_code",
            "code": told["code"],
            "redirect_uri": f"{site.url}/session/callback",
            "code_verifier": kept.verifier,
        },
        auth=(CLIENT, SECRET),
    )
    verifier = TokenVerifier(TokenIssuer(provider.url, CLIENT), site.now)
    assert refused(verifier, answer.json()["id_token"]) == "token-invalid"
    assert refused(verifier, answer.json()["access_token"]) == "token-invalid"


def test_keys_are_rotated_under_running_services(site: Site, provider: Provider) -> None:
    """A new key is fetched when it is first met; one that was withdrawn signs no longer."""
    assert site.url
    seconds = [0.0]
    issuer, asking = TokenIssuer(provider.url, AUDIENCE), AskingIssuer(None)
    discovery = Discovery(issuer, asking, lambda: seconds[0])
    keys = DiscoveredKeys(discovery, asking, lambda: seconds[0])
    assert keys.find("first", "RS256")
    assert keys.find("second", "RS256") is None

    second = new_key("second")
    provider.stop()
    provider.start(second, new_key("third"))
    assert keys.find("second", "RS256") is None
    seconds[0] += PAUSE_SECONDS + 1
    assert keys.find("second", "RS256")
    assert keys.find("third", "RS256")
    assert keys.find("first", "RS256") is None
    token = provider.machine_token()
    assert TokenVerifier(issuer, Now()).actor(token).person == MACHINE


def test_a_provider_that_is_down_is_told_as_such(site: Site, provider: Provider) -> None:
    """503 with whose matter it is; and when it is back, so is the sign-in."""
    provider.stop()
    answer = Browser(site).look(site.sessions.sign_in_address("/"))
    assert (answer.status_code, code_in(answer)) == (503, "issuer-unreachable")
    provider.start(new_key("first"))
    assert come_in(site).headers["location"] == WANTED

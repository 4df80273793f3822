"""A certified OpenID provider (the npm package ``oidc-provider``) as a process on this machine."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import ECKey, RSAKey

from services.command.embedded.nats_server import free_port
from services.command.embedded.process import die_with_parent
from tests.oidc.site import Browser

FOLDER = Path(__file__).parent / "provider"
CLIENT, SECRET = "tsunagu-pages", "only-for-the-tests-of-this-machine"
MACHINE = "w-machine"
AUDIENCE = "https://tsunagu.example/"
STEPS = 10
"""More pages than that no sign-in has."""

SigningKey = ECKey | RSAKey


def new_key(kid: str) -> RSAKey:
    """A signing key of its own."""
    return RSAKey.generate_key(2048, {"kid": kid, "use": "sig", "alg": "RS256"})


class Provider:
    """A provider that may be restarted with other keys, as one that rotates them.

    Args:
        accounts: what it tells of each person or machine, by their id.
        site: to whom it sends people back.
        secret: whether the client has one.
    """

    def __init__(
        self, accounts: Mapping[str, Mapping[str, Any]], site: str, *, secret: bool = True
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._accounts = accounts
        self._site = site
        self._secret = secret
        self._process: subprocess.Popen[str] | None = None

    def start(self, *keys: SigningKey) -> None:
        """Run it with these keys; the first one signs."""
        node = shutil.which("node")
        if node is None or not (FOLDER / "node_modules" / "oidc-provider").is_dir():
            pytest.fail("node と tests/oidc/provider/node_modules が要ります: make test-browser")
        self._process = subprocess.Popen(
            [node, str(FOLDER / "server.mjs"), json.dumps(self._description(keys))],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - it starts no threads of ours
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == "ready\n", "the provider does not start"

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def machine_token(self, client: str = MACHINE) -> str:
        """A JWT access token (RFC 9068) for a machine."""
        answer = httpx.post(
            f"{self.url}/token",
            data={"grant_type": "client_credentials", "resource": AUDIENCE},
            auth=(client, SECRET),
        )
        assert answer.status_code == 200, answer.text
        token: str = answer.json()["access_token"]
        return token

    def _description(self, keys: tuple[SigningKey, ...]) -> dict[str, Any]:
        pages: dict[str, Any] = {
            "client_id": CLIENT,
            "redirect_uris": [f"{self._site}/session/callback"],
            "post_logout_redirect_uris": [f"{self._site}/session/signed-out"],
            "token_endpoint_auth_method": "none",
        }
        if self._secret:
            pages |= {"client_secret": SECRET, "token_endpoint_auth_method": "client_secret_basic"}
        machines = [
            {
                "client_id": name,
                "client_secret": SECRET,
                "grant_types": ["client_credentials"],
                "redirect_uris": [],
                "response_types": [],
            }
            for name in self._accounts
            if name.startswith(MACHINE)
        ]
        return {
            "issuer": self.url,
            "port": self.port,
            "clients": [pages, *machines],
            "jwks": {"keys": [key.as_dict(private=True) for key in keys]},
            "cookieKey": "of-one-test-run",
            "accounts": self._accounts,
            "audience": AUDIENCE,
            "algorithm": "RS256",
        }


@contextmanager
def provider_for(
    accounts: Mapping[str, Mapping[str, Any]], site: str, *, secret: bool = True
) -> Iterator[Provider]:
    """A running provider with a key of its own."""
    provider = Provider(accounts, site, secret=secret)
    try:
        provider.start(new_key("first"))
        yield provider
    finally:
        provider.stop()


def sign_in_as(browser: Browser, person: str, begin: str) -> httpx.Response:
    """Sign in with the provider's own pages: its login, its consent, and back to the site.

    Returns:
        What the site answers to the way back, not yet followed.
    """
    answer = browser.look(begin)
    for _ in range(STEPS):
        if answer.is_redirect:
            address = str(answer.next_request.url) if answer.next_request else ""
            if address.startswith(f"{browser.site.url}/session/callback"):
                return browser.look(address)
            answer = browser.look(address)
        else:
            answer = _filled_in(browser, answer, person)
    raise AssertionError(answer.text)


def signed_out(browser: Browser, page: httpx.Response) -> httpx.Response:
    """Confirm the provider's question whether to sign out; where that leads."""
    action, fields = _form(page)
    return browser.client.post(action, data=fields | {"logout": "yes"}, follow_redirects=True)


def _filled_in(browser: Browser, page: httpx.Response, person: str) -> httpx.Response:
    action, fields = _form(page)
    if 'name="login"' in page.text:
        fields |= {"login": person, "password": "anything"}
    return browser.client.post(action, data=fields)


def _form(page: httpx.Response) -> tuple[str, dict[str, str]]:
    action = re.search(r'<form[^>]* action="([^"]+)"', page.text)
    assert action, page.text
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    address = str(page.url.join(html.unescape(action[1])))
    return address, {name: html.unescape(value) for name, value in hidden}

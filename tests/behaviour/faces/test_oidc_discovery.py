"""An issuer that says wrong things of itself: nobody is asked but the issuer, nor for long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from services.command.embedded.nats_server import free_port
from shared.refusal import Refusal
from shared.tokens import asking_issuer
from shared.tokens.asking_issuer import LARGEST_ANSWER, AskingIssuer
from shared.tokens.discovered_keys import (
    FRESH_SECONDS,
    PAUSE_SECONDS,
    STALE_SECONDS,
    DiscoveredKeys,
)
from shared.tokens.discovery import Discovery
from shared.tokens.issuer import TokenIssuer, origin_of
from tests.oidc.site import served

KEY = ECKey.generate_key("P-256", {"kid": "one", "use": "sig", "alg": "ES256"})
DOCUMENT, KEYS = "/.well-known/openid-configuration", "/jwks"


@dataclass
class Elsewhere:
    """Another machine, which nobody may be made to ask.

    Attributes:
        asked: what it was asked for.
    """

    asked: list[str] = field(default_factory=list)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer anything with what would be believed, were it asked."""
        if scope["type"] == "http":
            self.asked.append(scope["path"])
            told = {"keys": [KEY.as_dict(private=False)]}
            await Response(json.dumps(told))(scope, receive, send)


@dataclass
class Issuer:
    """An issuer that says of itself what a test wants.

    Attributes:
        url: where it answers.
        answers: by path; a ``Response`` or what becomes one.
        asked: what it was asked for.
    """

    url: str
    answers: dict[str, Any] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.answers = {
            DOCUMENT: {
                "issuer": self.url,
                "jwks_uri": self.url + KEYS,
                "authorization_endpoint": f"{self.url}/auth",
                "token_endpoint": f"{self.url}/token",
            },
            KEYS: {"keys": [KEY.as_dict(private=False)]},
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as it is told to."""
        if scope["type"] == "http":
            path = Request(scope).url.path
            self.asked.append(path)
            told = self.answers.get(path)
            right = told if isinstance(told, Response) else Response(json.dumps(told))
            await right(scope, receive, send)

    def say(self, **changed: Any) -> None:
        """Say something else of itself."""
        self.answers[DOCUMENT] |= changed


@pytest.fixture
def elsewhere() -> Iterator[tuple[Elsewhere, str]]:
    """Another machine and its address."""
    machine, port = Elsewhere(), free_port()
    with served(machine, port):
        yield machine, f"http://127.0.0.1:{port}"


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """An issuer."""
    port = free_port()
    one = Issuer(f"http://127.0.0.1:{port}")
    with served(one, port):
        yield one


class Keys:
    """Its keys as a service has them, on a clock that a test moves."""

    def __init__(self, issuer: Issuer) -> None:
        self.seconds = 0.0
        asking, trusted = AskingIssuer(None), TokenIssuer(issuer.url, "urn:x")
        discovery = Discovery(trusted, asking, lambda: self.seconds)
        self._keys = DiscoveredKeys(discovery, asking, lambda: self.seconds)

    def has(self, key_id: str) -> bool:
        """Whether a key of this id may sign."""
        return self._keys.find(key_id, "ES256") is not None

    def refusal(self) -> str:
        """Why there are no keys."""
        with pytest.raises(Refusal) as refused:
            self._keys.find("one", "ES256")
        return refused.value.code


def test_keys_are_asked_for_once(issuer: Issuer) -> None:
    """And kept as long as they are fresh."""
    keys = Keys(issuer)
    for _ in range(5):
        assert keys.has("one")
    assert issuer.asked == [DOCUMENT, KEYS]
    keys.seconds = FRESH_SECONDS + 1
    assert keys.has("one")
    assert issuer.asked == [DOCUMENT, KEYS, KEYS]


def test_unknown_keys_cannot_be_used_to_flood_the_issuer(issuer: Issuer) -> None:
    """However many made-up ids come, it is asked at most every half minute."""
    keys = Keys(issuer)
    for second in range(100):
        keys.seconds = float(second)
        for number in range(10):
            assert not keys.has(f"made-up-{second}-{number}")
    assert issuer.asked.count(KEYS) == 1 + 99 // (int(PAUSE_SECONDS))


def test_a_withdrawn_key_signs_no_longer(issuer: Issuer) -> None:
    """At the latest when the keys are no longer fresh; a new one within half a minute."""
    keys = Keys(issuer)
    assert keys.has("one")
    new = ECKey.generate_key("P-256", {"kid": "two", "use": "sig"})
    issuer.answers[KEYS] = {"keys": [new.as_dict(private=False)]}
    assert not keys.has("two")
    keys.seconds = PAUSE_SECONDS
    assert keys.has("two")
    assert not keys.has("one")


def test_the_last_keys_are_believed_for_a_while(issuer: Issuer) -> None:
    """An issuer that is down for an hour stops nobody who has a token; then it does."""
    keys = Keys(issuer)
    assert keys.has("one")
    issuer.answers[KEYS] = Response("", 500)
    keys.seconds = FRESH_SECONDS + 1
    assert keys.has("one")
    keys.seconds = STALE_SECONDS + 1
    assert keys.refusal() == "issuer-unreachable"
    issuer.answers[KEYS] = {"keys": [KEY.as_dict(private=False)]}
    assert keys.refusal() == "issuer-unreachable"
    keys.seconds += PAUSE_SECONDS
    assert keys.has("one")


@pytest.mark.parametrize(
    "name", ["jwks_uri", "authorization_endpoint", "token_endpoint", "end_session_endpoint"]
)
def test_an_issuer_sends_us_nowhere_else(
    issuer: Issuer, elsewhere: tuple[Elsewhere, str], name: str
) -> None:
    """Another port, another host, a file, a name that only looks like its own: all refused."""
    machine, address = elsewhere
    host = issuer.url.removeprefix("http://")
    for wrong in (
        f"{address}/keys",
        "http://169.254.169.254/latest/meta-data",
        f"http://{host}@{address.removeprefix('http://')}/keys",
        f"http://{host}.evil.example/keys",
        f"https://{host}/keys",
        f"http://localhost:{host.split(':')[1]}/keys",
        f"http://{host}\\@evil.example/keys",
        f"http://{host}/\nkeys",
        "http://[::1]:1/keys",
        "http://127.0.0.1:99999/keys",
        "file:///etc/passwd",
        "//evil.example/keys",
        "/keys",
        "",
    ):
        issuer.say(**{name: wrong})
        assert Keys(issuer).refusal() == "issuer-document-wrong", wrong
    assert machine.asked == []
    assert set(issuer.asked) == {DOCUMENT}


def test_an_issuer_has_its_own_name(issuer: Issuer) -> None:
    """To the letter: not with a slash more, not another's."""
    for wrong in (f"{issuer.url}/", issuer.url.upper(), "https://evil.example", "", None):
        issuer.say(issuer=wrong)
        assert Keys(issuer).refusal() == "issuer-document-wrong"


@pytest.mark.parametrize("path", [DOCUMENT, KEYS])
def test_redirects_are_not_followed(
    issuer: Issuer, elsewhere: tuple[Elsewhere, str], path: str
) -> None:
    """Neither to another machine nor to another page of the same."""
    machine, address = elsewhere
    for target in (f"{address}/keys", issuer.url + "/other"):
        issuer.answers[path] = Response("", 302, {"Location": target})
        assert Keys(issuer).refusal() == "issuer-unreachable"
    assert machine.asked == []
    assert "/other" not in issuer.asked


@pytest.mark.parametrize("path", [DOCUMENT, KEYS])
def test_too_much_is_not_read(issuer: Issuer, path: str) -> None:
    """An answer without end is cut off, also where it says that it is compressed."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(10_000):
            yield b" " * 4_096

    issuer.answers[path] = StreamingResponse(endless())
    assert Keys(issuer).refusal() == "issuer-unreachable"
    issuer.answers[path] = Response(b" " * (LARGEST_ANSWER + 1))
    assert Keys(issuer).refusal() == "issuer-unreachable"
    issuer.answers[path] = Response(b"\x1f\x8b not read", headers={"Content-Encoding": "gzip"})
    assert Keys(issuer).refusal() == "issuer-document-wrong"


def test_whoever_answers_too_slowly_is_not_waited_for(
    issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A byte now and then keeps nobody waiting for longer than the whole may take."""
    monkeypatch.setattr(asking_issuer, "WITHIN_SECONDS", 0.3)

    async def dripping() -> AsyncIterator[bytes]:
        for _ in range(600):
            yield b" "
            await asyncio.sleep(0.05)

    issuer.answers[KEYS] = StreamingResponse(dripping())
    assert Keys(issuer).refusal() == "issuer-unreachable"


@pytest.mark.parametrize(
    "keys",
    [
        [],
        {"keys": {}},
        {"keys": [1]},
        "no",
        {"keys": [OKPKey.generate_key("Ed25519", {"kid": "one"}).as_dict(private=True)]},
        {"keys": [OctKey.generate_key(256, {"kid": "one"}).as_dict(private=True)]},
    ],
)
def test_what_is_no_public_key_set_is_not_believed(issuer: Issuer, keys: object) -> None:
    """Also one with a private or a symmetric key in it."""
    issuer.answers[KEYS] = keys
    assert Keys(issuer).refusal() == "issuer-document-wrong"


def test_an_authority_of_its_own_is_named_or_not_trusted(tmp_path: Path) -> None:
    """Over TLS a certificate that nobody vouches for is not believed; a wrong file says so too."""
    nobody = AskingIssuer(tmp_path / "missing.crt")
    with pytest.raises(Refusal) as refused:
        nobody.get("https://127.0.0.1:1/")
    assert refused.value.code == "issuer-unreachable"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Issuer.Example/x", ("https", "issuer.example", 443)),
        ("https://issuer.example:8443", ("https", "issuer.example", 8443)),
        ("http://127.0.0.1:80/x", ("http", "127.0.0.1", 80)),
        ("http://[::1]:9/x", ("http", "::1", 9)),
        ("http://localhost/x", ("http", "localhost", 80)),
        ("http://10.0.0.1/x", None),
        ("http://localhost.evil.example/x", None),
        ("ftp://issuer.example/x", None),
        ("https://a:b@issuer.example/x", None),
        ("https://issuer.example:x/", None),
        ("https:///x", None),
        ("https://[/x", None),
        ("https://issuer.example/\u3000", None),
    ],
)
def test_an_address_that_may_be_asked(address: str, origin: tuple[str, str, int] | None) -> None:
    """Over TLS, or on the machine itself; with a host and nothing hidden."""
    assert origin_of(address) == origin

"""Bearer tokens: whom one vouches for, and everything that makes one worthless."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from services.command.embedded.issuer import create_issuer, issue
from shared.identity import Actor
from shared.refusal import Refusal
from shared.settings import Home, from_environment
from shared.tokens.issuer import DEVELOPMENT_ISSUER, PageClient, TokenIssuer
from shared.tokens.issuer_keys import ALGORITHMS
from shared.tokens.remembered import KEPT_TOKENS, Remembered, Vouched
from shared.tokens.verifier import TokenVerifier

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
CLAIMS: dict[str, Any] = {
    "iss": "https://issuer.example",
    "aud": "urn:conference",
    "sub": "w-1",
    "iat": SECONDS,
    "exp": SECONDS + 600,
    "agency": "a-1",
    "role": "secretariat",
    "purpose": "conference",
}
ACTOR = Actor(person="w-1", agency="a-1", role="secretariat", purpose="conference")
KEYS: dict[str, ECKey | OKPKey | RSAKey] = {
    "Ed25519": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
    "EdDSA": OKPKey.generate_key("Ed25519", {"kid": "old-ed"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec"}),
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa"}),
}
ANY = JWSRegistry(algorithms=[*ALGORITHMS, "PS256", "ES384"])


def signed(alg: str = "Ed25519", header: dict[str, Any] | None = None, **changed: Any) -> str:
    """A token that is right but for what is changed; a claim of ``None`` is left out."""
    claims = {name: value for name, value in (CLAIMS | changed).items() if value is not None}
    key = KEYS[alg]
    told = {"alg": alg, "typ": "at+jwt", "kid": key.kid, **(header or {})}
    return jwt.encode(told, claims, key, registry=ANY)


@pytest.fixture
def jwks(tmp_path: Path) -> Path:
    """The issuer's public keys."""
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps({"keys": [key.as_dict(private=False) for key in KEYS.values()]}))
    return path


@pytest.fixture
def verifier(jwks: Path) -> TokenVerifier:
    """A service that trusts the issuer, at the instant of issue."""
    return TokenVerifier(TokenIssuer(CLAIMS["iss"], CLAIMS["aud"], jwks), lambda: NOW)


def code_of(verifier: TokenVerifier, token: str) -> str:
    """Why a token is worthless."""
    with pytest.raises(Refusal) as refused:
        verifier.actor(token)
    assert token not in str(refused.value) or not token
    return refused.value.code


@pytest.mark.parametrize("alg", ALGORITHMS)
def test_a_right_token_vouches_for_its_actor(verifier: TokenVerifier, alg: str) -> None:
    """Whatever allowed algorithm signed it; the audience may be one of several."""
    assert verifier.actor(signed(alg)) == ACTOR
    assert verifier.actor(signed(alg, aud=["urn:other", "urn:conference"])) == ACTOR
    assert verifier.actor(signed(alg, header={"typ": "application/AT+JWT"})) == ACTOR


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"exp": SECONDS - 30, "iat": SECONDS - 600}, "token-expired"),
        ({"iat": SECONDS + 31}, "token-invalid"),
        ({"nbf": SECONDS + 31}, "token-invalid"),
        ({"exp": SECONDS + 3_601}, "token-invalid"),
        ({"exp": 10**400}, "token-invalid"),
        ({"exp": None}, "token-invalid"),
        ({"exp": str(SECONDS + 600)}, "token-invalid"),
        ({"exp": True}, "token-invalid"),
        ({"iat": None}, "token-invalid"),
        ({"sub": None}, "token-invalid"),
        ({"sub": "架空 花子"}, "person-not-opaque"),
        ({"sub": "hanako@example.jp"}, "person-not-opaque"),
        ({"sub": ""}, "token-invalid"),
        ({"sub": 7}, "token-invalid"),
        ({"agency": ""}, "token-invalid"),
        ({"purpose": None}, "token-invalid"),
        ({"aud": "urn:other"}, "token-not-for-this-service"),
        ({"aud": []}, "token-not-for-this-service"),
        ({"aud": None}, "token-invalid"),
        ({"iss": "https://issuer.example/"}, "token-not-for-this-service"),
        ({"role": "mayor"}, "token-without-role"),
        ({"role": None}, "token-without-role"),
        ({"role": "service"}, "token-without-role"),
        ({"role": ["mayor"]}, "token-without-role"),
        ({"role": ["secretariat", "mayor"]}, "token-without-role"),
        ({"role": []}, "token-without-role"),
        ({"role": ["secretariat", "auditor"]}, "role-not-chosen"),
    ],
)
def test_a_wrong_claim_makes_it_worthless(
    verifier: TokenVerifier, changed: dict[str, Any], code: str
) -> None:
    """Too old, too long, for somebody else, without a role of a person."""
    assert code_of(verifier, signed(**changed)) == code


def test_whoever_has_several_roles_says_which(verifier: TokenVerifier) -> None:
    """One of those that the token gives, and no other."""
    token = signed(role=["secretariat", "auditor", "secretariat"])
    assert verifier.actor(token, "secretariat") == ACTOR
    assert verifier.actor(token, "auditor").role == "auditor"
    assert verifier.actor(signed(role=["secretariat"])) == ACTOR
    for one, role in ((token, "operator"), (signed(), "auditor"), (signed(), "service")):
        with pytest.raises(Refusal) as refused:
            verifier.actor(one, role)
        assert refused.value.code == "role-not-held"


def test_clocks_may_differ_by_half_a_minute(verifier: TokenVerifier) -> None:
    """A token that expired 29 seconds ago, or begins in 30, is still one."""
    assert verifier.actor(signed(exp=SECONDS - 29, iat=SECONDS - 600)) == ACTOR
    assert verifier.actor(signed(iat=SECONDS + 30)) == ACTOR


def test_a_token_that_was_read_before_ends_all_the_same(jwks: Path) -> None:
    """What is remembered of it outlives neither its time nor the time before it begins."""
    now = [NOW]
    verifier = TokenVerifier(TokenIssuer(CLAIMS["iss"], CLAIMS["aud"], jwks), lambda: now[0])
    token = signed()
    assert verifier.actor(token) == ACTOR
    now[0] = NOW + timedelta(seconds=629)
    assert verifier.actor(token) == ACTOR
    now[0] = NOW + timedelta(seconds=630)
    assert code_of(verifier, token) == "token-expired"
    now[0] = NOW - timedelta(seconds=31)
    assert code_of(verifier, token) == "token-invalid"


def test_a_token_that_was_read_before_is_read_anew_with_a_new_key(
    verifier: TokenVerifier, jwks: Path
) -> None:
    """Another key under the same id did not sign it; the same keys written again did."""
    token = signed()
    assert verifier.actor(token) == ACTOR
    jwks.write_text(" " + jwks.read_text())
    assert verifier.actor(token) == ACTOR
    other = OKPKey.generate_key("Ed25519", {"kid": "ed"})
    jwks.write_text(json.dumps({"keys": [other.as_dict(private=False)]}))
    assert code_of(verifier, token) == "token-invalid"


def test_what_is_remembered_of_tokens_has_an_end() -> None:
    """The token that was not used for longest is forgotten."""
    remembered = Remembered()
    vouched = Vouched({}, KEYS["Ed25519"], SECONDS, SECONDS + 600, (ACTOR,))
    remembered.put(b"first", vouched)
    for number in range(KEPT_TOKENS):
        remembered.put(str(number).encode(), vouched)
    assert remembered.get(b"first") is None
    assert remembered.get(b"0") is vouched


def test_only_an_access_token_opens_anything(verifier: TokenVerifier) -> None:
    """An ID token of the same issuer, signed with the same key, is refused by its type."""
    assert code_of(verifier, signed(header={"typ": "JWT"})) == "token-invalid"


def b64(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def hand_made(header: dict[str, Any], sign: bytes | None) -> str:
    """A token that no library would make."""
    body = b64(json.dumps(header).encode()) + "." + b64(json.dumps(CLAIMS).encode())
    mac = hmac.new(sign, body.encode(), hashlib.sha256).digest() if sign is not None else b""
    return f"{body}.{b64(mac)}"


def test_neither_no_signature_nor_a_shared_secret_is_accepted(verifier: TokenVerifier) -> None:
    """``none``, and HS256 keyed with the public key in any of its forms (RFC 8725 section 2.1)."""
    for alg in ("none", "None", "NONE", ""):
        forged = hand_made({"alg": alg, "typ": "at+jwt", "kid": "ed"}, None)
        assert code_of(verifier, forged) == "token-invalid"
    rsa = KEYS["RS256"]
    for secret in (rsa.as_pem(private=False), rsa.as_der(private=False), b""):
        forged = hand_made({"alg": "HS256", "typ": "at+jwt", "kid": "rsa"}, secret)
        assert code_of(verifier, forged) == "token-invalid"


def test_only_listed_algorithms_with_their_own_kind_of_key(verifier: TokenVerifier) -> None:
    """PS256 with a known RSA key is not on the list; RS256 of an unknown key has no key."""
    rsa = KEYS["RS256"]
    header = {"typ": "at+jwt", "kid": rsa.kid}
    padded = jwt.encode({"alg": "PS256", **header}, CLAIMS, rsa, registry=ANY)
    other = OKPKey.generate_key("Ed25519", {"kid": "ed"})
    forged = jwt.encode(
        {"alg": "Ed25519", "typ": "at+jwt", "kid": "ed"}, CLAIMS, other, registry=ANY
    )
    own = {"jwk": other.as_dict(private=False), "jku": "https://evil.example", "kid": "ed"}
    carrying = jwt.encode({"alg": "Ed25519", "typ": "at+jwt", **own}, CLAIMS, other, registry=ANY)

    for token in (padded, forged, carrying, signed(header={"kid": "rsa"})):
        assert code_of(verifier, token) == "token-invalid"


def test_a_changed_token_is_worthless(verifier: TokenVerifier) -> None:
    """A claim or the header changed after signing; cut, doubled, or no token at all."""
    header, _, signature = signed().split(".")
    other = b64(json.dumps(CLAIMS | {"role": "auditor"}).encode())
    deep = b64(b"[" * 5_000)
    for token in (
        f"{header}.{other}.{signature}",
        f"{header}.{other}.",
        f"{header}.{other}",
        f"{deep}.{other}.{signature}",
        f"{b64(b'[]')}.{other}.{signature}",
        f"{b64(b'null')}.{other}.{signature}",
        f"{b64(bytes([0xFF, 0xFE]))}.{other}.{signature}",
        "....",
        "a.b.c.d.e",
        "",
        "日本語",
        "x" * 100_000,
    ):
        assert code_of(verifier, token) == "token-invalid"


def test_keys_are_read_again_when_the_file_changes(verifier: TokenVerifier, jwks: Path) -> None:
    """A key that the issuer has withdrawn signs no longer; a new one does at once."""
    before = signed()
    assert verifier.actor(before) == ACTOR
    new = OKPKey.generate_key("Ed25519", {"kid": "new"})
    jwks.write_text(json.dumps({"keys": [new.as_dict(private=False)]}))

    assert code_of(verifier, before) == "token-invalid"
    header = {"alg": "Ed25519", "typ": "at+jwt", "kid": "new"}
    assert verifier.actor(jwt.encode(header, CLAIMS, new, registry=ANY)) == ACTOR


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"keys": [1]}', '{"keys": {}}', "[" * 9_999])
def test_an_unreadable_key_file_is_no_fault_of_whoever_asks(
    verifier: TokenVerifier, jwks: Path, text: str
) -> None:
    """Then nobody is answered, and it is told whose matter it is."""
    jwks.write_text(text)
    assert code_of(verifier, signed()) == "issuer-keys-unreadable"


def test_private_symmetric_and_short_keys_are_not_taken(
    verifier: TokenVerifier, jwks: Path
) -> None:
    """A private key among the public ones stops everything; a short RSA key signs nothing."""
    jwks.write_text(json.dumps({"keys": [KEYS["Ed25519"].as_dict(private=True)]}))
    assert code_of(verifier, signed()) == "issuer-keys-unreadable"

    weak = RSAKey.generate_key(1024, {"kid": "weak"})
    for_encryption = KEYS["Ed25519"].as_dict(private=False) | {"use": "enc"}
    jwks.write_text(json.dumps({"keys": [weak.as_dict(private=False), for_encryption]}))
    header = {"alg": "RS256", "typ": "at+jwt", "kid": "weak"}
    assert code_of(verifier, jwt.encode(header, CLAIMS, weak, registry=ANY)) == "token-invalid"
    assert code_of(verifier, signed()) == "token-invalid"


def test_the_folders_own_issuer_vouches_on_this_folder_only(tmp_path: Path) -> None:
    """Its key is the owner's alone, and another folder does not know it."""
    home, other = Home(tmp_path / "home"), Home(tmp_path / "other")
    for one in (home, other):
        one.issuer_key.parent.mkdir(parents=True)
        create_issuer(one)
    token = issue(home, ACTOR, timedelta(minutes=5), lambda: NOW)
    here, there = home.settings("conference").token_issuer, other.settings("conference")
    assert here is not None
    assert there.token_issuer is not None

    assert TokenVerifier(here, lambda: NOW).actor(token) == ACTOR
    assert code_of(TokenVerifier(there.token_issuer, lambda: NOW), token) == "token-invalid"
    assert home.issuer_key.stat().st_mode & 0o777 == 0o600
    assert '"d"' not in home.issuer_jwks.read_text()


def test_a_configured_service_never_trusts_the_development_issuer(tmp_path: Path) -> None:
    """Neither by name, nor half configured; without an issuer it has none."""
    environment = {
        "TSUNAGU_DATABASE_URL": "sqlite:///x",
        "TSUNAGU_KEYS_URL": "sqlite:///y",
        "TSUNAGU_KEK_FILE": "kek",
        "TSUNAGU_NATS_URL": "nats://x",
        "TSUNAGU_NATS_SEED_FILE": "seed",
        "TSUNAGU_HTTP_PORT": "1",
    }
    issuer = {
        "TSUNAGU_ISSUER": "https://issuer.example",
        "TSUNAGU_AUDIENCE": "urn:conference",
        "TSUNAGU_JWKS_FILE": str(tmp_path / "jwks.json"),
    }

    pages = {"TSUNAGU_CLIENT_ID": "pages", "TSUNAGU_SITE": "https://tsunagu.example"}

    assert from_environment("conference", environment).token_issuer is None
    assert from_environment("conference", environment).page_client is None
    discovering = environment | issuer | pages | {"TSUNAGU_JWKS_FILE": ""}
    found = from_environment("conference", discovering)
    assert found.token_issuer == TokenIssuer("https://issuer.example", "urn:conference")
    assert found.page_client == PageClient("pages", "https://tsunagu.example")
    configured = from_environment("conference", environment | issuer).token_issuer
    assert configured == TokenIssuer(
        "https://issuer.example", "urn:conference", tmp_path / "jwks.json"
    )
    for wrong, code in (
        ({"TSUNAGU_ISSUER": DEVELOPMENT_ISSUER}, "development-issuer"),
        ({"TSUNAGU_AUDIENCE": ""}, "setting-missing"),
        ({"TSUNAGU_ISSUER": ""}, "setting-missing"),
        ({"TSUNAGU_ISSUER": "http://issuer.example"}, "issuer-address-unsafe"),
        ({"TSUNAGU_ISSUER": "https://user@issuer.example"}, "issuer-address-unsafe"),
        ({"TSUNAGU_ISSUER": "https://issuer.example?x=1"}, "issuer-address-unsafe"),
        ({"TSUNAGU_ISSUER": "file:///etc/passwd"}, "issuer-address-unsafe"),
        ({"TSUNAGU_ISSUER": "issuer.example"}, "issuer-address-unsafe"),
        ({"TSUNAGU_SITE": "https://tsunagu.example"}, "setting-missing"),
        (pages | {"TSUNAGU_SITE": "https://tsunagu.example/x"}, "issuer-address-unsafe"),
        (pages | {"TSUNAGU_SITE": "http://tsunagu.example"}, "issuer-address-unsafe"),
    ):
        with pytest.raises(Refusal) as refused:
            from_environment("conference", environment | issuer | wrong)
        assert refused.value.code == code

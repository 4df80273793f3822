"""ID tokens: whom one tells of, and everything that makes one tell nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

from shared.refusal import Refusal
from shared.tokens.id_token import IdTokens
from shared.tokens.issuer import PageClient, TokenIssuer
from shared.tokens.issuer_keys import ALGORITHMS, FiledKeys

NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
CLAIMS: dict[str, Any] = {
    "iss": "https://issuer.example",
    "aud": "pages",
    "sub": "w-1",
    "iat": SECONDS,
    "exp": SECONDS + 60,
    "nonce": "n-1",
}
KEYS: dict[str, ECKey | OKPKey | RSAKey] = {
    "Ed25519": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec"}),
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa"}),
}
REGISTRY = JWSRegistry(algorithms=list(ALGORITHMS))
ACCESS = "an.access.token"


def signed(alg: str = "ES256", typ: str | None = "JWT", **changed: Any) -> str:
    """A token that is right but for what is changed; a claim of ``None`` is left out."""
    claims = {name: value for name, value in (CLAIMS | changed).items() if value is not None}
    header = {"alg": alg, "kid": KEYS[alg].kid} | ({"typ": typ} if typ else {})
    return jwt.encode(header, claims, KEYS[alg], registry=REGISTRY)


def half_hash(algorithm: str, token: str) -> str:
    """``at_hash`` (OpenID Connect Core 1.0 section 3.1.3.6)."""
    digest = hashlib.new(algorithm, token.encode()).digest()
    return base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()


@pytest.fixture
def tokens(tmp_path: Path) -> IdTokens:
    """A client of the issuer."""
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps({"keys": [key.as_dict(private=False) for key in KEYS.values()]}))
    issuer = TokenIssuer("https://issuer.example", "urn:x", path)
    client = PageClient("pages", "https://site.example")
    return IdTokens(issuer, client, FiledKeys(path), lambda: NOW)


def refused(tokens: IdTokens, token: str, access: str | None = ACCESS) -> str:
    """Why a token tells nothing."""
    with pytest.raises(Refusal) as error:
        tokens.claims(token, "n-1", access)
    return error.value.code


@pytest.mark.parametrize("alg", KEYS)
def test_a_right_token_tells_who_signed_in(tokens: IdTokens, alg: str) -> None:
    """Whatever allowed algorithm signed it, whether or not it names the party it is for."""
    assert tokens.claims(signed(alg), "n-1", ACCESS)["sub"] == "w-1"
    assert tokens.claims(signed(alg, None), "n-1", None)["sub"] == "w-1"
    assert tokens.claims(signed(alg, azp="pages"), "n-1", None)["sub"] == "w-1"
    assert tokens.claims(signed(alg, aud=["pages"]), "n-1", None)["sub"] == "w-1"
    several = signed(alg, aud=["pages", "other"], azp="pages")
    assert tokens.claims(several, "n-1", None)["sub"] == "w-1"


@pytest.mark.parametrize(("alg", "digest"), [("RS256", "sha256"), ("Ed25519", "sha512")])
def test_the_access_token_belongs_to_it(tokens: IdTokens, alg: str, digest: str) -> None:
    """Another one, or none, is not the one it was given along with."""
    token = signed(alg, at_hash=half_hash(digest, ACCESS))
    assert tokens.claims(token, "n-1", ACCESS)["sub"] == "w-1"
    for other in ("another", "日本", "", None):
        assert refused(tokens, token, other) == "token-invalid"
    wrong = "sha512" if digest == "sha256" else "sha256"
    assert refused(tokens, signed(alg, at_hash=half_hash(wrong, ACCESS))) == "token-invalid"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"iss": "https://evil.example"}, "token-not-for-this-service"),
        ({"iss": "https://issuer.example/"}, "token-not-for-this-service"),
        ({"iss": None}, "token-invalid"),
        ({"aud": "other"}, "token-not-for-this-service"),
        ({"aud": []}, "token-not-for-this-service"),
        ({"aud": ["pages", "other"]}, "token-not-for-this-service"),
        ({"aud": ["pages", "other"], "azp": "other"}, "token-not-for-this-service"),
        ({"aud": ["other"], "azp": "pages"}, "token-not-for-this-service"),
        ({"azp": "other"}, "token-not-for-this-service"),
        ({"nonce": "n-2"}, "token-invalid"),
        ({"nonce": ""}, "token-invalid"),
        ({"nonce": None}, "token-invalid"),
        ({"exp": SECONDS - 30, "iat": SECONDS - 60}, "token-expired"),
        ({"exp": None}, "token-invalid"),
        ({"exp": "1"}, "token-invalid"),
        ({"iat": SECONDS + 31}, "token-invalid"),
        ({"iat": None}, "token-invalid"),
        ({"typ": "at+jwt"}, "token-invalid"),
        ({"typ": "Application/AT+JWT"}, "token-invalid"),
    ],
)
def test_a_wrong_token_tells_nothing(tokens: IdTokens, changed: dict[str, Any], code: str) -> None:
    """Of another issuer, for somebody else, of another sign-in, too old, or an access token."""
    assert refused(tokens, signed(**changed)) == code


def test_a_token_that_nobody_signed_tells_nothing(tokens: IdTokens) -> None:
    """Signed by another key under the same id, changed, or not at all."""
    other = ECKey.generate_key("P-256", {"kid": "ec"})
    forged = jwt.encode({"alg": "ES256", "kid": "ec"}, CLAIMS, other, registry=REGISTRY)
    head, body, sign = signed().split(".")
    none = base64.urlsafe_b64encode(b'{"alg":"none","kid":"ec"}').rstrip(b"=").decode()
    for token in (forged, f"{head}.{body}.", f"{none}.{body}.", f"{head}.{body}A.{sign}", ""):
        assert refused(tokens, token) == "token-invalid"

"""The development issuer: on one machine's own folder, whoever may read it vouches for anybody.

It stands in for the issuer of a town hall while the system is tried out. A configured service
never trusts it: it has another issuer's name and other keys.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from shared.calendar import Clock
from shared.identity import Actor
from shared.refusal import Refusal
from shared.secret_file import create_secret_file
from shared.secret_key import create_secret_key
from shared.settings import Home, is_configured_by_environment
from shared.tokens.issuer import DEVELOPMENT_AUDIENCE, DEVELOPMENT_CLIENT, DEVELOPMENT_ISSUER

ALGORITHM: Final = "Ed25519"
_PASSPHRASE_BYTES = 12


def create_issuer(home: Home) -> None:
    """Make the folder's issuer key, its public half and the session key; what exists is kept."""
    if not home.issuer_key.exists():
        key = OKPKey.generate_key(ALGORITHM, auto_kid=True)
        create_secret_file(home.issuer_key, json.dumps(key.as_dict(private=True)).encode())
    if not home.issuer_jwks.exists():
        public = _key(home).as_dict(private=False) | {"use": "sig", "alg": ALGORITHM}
        create_secret_file(home.issuer_jwks, json.dumps({"keys": [public]}).encode())
    if not home.session_key.exists():
        create_secret_key(home.session_key)


def expect_own_machine() -> None:
    """Refuse to vouch for anybody where real people are served.

    Raises:
        Refusal: ``development-issuer``.
    """
    if is_configured_by_environment():
        raise Refusal(
            "development-issuer",
            "試用の発行者は、本番の設定では動きません。",
            "TSUNAGU_ISSUER に設定した発行者で、本人確認をしてください。",
        )


def make_passphrase(home: Home) -> str:
    """Make the word without which nobody signs in to the pages, anew for each run.

    Other users of the machine reach its ports; this file they cannot read.
    """
    home.issuer_passphrase.unlink(missing_ok=True)
    passphrase = secrets.token_hex(_PASSPHRASE_BYTES)
    create_secret_file(home.issuer_passphrase, passphrase.encode())
    return passphrase


def issue(home: Home, actor: Actor, life: timedelta, clock: Clock) -> str:
    """Sign an access token (RFC 9068) with the folder's own key.

    Args:
        home: the folder.
        actor: whom to vouch for.
        life: how long.
        clock: the present instant.
    """
    claims = {
        "aud": DEVELOPMENT_AUDIENCE,
        "sub": actor.person,
        "agency": actor.agency,
        "role": actor.role,
        "purpose": actor.purpose,
    }
    return _signed(home, "at+jwt", claims, life, clock)


def identify(
    home: Home, actors: tuple[Actor, ...], nonce: str, access_token: str, clock: Clock
) -> str:
    """Sign an ID token for the pages of this machine.

    Args:
        home: the folder.
        actors: whom to vouch for: one person, in one or several roles.
        nonce: as it was sent along.
        access_token: which is given along with it.
        clock: the present instant.
    """
    first = actors[0]
    digest = hashlib.sha512(access_token.encode()).digest()
    claims = {
        "aud": DEVELOPMENT_CLIENT,
        "sub": first.person,
        "agency": first.agency,
        "role": [actor.role for actor in actors],
        "purpose": first.purpose,
        "nonce": nonce,
        "at_hash": base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode(),
    }
    return _signed(home, "JWT", claims, timedelta(minutes=5), clock)


def _signed(home: Home, kind: str, claims: dict[str, Any], life: timedelta, clock: Clock) -> str:
    now = int(clock().timestamp())
    key = _key(home)
    return jwt.encode(
        {"alg": ALGORITHM, "typ": kind, "kid": key.kid},
        {
            "iss": DEVELOPMENT_ISSUER,
            "iat": now,
            "exp": now + int(life.total_seconds()),
            **claims,
        },
        key,
        registry=JWSRegistry(algorithms=[ALGORITHM]),
    )


def _key(home: Home) -> OKPKey:
    return OKPKey.import_key(json.loads(home.issuer_key.read_text(encoding="utf-8")))

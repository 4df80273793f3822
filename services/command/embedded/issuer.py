"""The development issuer: on one machine's own folder, whoever may read it vouches for anybody.

It stands in for the issuer of a town hall while the system is tried out. A configured service
never trusts it: it has another issuer's name and other keys.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Final

from joserfc import jwt
from joserfc.jwk import OKPKey
from joserfc.jws import JWSRegistry

from shared.calendar import Clock
from shared.identity import Actor
from shared.secret_file import create_secret_file
from shared.settings import Home
from shared.tokens.issuer import DEVELOPMENT_AUDIENCE, DEVELOPMENT_ISSUER

_ALGORITHM: Final = "Ed25519"


def create_issuer(home: Home) -> None:
    """Make the folder's issuer key and its public half; what exists is kept."""
    if not home.issuer_key.exists():
        key = OKPKey.generate_key(_ALGORITHM, auto_kid=True)
        create_secret_file(home.issuer_key, json.dumps(key.as_dict(private=True)).encode())
    if not home.issuer_jwks.exists():
        public = _key(home).as_dict(private=False) | {"use": "sig", "alg": _ALGORITHM}
        create_secret_file(home.issuer_jwks, json.dumps({"keys": [public]}).encode())


def issue(home: Home, actor: Actor, life: timedelta, clock: Clock) -> str:
    """Sign an access token (RFC 9068) with the folder's own key.

    Args:
        home: the folder.
        actor: whom to vouch for.
        life: how long.
        clock: the present instant.
    """
    now = int(clock().timestamp())
    key = _key(home)
    return jwt.encode(
        {"alg": _ALGORITHM, "typ": "at+jwt", "kid": key.kid},
        {
            "iss": DEVELOPMENT_ISSUER,
            "aud": DEVELOPMENT_AUDIENCE,
            "sub": actor.person,
            "iat": now,
            "exp": now + int(life.total_seconds()),
            "agency": actor.agency,
            "role": actor.role,
            "purpose": actor.purpose,
        },
        key,
        registry=JWSRegistry(algorithms=[_ALGORITHM]),
    )


def _key(home: Home) -> OKPKey:
    return OKPKey.import_key(json.loads(home.issuer_key.read_text(encoding="utf-8")))

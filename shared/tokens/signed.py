"""Signed tokens (RFC 7515, RFC 8725): what an issuer has signed, and for how long it holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol
from joserfc.jws import JWSRegistry

from shared.tokens.issuer_keys import ALGORITHMS, IssuerKeys, VerifyingKey
from shared.tokens.unauthenticated import token_expired, token_invalid

LEEWAY_SECONDS = 30
"""How far the issuer's clock may be from ours."""

LONGEST_TOKEN = 8_192


class SignedTokens:
    """Reads what one issuer has signed.

    Args:
        keys: the issuer's.
    """

    def __init__(self, keys: IssuerKeys) -> None:
        self._keys = keys
        self._registry = JWSRegistry(algorithms=list(ALGORITHMS))

    def read(self, token: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Header and claims of a token with a right signature.

        Raises:
            Unauthenticated: ``token-invalid``.
            Refusal: ``issuer-keys-unreadable``, ``issuer-unreachable``.
        """
        if len(token) > LONGEST_TOKEN:
            raise token_invalid()
        try:
            read = jwt.decode(token, self._key_of, registry=self._registry)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise token_invalid() from None
        return dict(read.header), dict(read.claims)

    def _key_of(self, signed: GuestProtocol) -> VerifyingKey:
        header = signed.headers()
        key = self._keys.find(header.get("kid"), header.get("alg"))
        if key is None:
            raise KeyError("kid")
        return key


def expect_in_force(begins: int, ends: int, now: datetime) -> None:
    """Make sure that a token is neither from tomorrow nor from yesterday.

    Args:
        begins: seconds since 1970.
        ends: likewise.
        now: the present instant.

    Raises:
        Unauthenticated: ``token-invalid``, ``token-expired``.
    """
    seconds = now.timestamp()
    if begins > seconds + LEEWAY_SECONDS:
        raise token_invalid()
    if ends <= seconds - LEEWAY_SECONDS:
        raise token_expired()

"""Signed tokens (RFC 7515, RFC 8725): what an issuer has signed, and for how long it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Signed:
    """What a token with a right signature says.

    Attributes:
        header: how it is signed, and what kind of token it is.
        claims: what it says.
        key: with which the signature was found right.
    """

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    key: VerifyingKey


class SignedTokens:
    """Reads what one issuer has signed.

    Args:
        keys: the issuer's.
    """

    def __init__(self, keys: IssuerKeys) -> None:
        self._keys = keys
        self._registry = JWSRegistry(algorithms=list(ALGORITHMS))

    def read(self, token: str) -> Signed:
        """What a token with a right signature says.

        Raises:
            Unauthenticated: ``token-invalid``.
            Refusal: ``issuer-keys-unreadable``, ``issuer-unreachable``.
        """
        if len(token) > LONGEST_TOKEN:
            raise token_invalid()
        used: list[VerifyingKey] = []

        def key_of(signed: GuestProtocol) -> VerifyingKey:
            key = self._key_of(signed.headers())
            if key is None:
                raise KeyError("kid")
            used.append(key)
            return key

        try:
            read = jwt.decode(token, key_of, registry=self._registry)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise token_invalid() from None
        return Signed(dict(read.header), dict(read.claims), used[-1])

    def is_theirs(self, header: Mapping[str, Any], key: VerifyingKey) -> bool:
        """Whether what says so in its header would be read with this very key now.

        Raises:
            Refusal: as :meth:`read`.
        """
        return self._key_of(header) is key

    def _key_of(self, header: Mapping[str, Any]) -> VerifyingKey | None:
        return self._keys.find(header.get("kid"), header.get("alg"))


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

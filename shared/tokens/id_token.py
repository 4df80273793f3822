"""ID tokens (OpenID Connect Core 1.0 section 3.1.3.7): who has just signed in, for us alone."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from shared.calendar import Clock
from shared.tokens.issuer import PageClient, TokenIssuer
from shared.tokens.issuer_keys import IssuerKeys
from shared.tokens.signed import SignedTokens, expect_in_force
from shared.tokens.unauthenticated import token_invalid, token_not_for_this_service
from shared.tokens.verifier import TYPES

_DIGESTS = {
    "RS256": hashlib.sha256,
    "ES256": hashlib.sha256,
    "Ed25519": hashlib.sha512,
    "EdDSA": hashlib.sha512,
}
"""With what ``at_hash`` is made: the hash of the token's own signature (section 3.1.3.6)."""


class _Said(BaseModel):
    """What an ID token says besides who somebody is."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    iss: str
    aud: str | tuple[str, ...]
    azp: str | None = None
    exp: StrictInt
    iat: StrictInt
    nonce: str
    at_hash: str | None = None


class IdTokens:
    """Reads ID tokens of one issuer for one client.

    Args:
        issuer: whom to trust.
        client: for whom they have to be.
        keys: the issuer's.
        clock: the present instant.
    """

    def __init__(
        self, issuer: TokenIssuer, client: PageClient, keys: IssuerKeys, clock: Clock
    ) -> None:
        self._issuer = issuer
        self._client_id = client.client_id
        self._tokens = SignedTokens(keys)
        self._clock = clock

    def claims(self, token: str, nonce: str, access_token: str | None) -> dict[str, Any]:
        """What is said of whoever has just signed in.

        Args:
            token: as the issuer gave it.
            nonce: which was sent along when somebody went there to sign in.
            access_token: which the issuer gave along with it.

        Raises:
            Unauthenticated: ``token-invalid``, ``token-expired``, ``token-not-for-this-service``.
            Refusal: see :meth:`IssuerKeys.find`.
        """
        signed = self._tokens.read(token)
        header, said = signed.header, dict(signed.claims)
        if str(header.get("typ", "")).lower() in TYPES:
            raise token_invalid()
        try:
            read = _Said.model_validate(said)
        except ValidationError:
            raise token_invalid() from None
        if read.iss != self._issuer.name or not self._is_ours(read):
            raise token_not_for_this_service()
        if not hmac.compare_digest(read.nonce.encode(), nonce.encode()):
            raise token_invalid()
        if not _belongs(read.at_hash, str(header.get("alg")), access_token):
            raise token_invalid()
        expect_in_force(read.iat, read.exp, self._clock())
        return said

    def _is_ours(self, read: _Said) -> bool:
        audiences = (read.aud,) if isinstance(read.aud, str) else read.aud
        alone = audiences == (self._client_id,) and read.azp in (None, self._client_id)
        return alone or (self._client_id in audiences and read.azp == self._client_id)


def _belongs(at_hash: str | None, algorithm: str, access_token: str | None) -> bool:
    """Whether the access token is the one that the ID token was given along with."""
    if at_hash is None:
        return True
    if access_token is None or not access_token.isascii():
        return False
    digest = _DIGESTS[algorithm](access_token.encode()).digest()
    half = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=")
    return hmac.compare_digest(half, at_hash.encode())

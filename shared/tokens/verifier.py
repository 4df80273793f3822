"""From a bearer token to the actor it vouches for (RFC 6750, RFC 9068, RFC 8725)."""

from __future__ import annotations

import hashlib
from functools import cached_property

from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from shared.calendar import Clock
from shared.identity import Actor
from shared.refusal import Refusal
from shared.tokens.claims import Claims, read_claims_file
from shared.tokens.issuer import TokenIssuer
from shared.tokens.keys_of import keys_of
from shared.tokens.remembered import Remembered, Vouched
from shared.tokens.signed import Signed, SignedTokens, expect_in_force
from shared.tokens.unauthenticated import token_invalid, token_not_for_this_service
from shared.tokens.worker_key import pseudonym_with

LONGEST_LIFE_SECONDS = 3_600
"""A token that would live longer is not accepted at all."""

TYPES = frozenset({"at+jwt", "application/at+jwt"})
"""An access token says that it is one (RFC 9068 section 2.1): an ID token opens nothing."""


class _Claims(BaseModel):
    """What every token says; what it says besides is the mapping's matter."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    iss: str
    aud: str | tuple[str, ...]
    exp: StrictInt
    iat: StrictInt
    nbf: StrictInt | None = None


class TokenVerifier:
    """Reads tokens of one issuer.

    Args:
        issuer: whom to trust.
        clock: the present instant.
    """

    def __init__(self, issuer: TokenIssuer, clock: Clock) -> None:
        self._issuer = issuer
        self._clock = clock
        self._tokens = SignedTokens(keys_of(issuer))
        self._remembered = Remembered()

    def actor(self, token: str, role: str | None = None) -> Actor:
        """Whom a token vouches for.

        Args:
            token: as it was sent.
            role: the one that is wanted of those the token gives; ``None`` if it gives one.

        Raises:
            Unauthenticated: ``token-invalid``, ``token-expired``, ``token-not-for-this-service``,
                ``token-without-role``, ``person-not-opaque``.
            Refusal: ``role-not-held``, ``role-not-chosen``; ``issuer-keys-unreadable``,
                ``issuer-unreachable``, ``issuer-document-wrong``; ``claims-file-unreadable``,
                ``worker-key-missing``, ``worker-key-unreadable``.
        """
        digest = hashlib.sha256(token.encode(errors="surrogatepass")).digest()
        vouched = self._remembered.get(digest)
        if vouched is None or not self._tokens.is_theirs(vouched.header, vouched.key):
            vouched = self._vouched(self._tokens.read(token))
            self._remembered.put(digest, vouched)
        expect_in_force(vouched.begins, vouched.ends, self._clock())
        return _the_one(vouched.actors, role)

    def _vouched(self, signed: Signed) -> Vouched:
        """What a token with a right signature comes to, at whatever instant it is used."""
        header = signed.header
        if str(header.get("typ", "")).lower() not in TYPES:
            raise token_invalid()
        try:
            claims = _Claims.model_validate(signed.claims)
        except ValidationError:
            raise token_invalid() from None
        audiences = (claims.aud,) if isinstance(claims.aud, str) else claims.aud
        if claims.iss != self._issuer.name or self._issuer.audience not in audiences:
            raise token_not_for_this_service()
        if claims.exp - claims.iat > LONGEST_LIFE_SECONDS:
            raise token_invalid()
        begins = max(claims.iat, claims.nbf or claims.iat)
        actors = self._claims.actors(signed.claims)
        return Vouched(header, signed.key, begins, claims.exp, actors)

    @cached_property
    def _claims(self) -> Claims:
        file = read_claims_file(self._issuer.claims_file)
        return Claims(file, pseudonym_with(self._issuer.worker_key_file, self._issuer.name))


def _the_one(actors: tuple[Actor, ...], role: str | None) -> Actor:
    """The actor in the wanted role; without one, the only actor there is.

    Raises:
        Refusal: ``role-not-held``, ``role-not-chosen``.
    """
    if role is not None:
        actors = tuple(actor for actor in actors if actor.role == role)
    if not actors:
        raise Refusal(
            "role-not-held",
            "Tsunagu-Role で指定した役割は、あなたに割り当てられていません。",
            "割り当てられている役割を指定するか、運用担当に割当てを確かめてください。",
        )
    if len(actors) > 1:
        raise Refusal(
            "role-not-chosen",
            "あなたには役割が二つ以上あり、どれで行うのか決まりません。",
            "Tsunagu-Role に、役割のコードを一つ書いて送ってください。",
        )
    return actors[0]

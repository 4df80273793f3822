"""From a bearer token to the actor it vouches for (RFC 6750, RFC 9068, RFC 8725)."""

from __future__ import annotations

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol
from joserfc.jws import JWSRegistry
from pydantic import BaseModel, ConfigDict, StrictInt, ValidationError

from shared.calendar import Clock
from shared.identity import Actor, Opaque, Role
from shared.refusal import Refusal
from shared.tokens.issuer import TokenIssuer
from shared.tokens.issuer_keys import ALGORITHMS, IssuerKeys, VerifyingKey

LEEWAY_SECONDS = 30
"""How far the issuer's clock may be from ours."""

LONGEST_LIFE_SECONDS = 3_600
"""A token that would live longer is not accepted at all."""

LONGEST_TOKEN = 8_192
TYPES = frozenset({"at+jwt", "application/at+jwt"})
"""An access token says that it is one (RFC 9068 section 2.1): an ID token opens nothing."""


class Unauthenticated(Refusal):
    """Nobody vouches for whoever asks."""


class _Claims(BaseModel):
    """What a token says; what it says besides is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    iss: str
    aud: str | tuple[str, ...]
    sub: Opaque
    exp: StrictInt
    iat: StrictInt
    nbf: StrictInt | None = None
    agency: Opaque
    role: Role
    purpose: Opaque


class TokenVerifier:
    """Reads tokens of one issuer.

    Args:
        issuer: whom to trust.
        clock: the present instant.
    """

    def __init__(self, issuer: TokenIssuer, clock: Clock) -> None:
        self._issuer = issuer
        self._clock = clock
        self._keys = IssuerKeys(issuer.jwks_file)
        self._registry = JWSRegistry(algorithms=list(ALGORITHMS))

    def actor(self, token: str) -> Actor:
        """Whom a token vouches for.

        Raises:
            Unauthenticated: ``token-invalid``, ``token-expired``, ``token-not-for-this-service``,
                ``token-without-role``.
            Refusal: ``issuer-keys-unreadable``.
        """
        claims = self._claims(token)
        audiences = (claims.aud,) if isinstance(claims.aud, str) else claims.aud
        if claims.iss != self._issuer.name or self._issuer.audience not in audiences:
            raise Unauthenticated(
                "token-not-for-this-service",
                "このトークンは、このサービスのために発行されたものではありません。",
                "このサービスの発行者で、もう一度本人確認をしてください。",
            )
        self._expect_in_force(claims)
        if claims.role == "service":
            raise _without_role()
        return Actor(
            person=claims.sub, agency=claims.agency, role=claims.role, purpose=claims.purpose
        )

    def _claims(self, token: str) -> _Claims:
        if len(token) > LONGEST_TOKEN:
            raise _invalid()
        try:
            read = jwt.decode(token, self._key_of, registry=self._registry)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise _invalid() from None
        if str(read.header.get("typ", "")).lower() not in TYPES:
            raise _invalid()
        try:
            return _Claims.model_validate(read.claims)
        except ValidationError as error:
            fields = {part["loc"][0] for part in error.errors(include_input=False)}
            raise (_without_role() if fields == {"role"} else _invalid()) from None

    def _key_of(self, signed: GuestProtocol) -> VerifyingKey:
        header = signed.headers()
        key = self._keys.find(header.get("kid"), header.get("alg"))
        if key is None:
            raise KeyError("kid")
        return key

    def _expect_in_force(self, claims: _Claims) -> None:
        now = self._clock().timestamp()
        begins = max(claims.iat, claims.nbf or claims.iat)
        if begins > now + LEEWAY_SECONDS or claims.exp - claims.iat > LONGEST_LIFE_SECONDS:
            raise _invalid()
        if claims.exp <= now - LEEWAY_SECONDS:
            raise Unauthenticated(
                "token-expired",
                "本人確認の有効期間が過ぎました。",
                "もう一度、本人確認をしてください。",
            )


def _invalid() -> Unauthenticated:
    return Unauthenticated(
        "token-invalid",
        "本人確認のトークンが正しくありません。",
        "発行者で、もう一度本人確認をしてください。",
    )


def _without_role() -> Unauthenticated:
    return Unauthenticated(
        "token-without-role",
        "本人確認のトークンに、このサービスの役割がありません。",
        "運用担当に、役割の割当てを確かめるよう伝えてください。",
    )

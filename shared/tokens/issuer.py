"""Who vouches for people: the issuer whose tokens a service accepts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

DEVELOPMENT_ISSUER = "urn:tsunagu:development"
"""The issuer of one machine's own folder; no configured service accepts it."""

DEVELOPMENT_AUDIENCE = "urn:tsunagu:this-machine"
"""For whom it issues."""


@dataclass(frozen=True, slots=True)
class TokenIssuer:
    """The one issuer that a service trusts.

    Attributes:
        name: the claim ``iss``, to the letter.
        audience: the claim ``aud`` that means this service.
        jwks_file: its public keys (RFC 7517); may be replaced while the service runs.
    """

    name: str
    audience: str
    jwks_file: Path

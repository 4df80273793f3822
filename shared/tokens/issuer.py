"""Who vouches for people: the issuer whose tokens a service accepts, and how it is reached."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from shared.refusal import Refusal

DEVELOPMENT_ISSUER = "urn:tsunagu:development"
"""The issuer of one machine's own folder; no configured service accepts it."""

DEVELOPMENT_AUDIENCE = "urn:tsunagu:this-machine"
"""For whom it issues."""

DEVELOPMENT_CLIENT = "urn:tsunagu:pages"
"""As whom the pages of this machine are known to it."""

DEVELOPMENT_PATH = "/issuer"
"""Where it answers, below the one port for people."""


@dataclass(frozen=True, slots=True)
class TokenIssuer:
    """The one issuer that a service trusts.

    Attributes:
        name: the claim ``iss``, to the letter.
        audience: the claim ``aud`` that means this service.
        jwks_file: its public keys (RFC 7517), which may be replaced while the service runs;
            ``None`` if the issuer itself is asked for them.
        address: where its documents are; ``None`` if that is its name, as it is in production.
        ca_file: the authority that signed its certificate; ``None`` for those everybody trusts.
        claims_file: what its claims mean; ``None`` if they say it themselves.
        worker_key_file: the key that makes opaque ids of what it calls people.
    """

    name: str
    audience: str
    jwks_file: Path | None = None
    address: str | None = None
    ca_file: Path | None = None
    claims_file: Path | None = None
    worker_key_file: Path | None = None

    @property
    def documents(self) -> str:
        """The address under which its documents are found, without a slash at the end."""
        return (self.address or self.name).rstrip("/")


@dataclass(frozen=True, slots=True)
class PageClient:
    """As whom the pages are known to the issuer.

    Attributes:
        client_id: under which they are registered there.
        site: the address under which people reach the pages, without a path.
        secret_file: the client's secret; ``None`` for a client without one (PKCE alone).
    """

    client_id: str
    site: str
    secret_file: Path | None = None


def expect_issuer_address(address: str) -> None:
    """Make sure that an address may be asked for who people are.

    Over TLS, except on the machine itself; with a host, and without what could hide another one.

    Raises:
        Refusal: ``issuer-address-unsafe``.
    """
    _expect_safe(address, "TSUNAGU_ISSUER", path_allowed=True)


def expect_site_address(address: str) -> None:
    """Make sure that an address can be the one under which people reach the pages.

    Raises:
        Refusal: ``issuer-address-unsafe``.
    """
    _expect_safe(address, "TSUNAGU_SITE", path_allowed=False)


def origin_of(address: str) -> tuple[str, str, int] | None:
    """Scheme, host and port of an address; ``None`` if it is none that may be asked."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    hidden = parts.username is not None or parts.password is not None or "\\" in address
    plain = all(" " < sign < "\x7f" for sign in address)
    if not host or hidden or not plain or not _is_safe(parts, host):
        return None
    return parts.scheme, host, port or (443 if parts.scheme == "https" else 80)


def _expect_safe(address: str, setting: str, *, path_allowed: bool) -> None:
    parts = urlsplit(address) if origin_of(address) else None
    if parts and not parts.query and not parts.fragment and (path_allowed or not parts.path):
        return
    raise Refusal(
        "issuer-address-unsafe",
        f"{setting} のアドレスを使えません。",
        "https:// で始まるアドレスを設定してください（http:// は、この機械の中だけで使えます）。",
    )


def _is_safe(parts: SplitResult, host: str) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""The issuer and the client of the pages, as the environment of a service describes them."""

from __future__ import annotations

from collections.abc import Mapping

from shared.environment import path_in, required
from shared.refusal import Refusal
from shared.tokens.issuer import (
    DEVELOPMENT_ISSUER,
    PageClient,
    TokenIssuer,
    expect_issuer_address,
    expect_site_address,
)


def issuer_in(environment: Mapping[str, str]) -> TokenIssuer | None:
    """Who vouches for the people who ask; ``None`` if nobody is configured.

    Raises:
        Refusal: ``setting-missing``, ``development-issuer``, ``issuer-address-unsafe``.
    """
    names = ("TSUNAGU_ISSUER", "TSUNAGU_AUDIENCE")
    if not any(environment.get(name) for name in names):
        return None
    name, audience = (required(environment, one) for one in names)
    if name == DEVELOPMENT_ISSUER:
        raise Refusal(
            "development-issuer",
            "試用の発行者は、1台で試すときにしか使えません。",
            "TSUNAGU_ISSUER に、本番の発行者を設定してください。",
        )
    expect_issuer_address(name)
    return TokenIssuer(
        name,
        audience,
        jwks_file=path_in(environment, "TSUNAGU_JWKS_FILE"),
        ca_file=path_in(environment, "TSUNAGU_ISSUER_CA_FILE"),
        claims_file=path_in(environment, "TSUNAGU_CLAIMS_FILE"),
        worker_key_file=path_in(environment, "TSUNAGU_WORKER_KEY_FILE"),
    )


def page_client_in(environment: Mapping[str, str]) -> PageClient | None:
    """As whom the pages are known to the issuer; ``None`` if nobody signs in at this service.

    Raises:
        Refusal: ``setting-missing``, ``issuer-address-unsafe``.
    """
    names = ("TSUNAGU_CLIENT_ID", "TSUNAGU_SITE")
    if not any(environment.get(name) for name in names):
        return None
    client_id, site = (required(environment, one) for one in names)
    expect_site_address(site)
    return PageClient(client_id, site, path_in(environment, "TSUNAGU_CLIENT_SECRET_FILE"))

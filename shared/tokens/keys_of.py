"""Where the keys of an issuer come from: a file, or the issuer itself."""

from __future__ import annotations

from shared.tokens.asking_issuer import AskingIssuer
from shared.tokens.discovered_keys import DiscoveredKeys
from shared.tokens.discovery import Discovery
from shared.tokens.issuer import TokenIssuer
from shared.tokens.issuer_keys import FiledKeys, IssuerKeys


def keys_of(issuer: TokenIssuer) -> IssuerKeys:
    """The keys of an issuer: those of its file, else those it publishes."""
    if issuer.jwks_file is not None:
        return FiledKeys(issuer.jwks_file)
    asking = AskingIssuer(issuer.ca_file)
    return DiscoveredKeys(Discovery(issuer, asking), asking)

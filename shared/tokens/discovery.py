"""What an issuer says of itself (OpenID Connect Discovery 1.0), believed within narrow bounds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.refusal import Refusal
from shared.tokens.asking_issuer import AskingIssuer
from shared.tokens.issuer import TokenIssuer, origin_of

FRESH_SECONDS = 3_600.0
"""So long an issuer's description of itself is believed."""

_PATH = "/.well-known/openid-configuration"


class Provider(BaseModel):
    """An issuer's description of itself; what it says besides is not read.

    Attributes:
        issuer: its name.
        jwks_uri: where its public keys are.
        authorization_endpoint: where people sign in.
        token_endpoint: where a code is exchanged.
        end_session_endpoint: where people sign out, if it offers that.
        token_endpoint_auth_methods_supported: how a client says who it is.
        authorization_response_iss_parameter_supported: its answers name it (RFC 9207).
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    issuer: str
    jwks_uri: str
    authorization_endpoint: str
    token_endpoint: str
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address that it names."""
        named = (
            self.jwks_uri,
            self.authorization_endpoint,
            self.token_endpoint,
            self.end_session_endpoint,
        )
        return tuple(one for one in named if one is not None)


class Discovery:
    """An issuer's description of itself, asked for when it is needed.

    Args:
        issuer: whom to ask.
        asking: how.
        now: seconds on a clock that only goes forward.
    """

    def __init__(
        self,
        issuer: TokenIssuer,
        asking: AskingIssuer,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer = issuer
        self._asking = asking
        self._now = now
        self._lock = threading.Lock()
        self._known: tuple[float, Provider] | None = None

    def provider(self) -> Provider:
        """What the issuer says of itself.

        Raises:
            Refusal: ``issuer-unreachable``; ``issuer-document-wrong``: it names another issuer, or
                an address that is not on the issuer's own host.
        """
        with self._lock:
            if self._known is None or self._now() - self._known[0] > FRESH_SECONDS:
                self._known = (self._now(), self._asked())
            return self._known[1]

    def _asked(self) -> Provider:
        body = self._asking.get(self._issuer.documents + _PATH)
        try:
            provider = Provider.model_validate_json(body)
        except ValidationError:
            raise document_wrong() from None
        own = origin_of(self._issuer.documents)
        elsewhere = [one for one in provider.addresses if own is None or origin_of(one) != own]
        if provider.issuer != self._issuer.name or elsewhere:
            raise document_wrong()
        return provider


def document_wrong() -> Refusal:
    """What is said of an issuer's document that cannot be the issuer's own."""
    return Refusal(
        "issuer-document-wrong",
        "本人確認の発行者の設定文書が、設定した発行者のものではありません。",
        "運用担当に、TSUNAGU_ISSUER と発行者の設定文書を確かめるよう伝えてください。",
    )

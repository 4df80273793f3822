"""The authorization code flow with PKCE (RFC 6749, RFC 7636, RFC 9700), as a client of one issuer.

Two steps: the address to which a browser is sent, and what comes of the code it returns with.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import quote_plus, urlencode, urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from shared.calendar import Clock
from shared.identity import Actor
from shared.refusal import Refusal
from shared.secret_file import read_secret_file
from shared.tokens.asking_issuer import AskingIssuer, unreachable
from shared.tokens.claims import Claims, read_claims_file
from shared.tokens.discovered_keys import DiscoveredKeys
from shared.tokens.discovery import Discovery, Provider
from shared.tokens.id_token import IdTokens
from shared.tokens.issuer import PageClient, TokenIssuer
from shared.tokens.issuer_keys import FiledKeys, IssuerKeys
from shared.tokens.worker_key import pseudonym_with

_BYTES = 32
_LONGEST_SECRET = 1_024
_LONGEST_CODE = 4_096


@dataclass(frozen=True, slots=True)
class Promise:
    """What has to be the same when the browser comes back.

    Attributes:
        state: returns with the browser: it is the one that was sent.
        nonce: returns in the ID token: it was made for this sign-in.
        verifier: shows the issuer that whoever has the code is whoever asked for it.
    """

    state: str
    nonce: str
    verifier: str


class _Exchanged(BaseModel):
    """The issuer's answer to a code."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id_token: str
    access_token: str | None = None


class CodeFlow:
    """Sign-in at one issuer.

    Args:
        issuer: whom to trust.
        client: as whom we are known there.
        redirect_path: where browsers come back to.
        clock: the present instant.
    """

    def __init__(
        self, issuer: TokenIssuer, client: PageClient, redirect_path: str, clock: Clock
    ) -> None:
        self._issuer = issuer
        self._client = client
        self._redirect_uri = client.site + redirect_path
        self._asking = AskingIssuer(issuer.ca_file)
        self._discovery = Discovery(issuer, self._asking)
        self._id_tokens = IdTokens(issuer, client, self._keys(), clock)
        self._file = read_claims_file(issuer.claims_file)
        self._claims = Claims(self._file, pseudonym_with(issuer.worker_key_file, issuer.name))

    def begin(self) -> tuple[str, Promise]:
        """Where a browser goes to sign in, and what has to be the same when it comes back.

        Raises:
            Refusal: ``issuer-unreachable``, ``issuer-document-wrong``.
        """
        promise = Promise(*(secrets.token_urlsafe(_BYTES) for _ in range(3)))
        challenge = hashlib.sha256(promise.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": self._redirect_uri,
            "scope": " ".join(self._file.scopes),
            "state": promise.state,
            "nonce": promise.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return _with(self._discovery.provider().authorization_endpoint, asked), promise

    def finish(self, promise: Promise, returned: Mapping[str, str]) -> tuple[Actor, ...]:
        """Whom somebody may be who comes back from signing in.

        Args:
            promise: of :meth:`begin`, kept by the same browser.
            returned: the parameters with which it comes back.

        Raises:
            Refusal: ``sign-in-not-ours``: not the sign-in that was begun, or not this issuer's;
                ``sign-in-refused``: the issuer says no; ``sign-in-failed``: the code is worth
                nothing; ``issuer-unreachable``, ``issuer-document-wrong``.
            Unauthenticated: see :meth:`IdTokens.claims` and :meth:`Claims.actors`.
        """
        provider = self._discovery.provider()
        if not secrets.compare_digest(returned.get("state", "").encode(), promise.state.encode()):
            raise sign_in_not_ours()
        named = returned.get("iss")
        required = provider.authorization_response_iss_parameter_supported
        if named != self._issuer.name and (required or named is not None):
            raise sign_in_not_ours()
        if "error" in returned:
            raise _sign_in_refused()
        code = returned.get("code", "")
        if not code or len(code) > _LONGEST_CODE:
            raise _sign_in_failed()
        told = self._exchange(provider, code, promise.verifier)
        claims = self._id_tokens.claims(told.id_token, promise.nonce, told.access_token)
        return self._claims.actors(claims)

    def end_address(self, back_path: str) -> str | None:
        """Where somebody signs out at the issuer as well; ``None`` if it does not offer that.

        Raises:
            Refusal: ``issuer-unreachable``, ``issuer-document-wrong``.
        """
        address = self._discovery.provider().end_session_endpoint
        if address is None:
            return None
        back = self._client.site + back_path
        return _with(
            address, {"client_id": self._client.client_id, "post_logout_redirect_uri": back}
        )

    def _keys(self) -> IssuerKeys:
        if self._issuer.jwks_file is not None:
            return FiledKeys(self._issuer.jwks_file)
        return DiscoveredKeys(self._discovery, self._asking)

    def _exchange(self, provider: Provider, code: str, verifier: str) -> _Exchanged:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._redirect_uri,
            "client_id": self._client.client_id,
            "code_verifier": verifier,
        }
        headers: dict[str, str] = {}
        secret = self._secret()
        if secret is not None:
            if "client_secret_basic" in provider.token_endpoint_auth_methods_supported:
                headers["Authorization"] = _basic(form.pop("client_id"), secret)
            else:
                form["client_secret"] = secret
        status, body = self._asking.post(provider.token_endpoint, form, headers)
        if status != HTTPStatus.OK:
            raise unreachable() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else _sign_in_failed()
        try:
            return _Exchanged.model_validate_json(body)
        except ValidationError:
            raise _sign_in_failed() from None

    def _secret(self) -> str | None:
        if self._client.secret_file is None:
            return None
        try:
            return read_secret_file(self._client.secret_file, _LONGEST_SECRET).decode().strip()
        except (OSError, UnicodeDecodeError):
            raise Refusal(
                "client-secret-unreadable",
                "本人確認の発行者に示す秘密のファイルを読み取れません。",
                "運用担当に、TSUNAGU_CLIENT_SECRET_FILE のファイルを確かめるよう伝えてください。",
            ) from None


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(asked)}"


def _basic(client_id: str, secret: str) -> str:
    """RFC 6749 section 2.3.1: both are form-encoded first."""
    pair = f"{quote_plus(client_id)}:{quote_plus(secret)}"
    return "Basic " + base64.b64encode(pair.encode()).decode()


def sign_in_not_ours() -> Refusal:
    """What is said of a sign-in that this browser has not begun, or that is too old."""
    return Refusal(
        "sign-in-not-ours",
        "この画面で始めた本人確認ではないか、始めてから時間がたちすぎています。",
        "はじめのページから、もう一度本人確認をしてください。",
    )


def _sign_in_refused() -> Refusal:
    return Refusal(
        "sign-in-refused",
        "本人確認の発行者で、本人確認ができませんでした。",
        "もう一度やり直し、続くときは運用担当に、利用の登録を確かめるよう伝えてください。",
    )


def _sign_in_failed() -> Refusal:
    return Refusal(
        "sign-in-failed",
        "本人確認を終えられませんでした。一度使った手続きは、もう使えません。",
        "はじめのページから、もう一度本人確認をしてください。",
    )

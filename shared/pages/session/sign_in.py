"""Signing in at the issuer and coming back: what is kept meanwhile, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response

from shared.accounts import Accounts
from shared.calendar import Clock
from shared.identity import Actor
from shared.pages.session.seal import Kept, Seal, until
from shared.pages.session.session_key import load_session_key
from shared.pages.session.way_in import CALLBACK, SIGN_IN_WITHIN, SIGNED_OUT, local_path
from shared.refusal import Refusal
from shared.settings import Settings
from shared.tokens.code_flow import CodeFlow, Promise, sign_in_not_ours

COOKIE = "__Host-tsunagu-sign-in"


class KeptSignIn(Kept):
    """What the browser keeps while somebody signs in.

    Attributes:
        state: see :class:`shared.tokens.code_flow.Promise`.
        nonce: likewise.
        verifier: likewise.
        wanted: the page to go to afterwards.
    """

    state: str
    nonce: str
    verifier: str
    wanted: str


class SignIn:
    """Sign-in at the issuer of the settings.

    Args:
        settings: the issuer, as whom we are known there, and the session key.
        accounts: whose account stands.
        clock: the present instant.
    """

    def __init__(self, settings: Settings, accounts: Accounts, clock: Clock) -> None:
        self._settings = settings
        self._accounts = accounts
        self._clock = clock

    def begin(self, response: Response, wanted: str) -> str:
        """Where the browser goes to sign in; what has to be the same afterwards goes with it.

        Raises:
            Refusal: ``sign-in-not-configured``; see :meth:`CodeFlow.begin`.
        """
        address, promise = self._flow.begin()
        kept = KeptSignIn(
            until=until(self._clock, SIGN_IN_WITHIN),
            state=promise.state,
            nonce=promise.nonce,
            verifier=promise.verifier,
            wanted=wanted,
        )
        # Lax, not Strict: the browser comes back from the issuer's site with a plain GET.
        response.set_cookie(
            COOKIE, self._seal.close(kept), secure=True, httponly=True, samesite="lax"
        )
        return address

    def finish(self, request: Request) -> tuple[Sequence[Actor], str]:
        """Whom somebody may be who comes back, and the page that they wanted.

        Raises:
            Refusal: ``contract-over``; ``sign-in-not-configured``; see :meth:`CodeFlow.finish`.
        """
        kept = self._seal.open(request.cookies.get(COOKIE))
        returned = request.query_params.multi_items()
        if kept is None or len({name for name, _ in returned}) != len(returned):
            raise sign_in_not_ours()
        promise = Promise(kept.state, kept.nonce, kept.verifier)
        actors = self._flow.finish(promise, dict(returned))
        standing = [actor for actor in actors if self._accounts.standing(actor)]
        return standing or [self._accounts.expect(actors[0])], local_path(kept.wanted)

    def forget(self, response: Response) -> None:
        """Have the browser forget a sign-in that has come to its end."""
        response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")

    def end_address(self) -> str | None:
        """Where somebody signs out at the issuer as well; ``None`` if that is not possible."""
        try:
            return self._flow.end_address(SIGNED_OUT)
        except Refusal:
            return None

    @cached_property
    def _flow(self) -> CodeFlow:
        issuer, client = self._settings.token_issuer, self._settings.page_client
        if issuer is None or client is None:
            raise Refusal(
                "sign-in-not-configured",
                "画面に入るための設定がありません。",
                "運用担当に、TSUNAGU_ISSUER・TSUNAGU_CLIENT_ID・TSUNAGU_SITE の設定を"
                "依頼してください。",
            )
        return CodeFlow(issuer, client, CALLBACK, self._clock)

    @cached_property
    def _seal(self) -> Seal[KeptSignIn]:
        key = load_session_key(self._settings.session_key_file)
        return Seal(key, KeptSignIn, self._clock)

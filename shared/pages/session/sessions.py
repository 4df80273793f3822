"""Who looks at pages: sessions found in requests, begun, changed and ended."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.accounts import Accounts, Register
from shared.calendar import Clock
from shared.identity import Actor
from shared.pages.session.addresses import Addresses
from shared.pages.session.seal import LONGEST, Seal, until
from shared.pages.session.session import (
    COOKIE,
    MOST_ACTORS,
    FormTokens,
    KeptSession,
    Session,
    expect_same_token,
)
from shared.pages.session.session_key import load_session_key
from shared.pages.session.sign_in import SignIn
from shared.pages.session.way_in import SIGN_IN, SIGN_IN_WITHIN, START, Wanted, local_path
from shared.refusal import Refusal
from shared.settings import Settings

LIFE = timedelta(hours=1)
"""Absolute: then the issuer is asked again, who may know the person still and not ask them."""

_ID_BYTES = 24


class Sessions:
    """The sessions of people who look at pages, kept by their browsers.

    Args:
        settings: the session key, and who vouches for people.
        clock: by which sessions expire.
        register: the agencies that the service knows.
    """

    def __init__(self, settings: Settings, clock: Clock, register: Register) -> None:
        self._settings = settings
        self._clock = clock
        self._accounts = Accounts(register, clock)

    def find(self, request: Request) -> Session | None:
        """Who looks; ``None`` if they have to sign in or to choose a role first.

        It reads the register of agencies: to be called in a worker thread.

        Raises:
            Refusal: ``contract-over``; ``sign-in-not-configured``, ``session-key-unreadable``.
        """
        kept = self.kept(request)
        actor = kept.actor if kept else None
        if kept is None or actor is None:
            return None
        return Session(
            actor=self.expect_account(actor),
            form_token=self.form_token(kept),
            expires=datetime.fromtimestamp(kept.until, UTC),
            may_choose=len(kept.actors) > 1,
        )

    def expect_account(self, actor: Actor) -> Actor:
        """Somebody, if their account stands at this instant (law rule 55).

        Raises:
            Refusal: ``contract-over``.
        """
        return self._accounts.expect(actor)

    def sign_in_address(self, wanted: str) -> str:
        """Where somebody signs in who wanted a page; the address does not tell which.

        Args:
            wanted: a path of this site.
        """
        return f"{SIGN_IN}?wanted={self.sealed(wanted)}"

    def sealed(self, wanted: str) -> str:
        """A wanted page on its way: nobody reads or changes it."""
        kept = Wanted(until=until(self._clock, SIGN_IN_WITHIN), path=local_path(wanted))
        return self._wanted.close(kept)

    def opened(self, sealed: str | None) -> str:
        """A wanted page at the end of its way; the start if there is none."""
        found = self._wanted.open(sealed)
        return local_path(found.path if found else START)

    def wanted(self, request: Request) -> str:
        """The page that somebody wanted who is to sign in."""
        return self.opened(request.query_params.get("wanted"))

    def form_token(self, kept: KeptSession) -> str:
        """The token that stands in the forms of a session."""
        return self._form_tokens.of(kept.id)

    def expect_ours(self, kept: KeptSession, sent: str) -> None:
        """Make sure that a form that was sent is one that this session was shown.

        Raises:
            Refusal: ``form-not-ours``.
        """
        expect_same_token(self.form_token(kept), sent)

    def kept(self, request: Request) -> KeptSession | None:
        """What the browser keeps of a session, if it is still worth something."""
        return self._seal.open(request.cookies.get(COOKIE))

    def begin(self, response: Response, actors: Sequence[Actor]) -> KeptSession:
        """Begin a session of somebody who may act as any of these.

        Raises:
            Refusal: ``too-many-roles``.
        """
        if len(actors) > MOST_ACTORS:
            raise _too_many_roles()
        kept = KeptSession(
            until=until(self._clock, LIFE),
            id=secrets.token_urlsafe(_ID_BYTES),
            actors=tuple(actors),
            chosen=0 if len(actors) == 1 else None,
        )
        self._keep(response, kept)
        return kept

    def choose(self, response: Response, kept: KeptSession, chosen: int) -> None:
        """Act as another of those the person may act as; a new id, and no more time."""
        other = kept.model_copy(update={"id": secrets.token_urlsafe(_ID_BYTES), "chosen": chosen})
        self._keep(response, other)

    def end(self, response: Response) -> None:
        """Have the browser forget the session."""
        response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")

    def routes(self) -> list[Route]:
        """Signing in and out, and choosing a role."""
        sign_in = SignIn(self._settings, self._accounts, self._clock)
        return Addresses(self, sign_in, self._settings.service).routes()

    def _keep(self, response: Response, kept: KeptSession) -> None:
        sealed = self._seal.close(kept)
        if len(sealed) > LONGEST:
            raise _too_many_roles()
        response.set_cookie(COOKIE, sealed, secure=True, httponly=True, samesite="lax")

    @cached_property
    def _key(self) -> bytes:
        return load_session_key(self._settings.session_key_file)

    @cached_property
    def _seal(self) -> Seal[KeptSession]:
        return Seal(self._key, KeptSession, self._clock)

    @cached_property
    def _wanted(self) -> Seal[Wanted]:
        return Seal(self._key, Wanted, self._clock)

    @cached_property
    def _form_tokens(self) -> FormTokens:
        return FormTokens(self._key)


def _too_many_roles() -> Refusal:
    return Refusal(
        "too-many-roles",
        "割り当てられた役割が多すぎて、選べません。",
        f"運用担当に、役割の割当てを {MOST_ACTORS} までに見直すよう伝えてください。",
    )

"""Codes of the development issuer: each is exchanged once, soon, by whoever asked for it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.calendar import Clock
from shared.identity import Actor
from shared.refusal import Refusal
from shared.tokens.issuer import DEVELOPMENT_CLIENT

LIFE = timedelta(minutes=1)
MOST = 1_000
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """A sign-in that the pages have asked for.

    Attributes:
        redirect_uri: where the browser goes back to.
        state: goes back with it.
        nonce: goes into the ID token.
        challenge: which whoever exchanges the code has to meet (PKCE, S256).
    """

    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True, slots=True)
class _Given:
    asked: Asked
    actors: tuple[Actor, ...]
    until: datetime


def read_asked(sent: Mapping[str, str], redirect_uri: str) -> Asked:
    """Read what a browser was sent here with.

    Args:
        sent: the parameters.
        redirect_uri: the one address to which this issuer sends anybody back.

    Raises:
        Refusal: ``sign-in-unreadable``: it is not of the pages of this machine, or without PKCE.
    """
    wanted = {
        "client_id": DEVELOPMENT_CLIENT,
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "code_challenge_method": "S256",
    }
    texts = [sent.get(name, "") for name in ("state", "nonce", "code_challenge")]
    right = all(sent.get(name) == value for name, value in wanted.items())
    scoped = "openid" in sent.get("scope", "").split()
    if not right or not scoped or not all(0 < len(text) <= _LONGEST for text in texts):
        raise Refusal(
            "sign-in-unreadable",
            "この画面からの本人確認の求めではありません。",
            "はじめのページから、もう一度本人確認をしてください。",
        )
    return Asked(redirect_uri, *texts)


class Codes:
    """The codes that were given and not exchanged yet.

    Args:
        clock: by which they expire.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, _Given] = {}

    def give(self, asked: Asked, actors: tuple[Actor, ...]) -> str:
        """A code for somebody who has signed in."""
        now = self._clock()
        self._given = {code: one for code, one in self._given.items() if now < one.until}
        while len(self._given) >= MOST:
            self._given.pop(next(iter(self._given)))
        code = secrets.token_urlsafe(32)
        self._given[code] = _Given(asked, actors, now + LIFE)
        return code

    def exchange(self, sent: Mapping[str, str]) -> tuple[Asked, tuple[Actor, ...]] | None:
        """What a code stands for; ``None`` if it stands for nothing. It is worth nothing after."""
        given = self._given.pop(sent.get("code", ""), None)
        if given is None or self._clock() >= given.until:
            return None
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=")
        right = (
            sent.get("grant_type") == "authorization_code"
            and sent.get("client_id") == DEVELOPMENT_CLIENT
            and sent.get("redirect_uri") == given.asked.redirect_uri
            and hmac.compare_digest(challenge, given.asked.challenge.encode())
        )
        return (given.asked, given.actors) if right else None

"""A session: somebody who looks at pages, as whom, until when."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.identity import Actor
from shared.pages.session.seal import Kept
from shared.pages.session.session_key import key_for
from shared.refusal import Refusal

COOKIE = "__Host-tsunagu"
"""Only an answer of this very host over a secure connection can set it (RFC 6265bis 4.1.3.2)."""

MOST_ACTORS = 12
"""As so many may one person act at most: more would not fit into a cookie."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who looks at pages.

    Attributes:
        actor: as whom.
        form_token: stands in every form and shows that it was ours; of this session alone.
        expires: when the issuer has to be asked again.
        may_choose: they have another role as well.
    """

    actor: Actor
    form_token: str = field(repr=False)
    expires: datetime
    may_choose: bool


class KeptSession(Kept):
    """What the session cookie holds; ids and codes only.

    Attributes:
        id: of the session, random.
        actors: as whom the person may act.
        chosen: which of them they act as; ``None`` until they have said so.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
    actors: Annotated[tuple[Actor, ...], Field(min_length=1, max_length=MOST_ACTORS)]
    chosen: int | None = None

    @property
    def actor(self) -> Actor | None:
        """As whom the person acts, if that is settled."""
        if self.chosen is None or not 0 <= self.chosen < len(self.actors):
            return None
        return self.actors[self.chosen]


class FormTokens:
    """Makes the tokens that stand in forms.

    Args:
        session_key: see :mod:`shared.pages.session.session_key`.
    """

    def __init__(self, session_key: bytes) -> None:
        self._key = key_for(session_key, "form token")

    def of(self, session_id: str) -> str:
        """The token of a session: an HMAC of its id, which nobody else can make."""
        return hmac.new(self._key, session_id.encode(), hashlib.sha256).hexdigest()


def expect_form_token(session: Session, sent: str) -> None:
    """Make sure that a form that was sent is one that this session was shown.

    Raises:
        Refusal: ``form-not-ours``.
    """
    expect_same_token(session.form_token, sent)


def expect_same_token(own: str, sent: str) -> None:
    """Compare form tokens in a time that tells nothing of either.

    Raises:
        Refusal: ``form-not-ours``.
    """
    if not hmac.compare_digest(own.encode(), sent.encode()):
        raise form_not_ours()


def form_not_ours() -> Refusal:
    """What is said of a form that another site sent, or that belongs to another session."""
    return Refusal(
        "form-not-ours",
        "送られた内容が、この画面から送られたことを確かめられません。まだ記録していません。",
        "前のページを開き直して、もう一度送ってください。",
    )

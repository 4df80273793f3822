"""One look at a page, or one form sent: by whom, where, and what they may ask of the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from shared.calendar import Clock, jst_date
from shared.identity import Actor
from shared.pages.posted import Posted
from shared.use_case import Bound, UseCase, read_request


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page handler has at hand: use cases and nothing besides.

    Attributes:
        actor: who looks, as the session says.
        path: the parts of the address that stand for something, by name.
        form: what was sent; empty for a page that is only looked at.
        clock: the present instant.
        uses: the names of the use cases that the page has declared.
        use_cases: what the service offers.
    """

    actor: Actor
    path: Mapping[str, str]
    form: Posted
    clock: Clock
    uses: frozenset[str]
    use_cases: Mapping[str, tuple[UseCase, Bound]] = field(repr=False)

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock()

    @property
    def today(self) -> date:
        """The day in Japan."""
        return jst_date(self.clock())

    def ask(self, name: str, document: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - the use case's own answer
        """Ask for a use case as this person, exactly as over HTTP.

        Args:
            name: ``noun.verb``, one of those the page has declared.
            document: the request's fields; texts are read as they are in JSON.

        Raises:
            Refusal: what the use case says, ``role-not-entitled``, ``request-unreadable``.
            KeyError: the page has not declared it, or there is none.
        """
        if name not in self.uses:
            raise KeyError(name)
        use_case, bound = self.use_cases[name]
        use_case.expect_role(self.actor)
        return bound(self.actor, read_request(use_case.request, dict(document or {})))

    def may(self, name: str) -> bool:
        """Whether the person's role has a use case, so that a page shows no way that is closed."""
        return name in self.use_cases and self.actor.role in self.use_cases[name][0].roles

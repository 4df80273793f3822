"""Who asks in the town of :mod:`bench.http_town`, and where they ask while it is filled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bench.placement_town import numbered
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor, Role
from shared.use_case import Bound, UseCase, read_request

HERE = {"municipality": DEMO_MUNICIPALITY}
"""Of which municipality everything is asked."""


def agency(name: str) -> str:
    """The id of an agency of the town."""
    return str(numbered(f"http-{name}", 0))


def somebody(name: str, role: Role, number: int = 0) -> Actor:
    """Somebody of an agency of the town."""
    return Actor(
        person=f"w-{name}-{number}", agency=agency(name), role=role, purpose="consultation"
    )


OPERATOR, SECRETARY = somebody("city", "operator"), somebody("city", "secretariat")
SUPPORTER, STATISTICIAN = somebody("city", "employment_supporter"), somebody("city", "statistician")
MEMBER_NAMES = tuple(f"member-{number}" for number in range(11))
MEMBERS = tuple(somebody(name, "member") for name in MEMBER_NAMES)


class Desk:
    """Where a service is asked in its own process.

    Args:
        offered: its use cases.
    """

    def __init__(self, offered: Mapping[str, tuple[UseCase, Bound]]) -> None:
        self._offered = offered

    def told(self, name: str, actor: Actor, /, **asked: Any) -> Any:  # noqa: ANN401 - any answer
        """Ask as somebody of an agency does over HTTP."""
        use_case, call = self._offered[name]
        return call(actor, read_request(use_case.request, asked))

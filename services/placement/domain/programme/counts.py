"""How many came: by who they are and how old, as far as somebody counted.

Not counted is no line at all. Nobody is 0. Not known is a category: role ``unknown``, or no ages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from pydantic import Field

from services.placement.domain.programme.programme import refuse_reversed
from shared.codes import ATTENDEE_ROLES
from shared.facts.fact import Age, Code
from shared.refusal import InvalidInput
from shared.store.event import Detail


class Count(Detail):
    """So many of a kind.

    Attributes:
        role: code list ``attendee_roles``.
        first_age: whole years from which on; ``None`` from birth on.
        last_age: whole years up to which, inclusive; ``None`` without end. Without either, nobody
            asked how old they are.
        people: how many.
    """

    role: Code
    first_age: Age | None = None
    last_age: Age | None = None
    people: int = Field(ge=0, le=10_000)

    @property
    def ages_known(self) -> bool:
        """Whether somebody asked."""
        return (self.first_age, self.last_age) != (None, None)

    def overlaps(self, other: Count) -> bool:
        """Whether one person could be counted in both."""
        if self.role != other.role or self.ages_known != other.ages_known:
            return False
        begins = max(self.first_age or 0, other.first_age or 0)
        ends = [one for one in (self.last_age, other.last_age) if one is not None]
        return not ends or begins <= min(ends)


def check_counts(counts: Sequence[Count]) -> None:
    """Refuse counts in which somebody could stand twice.

    Raises:
        InvalidInput: ``unknown-code``; ``ages-reversed``; ``counted-twice``.
    """
    for one in counts:
        ATTENDEE_ROLES.by_code(one.role)
        refuse_reversed(one.first_age, one.last_age)
    if any(one.overlaps(other) for one, other in combinations(counts, 2)):
        raise InvalidInput(
            "人数",
            "counted-twice",
            "同じ立場の年齢の区分が重なっていて、同じ人が二度数えられます。",
            "区分を分けるか、一つにまとめてください。",
        )


def total_of(counts: Sequence[Count]) -> int | None:
    """How many came; ``None`` where nobody counted."""
    return sum(one.people for one in counts) if counts else None

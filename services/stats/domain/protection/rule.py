"""秘匿の決まり: what may not be told in a publication, and how it is kept back.

No statute fixes a threshold for municipal welfare statistics; the municipality decides. The models
are the publication rules of the 介護DB and the NDB. They bind those who publish from these
databases, not a municipality (law rule 64, a policy).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

DEFAULT_THRESHOLD = 10
"""1 to 9 are not told."""


class Zeros(Enum):
    """What happens to 0."""

    SHOWN = "shown"
    """0 is told. For a measure where that would give a small figure away, as the next."""
    WHERE_NEEDED = "where-needed"
    """0 is told unless that would give a small figure away; who sees none cannot rule out a 0."""
    SUPPRESSED = "suppressed"
    """0 is never told: a reader cannot tell it from 1."""


class Rounding(Enum):
    """To which multiples figures are rounded; the value is the base."""

    TO_3 = 3
    TO_5 = 5
    TO_10 = 10


_ENDINGS = {Zeros.SHOWN: "", Zeros.WHERE_NEEDED: "-some-zeros", Zeros.SUPPRESSED: "-zeros"}


@dataclass(frozen=True, slots=True)
class ProtectionRule:
    """How a publication is protected.

    Attributes:
        threshold: figures below it are small (10: below 10). At least 2.
        zeros: whether 0 is told.
        rounding: figures are rounded instead of kept back; threshold and zeros do not apply.
        published: ``False`` where nothing may be told at all (介護DB: under 2,000 inhabitants).
    """

    threshold: int = DEFAULT_THRESHOLD
    zeros: Zeros = Zeros.SHOWN
    rounding: Rounding | None = None
    published: bool = True

    def __post_init__(self) -> None:
        """Refuse a threshold below which nothing lies; the configuration is wrong.

        Raises:
            ValueError: see above.
        """
        if self.threshold < 2:  # noqa: PLR2004 - below 2 there is no figure but 0 and 1
            raise ValueError("the threshold of a protection rule is at least 2")

    @property
    def is_weak(self) -> bool:
        """Whether it tells figures that the default keeps back."""
        return self.published and self.rounding is None and self.threshold < DEFAULT_THRESHOLD

    @property
    def level(self) -> str:
        """The name of the protection, as tables and returns carry it (``suppressed-10``)."""
        if not self.published:
            return "withheld"
        if self.rounding is not None:
            return f"rounded-{self.rounding.value}"
        return f"suppressed-{self.threshold}{_ENDINGS[self.zeros]}"


@dataclass(frozen=True, slots=True)
class PopulationTier:
    """A tier of the 介護DB rule.

    Attributes:
        below: number of inhabitants below which it applies; ``None`` for the last tier.
        threshold: figures below it are not told; ``None``: nothing is told.
    """

    below: int | None
    threshold: int | None


CARE_DATABASE_TIERS: tuple[PopulationTier, ...] = (
    PopulationTier(2_000, None),
    PopulationTier(25_000, 20),
    PopulationTier(None, DEFAULT_THRESHOLD),
)
"""介護DBの利用に関するガイドライン, figures by municipality; the NDB has the same tiers.

要確認: read in council papers (the NDB's in a draft, 案), not in the guideline in force. Its rule
for the number of facilities (below 3) is not here, as no measure counts facilities. Below 2,000
inhabitants it tells nothing; that totals may be told without a breakdown would be a milder reading.
"""


def rule_for_population(inhabitants: int, *, zeros: Zeros = Zeros.SHOWN) -> ProtectionRule:
    """The rule of the 介護DB for a municipality of this size.

    Raises:
        ValueError: the number is negative.
    """
    if inhabitants < 0:
        raise ValueError("a number of inhabitants is not negative")
    tier = next(t for t in CARE_DATABASE_TIERS if t.below is None or inhabitants < t.below)
    if tier.threshold is None:
        return ProtectionRule(zeros=zeros, published=False)
    return ProtectionRule(threshold=tier.threshold, zeros=zeros)


_LEVEL = re.compile(
    r"none|withheld|rounded-(?P<base>3|5|10)|suppressed-(?P<threshold>\d+)(?P<zeros>|-some-zeros|-zeros)"
)


def rule_of_level(level: str) -> ProtectionRule:
    """Read a rule back from its name; ``none`` has no figure that it would apply to.

    Raises:
        ValueError: no rule has this name.
    """
    named = _LEVEL.fullmatch(level)
    if named is None:
        raise ValueError("no protection has this name")
    if named["base"]:
        return ProtectionRule(rounding=Rounding(int(named["base"])))
    if named["threshold"]:
        zeros = next(zeros for zeros, ending in _ENDINGS.items() if ending == named["zeros"])
        return ProtectionRule(threshold=int(named["threshold"]), zeros=zeros)
    return ProtectionRule(published=level != "withheld")

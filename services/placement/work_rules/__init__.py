"""What counts as 就労定着, when somebody looks in, after what a 振り返り is asked for: data.

One YAML file for each: ``title``, ``source``, ``applies_to`` (beginnings of 全国地方公共団体コード:
none for all, two digits for a prefecture, six for a municipality) and dated ``versions``. What the
file of a municipality leaves open, that of its prefecture says, and at last ``default.yaml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from services.placement.domain.employment import CheckpointMonth, RetentionRule
from shared.codes import STEP_KINDS
from shared.facts.fact import Code
from shared.packaged_yaml import packaged_yaml, read_yaml

_CLOSED = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

Prefix = Annotated[str, StringConstraints(pattern=r"^(\d{2}|\d{6})?$")]


class Retention(BaseModel):
    """What counts as 就労定着; see :class:`services.placement.domain.employment.RetentionRule`."""

    model_config = _CLOSED

    months: int = Field(ge=1, le=36)
    gap_days_allowed: int = Field(ge=0, le=366)
    gaps_allowed: int = Field(ge=0, le=12)


class ReviewAfter(BaseModel):
    """After which steps a 振り返り is asked for.

    Attributes:
        kind: code list ``step_kinds``.
        programme: only within this programme; ``None`` for all of the kind.
    """

    model_config = _CLOSED

    kind: Code
    programme: Code | None = None

    @model_validator(mode="after")
    def _of_the_list(self) -> Self:
        if self.kind not in STEP_KINDS:
            raise ValueError("no such kind of step")
        return self


class Version(BaseModel):
    """What holds since a day; whatever is left open is said elsewhere.

    Attributes:
        since: the first day; ``None`` for since ever.
        retention: what counts as 就労定着, for employments that began since then.
        checkpoints: months at which somebody looks in.
        review_after: steps that count as finished only after a 振り返り.
    """

    model_config = _CLOSED

    since: date | None = Field(default=None, alias="from")
    retention: Retention | None = None
    checkpoints: tuple[CheckpointMonth, ...] | None = Field(default=None, min_length=1)
    review_after: tuple[ReviewAfter, ...] | None = None


class RuleFile(BaseModel):
    """One file.

    Attributes:
        title: whose rules.
        applies_to: beginnings of municipality codes.
        source: where they stand.
        versions: in the order of their days.
    """

    model_config = _CLOSED

    title: str = Field(min_length=1)
    applies_to: tuple[Prefix, ...] = Field(min_length=1)
    source: str = Field(min_length=1)
    versions: tuple[Version, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        """Each version begins after the one before."""
        days = [one.since or date.min for one in self.versions]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError("versions overlap or are out of order")
        return self

    def on(self, day: date) -> Version | None:
        """The version that holds on a day."""
        begun = [one for one in self.versions if (one.since or date.min) <= day]
        return begun[-1] if begun else None


class WorkRules:
    """The rules of every municipality.

    Args:
        rule_files: any order; between two that apply, the longer beginning of the code wins.
    """

    def __init__(self, rule_files: Iterable[RuleFile]) -> None:
        self._files = tuple(rule_files)

    def retention(self, municipality: str, started_on: date) -> RetentionRule:
        """What counts as 就労定着 for an employment, by the day it began.

        A rule that changes later does not change what was said to somebody when they started.
        """
        for version in self._versions(municipality, started_on):
            if version.retention is not None:
                return RetentionRule(**dict(version.retention))
        raise LookupError("no file says what counts as retained")

    def checkpoints(self, municipality: str, started_on: date) -> tuple[CheckpointMonth, ...]:
        """The months at which somebody looks in, by the day the employment began."""
        for version in self._versions(municipality, started_on):
            if version.checkpoints is not None:
                return version.checkpoints
        raise LookupError("no file says when to look in")

    def asks_for_review(
        self, municipality: str, kind: str, programme: str | None, on: date
    ) -> bool:
        """Whether a step that ended on a day counts as finished only after a 振り返り."""
        for version in self._versions(municipality, on):
            if version.review_after is not None:
                return any(
                    one.kind == kind and one.programme in {None, programme}
                    for one in version.review_after
                )
        return False

    def _versions(self, municipality: str, on: date) -> list[Version]:
        """What applies on a day, the nearest to the municipality first."""
        near = [
            (len(prefix), version)
            for one in self._files
            for prefix in one.applies_to
            if municipality.startswith(prefix) and (version := one.on(on)) is not None
        ]
        return [version for _, version in sorted(near, key=lambda pair: -pair[0])]


def read_rules(text: str) -> RuleFile:
    """Read one file.

    Raises:
        pydantic.ValidationError: it says something that no rule can be.
    """
    return RuleFile.model_validate(read_yaml(text))


@cache
def work_rules() -> WorkRules:
    """The files of this folder."""
    return WorkRules(map(read_rules, packaged_yaml(__name__).values()))

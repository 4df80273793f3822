"""What a place's file holds: the caseload to invent, what else is done, and what must come out.

Nobody in it exists; only the margins are those that were published, where ``document`` says.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from shared.codes.municipality import check_digit

FOLDER = Path(__file__).parent / "places"

Span = tuple[date, date]
"""First and last day."""

Margin = dict[str, int] | str
"""How many rows have which word of a column, or one word for all. ``電話/メール`` is either."""

Cells = dict[str, int | dict[str, int] | None]
"""Figures by the categories of one dimension or of two; ``None`` for what nobody counts."""


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Contacts(_Form):
    """Rows of the ledger.

    Attributes:
        first: so many come for the first time, each in a case of their own.
        again: so many rows of those who came before.
        unnamed: so many callers whose name nobody knows.
        between: when.
        each: how many rows have what, column by column; the columns are independent.
    """

    first: int = 0
    again: int = 0
    unnamed: int = 0
    between: Span
    each: dict[str, Margin] = {}


class Programme(_Form):
    """A programme with its sessions.

    Attributes:
        name: its public name.
        kind: code list ``resource_kinds``.
        role: who came, code list ``attendee_roles``.
        held: how many sessions.
        people: how many came to all of them together; ``None`` where nobody counts.
        between: when.
    """

    name: str
    kind: str = "place_to_be"
    role: str = "person"
    held: int
    people: int | None = None
    between: Span


class Steps(_Form):
    """So many persons take a step towards work.

    Attributes:
        kind: code list ``step_kinds``.
        persons: how many, each once.
        between: when.
        aged: of which 年齢 of the ledger; of any where nothing is said.
        outcome: how the steps end; they go on where nothing is said.
        hired: so many of them end with 採用 instead.
        attended: how often they are there, all together.
        minutes: so long each time, where hours count.
        programme: the scheme that pays for the days.
    """

    kind: str
    persons: int
    between: Span
    aged: str | None = None
    outcome: str | None = None
    hired: int = 0
    attended: int = 0
    minutes: int | None = None
    programme: str | None = None


class Jobs(_Form):
    """Persons who take up work: two margins over the same persons.

    Attributes:
        workplace: how many work where.
        trait: how many have which 主な特性.
        kind: code list ``employment_kinds``.
        between: when they began.
    """

    workplace: dict[str, int]
    trait: dict[str, int]
    kind: str
    between: Span


class Outcomes(_Form):
    """So many persons reach something other than work."""

    kind: str
    persons: int
    between: Span


class Referrals(_Form):
    """So many persons, or their families, are handed on and arrive: ``whom``, ``destination``."""

    whom: str
    destination: str
    completed: int
    between: Span


class Plans(_Form):
    """So many plans are decided."""

    decided: int
    between: Span


class Expected(_Form):
    """A table as it was published.

    Attributes:
        cells: by category; what is not named is 0.
        total: ``None`` where the municipality does not count.
        percent: where only shares were published: each cell's share of the total.
        published: the total that was published, where the cells do not add up to it.
    """

    cells: Cells = {}
    total: int | None = None
    percent: dict[str, int] = {}
    published: int | None = None


class Sheet(_Form):
    """A return and what it must show.

    Attributes:
        template: its id.
        document: where the figures were published.
        period: of the figures.
        tables: by name.
    """

    template: str
    document: str
    period: Span
    tables: dict[str, Expected]


class Place(_Form):
    """A fictional place.

    Attributes:
        code: the first five digits of its code.
        agencies: kind of each 受付機関 of the ledger, by its name.
        of_person: columns of the ledger that are the same in every row of a person.
        contacts: the ledger.
        programmes: 居場所 and the like.
        steps: towards work.
        jobs: that people have taken up.
        outcomes: other than work.
        referrals: beside those that the ledger tells.
        plans: that were decided.
        paid_months: months for which 手当 is issued.
        sheets: what must come out.
    """

    code: str
    agencies: dict[str, str] = {}
    of_person: tuple[str, ...] = ()
    contacts: tuple[Contacts, ...] = ()
    programmes: tuple[Programme, ...] = ()
    steps: tuple[Steps, ...] = ()
    jobs: Jobs | None = None
    outcomes: tuple[Outcomes, ...] = ()
    referrals: tuple[Referrals, ...] = ()
    plans: Plans | None = None
    paid_months: tuple[str, ...] = ()
    sheets: tuple[Sheet, ...]

    @property
    def municipality(self) -> str:
        """Its code with the check digit."""
        return self.code + check_digit(self.code)

    @property
    def is_more_than_a_ledger(self) -> bool:
        """Whether anybody there works with more than the ledger."""
        return bool(
            self.agencies
            or self.programmes
            or self.steps
            or self.jobs
            or self.outcomes
            or self.referrals
            or self.plans
        )


@cache
def places() -> dict[str, Place]:
    """Every place by the name of its file."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def _read(path: Path) -> Place:
    document: Any = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Place.model_validate(document)

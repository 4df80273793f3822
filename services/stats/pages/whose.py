"""Which return a page is about: its address says it in full, and it is nobody's secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from shared.pages import Visit

RETURN_PATH = "/returns/{municipality}/{template}/{first}/{last}"


@dataclass(frozen=True, slots=True)
class About:
    """A return.

    Attributes:
        municipality: 全国地方公共団体コード.
        template: id of the template.
        first: first day, as the address has it.
        last: last day.
    """

    municipality: str
    template: str
    first: str
    last: str

    @property
    def asked(self) -> dict[str, Any]:
        """As a use case is asked about it."""
        return {
            "municipality": self.municipality,
            "template": self.template,
            "first": self.first,
            "last": self.last,
        }

    @property
    def path(self) -> str:
        """Its address."""
        return f"/stats/pages/returns/{self.municipality}/{self.template}/{self.first}/{self.last}"

    def is_of(self, listed: Any) -> bool:  # noqa: ANN401 - a line of any list of returns
        """Whether a line of a list is about it."""
        return (listed.template, str(listed.period_from), str(listed.period_to)) == (
            self.template,
            self.first,
            self.last,
        )


def about(path: Mapping[str, str]) -> About:
    """The return of an address."""
    return About(*(path[name] for name in ("municipality", "template", "first", "last")))


def municipalities(visit: Visit) -> list[tuple[str, str]]:
    """Code and name of those whose figures somebody may ask for."""
    found = visit.ask("municipalities.list")
    return [(one.municipality, f"{one.name}（{one.municipality}）") for one in found]


def templates(visit: Visit) -> list[tuple[str, str]]:
    """Id and title of every template, the basic one first."""
    found = [
        (one.template, f"{one.title}（{one.template}）") for one in visit.ask("templates.list")
    ]
    return sorted(found, key=lambda one: (one[0] != "basic", one[0]))

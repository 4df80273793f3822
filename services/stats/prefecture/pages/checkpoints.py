"""Whether each municipality's ledger of disclosures holds; who is expected to report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shared.pages import Page, Visit


@dataclass(frozen=True, slots=True)
class LedgerShown:
    """A ledger.

    Attributes:
        ledger: what is known of it.
        alarms: what no honest ledger shows, each once.
    """

    ledger: Any
    alarms: tuple[str, ...]


def show(visit: Visit) -> Page:
    """Every municipality's ledger, those with an alarm first."""
    found = [LedgerShown(one, _named(one.alarms)) for one in visit.ask("checkpoints.list")]
    return Page(
        "checkpoints.html",
        "提供の記録の検査点",
        {
            "ledgers": sorted(found, key=lambda one: not one.alarms),
            "alarmed": [one for one in found if one.alarms],
        },
    )


def members(visit: Visit) -> Page:
    """Who is in the register."""
    return Page("members.html", "登録した市区町村", {"members": visit.ask("members.list")})


def _named(alarms: Sequence[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.means for one in alarms))

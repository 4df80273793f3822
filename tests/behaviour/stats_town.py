"""A town whose figures are asked for over HTTP: its ledger is taken in, its agencies are known."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from shared.calendar import format_wareki, jst_date, months_after, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody

TSUNAGU = Path(sys.executable).parent / "tsunagu"
WITHIN_SECONDS = 60.0
TOWN = {"municipality": DEMO_MUNICIPALITY}
NEIGHBOUR = {"municipality": "271403"}
OPERATOR = somebody("city", "operator", "-op")
STATISTICIAN = somebody("city", "statistician")
COUNSELLOR = somebody("city", "counsellor")
PREFECTURE = somebody("ken", "prefecture")
STRANGER = somebody("neighbour", "statistician")
HEADER = "受付日,ケース番号,対象者番号,年齢,方法,相談者,性別\n"


@dataclass(frozen=True, slots=True)
class Month:
    """A month that is over.

    Attributes:
        first: its first day.
        last: its last day.
    """

    first: date
    last: date

    @classmethod
    def before(cls, months: int = 1) -> Month:
        """The month so many before this one."""
        first = months_after(jst_date(system_clock()).replace(day=1), -months)
        return cls(first, months_after(first, 1) - timedelta(days=1))

    @property
    def asked(self) -> dict[str, str]:
        """As a request names it."""
        return {"first": str(self.first), "last": str(self.last)}

    @property
    def label(self) -> str:
        """As a page prints it."""
        told = format_wareki(self.first)
        return told[: told.index("月") + 1]

    def return_of(self, template: str = "basic") -> dict[str, str]:
        """The return of this month."""
        return {"template": template, **TOWN, **self.asked}


def rows(month: Month, counts: dict[str, int], start: int) -> Iterable[str]:
    """So many contacts by each method, each of another person, as rows of a ledger."""
    number = start
    for method, count in counts.items():
        for _ in range(count):
            number += 1
            age = 20 + (number * 7) % 45
            sex = "男" if number % 3 else "女"
            yield f"{month.first},C{number},P{number},{age},{method},母,{sex}\n"


def take_in(home: Path, month: Month, counts: dict[str, int], start: int = 0) -> None:
    """Contacts of a month, from a ledger file into the running system."""
    ledger = home.parent / f"ledger-{month.first}-{start}.csv"
    ledger.write_text(HEADER + "".join(rows(month, counts, start)), encoding="utf-8")
    done = subprocess.run(
        [str(TSUNAGU), "import", str(ledger), "--municipality", DEMO_MUNICIPALITY, "--json"],
        env=os.environ | {"TSUNAGU_HOME": str(home)},
        check=False,
        capture_output=True,
        text=True,
        timeout=WITHIN_SECONDS,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def register(conference: Counter) -> None:
    """The town's own department and the neighbour's are in the register."""
    for name, where in (("city", TOWN), ("neighbour", NEIGHBOUR)):
        town: dict[str, Any] = {"runs_juso": [], "welfare_office": True}
        conference.told(
            "municipality.describe", OPERATOR, **where, **town, profile="municipality-01"
        )
        conference.told(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=f"架空の{name}",
            kind="municipal_department",
            holder_class="public",
            internal=True,
            **where,
        )


def until_counted(stats: Counter, month: Month, contacts: int) -> dict[str, Any]:
    """The figures of a month, once all of its contacts have arrived."""
    deadline = time.monotonic() + WITHIN_SECONDS
    while True:
        told: dict[str, Any] = stats.told("returns.look", STATISTICIAN, **month.return_of())
        if told["tables"][0]["total"] == contacts:
            return told
        assert time.monotonic() < deadline, told["tables"][0]["total"]
        time.sleep(0.2)


def until_known(stats: Counter) -> None:
    """Wait until both agencies have arrived at stats."""
    deadline = time.monotonic() + WITHIN_SECONDS
    for somebody_known, where in ((STATISTICIAN, TOWN), (STRANGER, NEIGHBOUR)):
        while [
            one["municipality"] for one in stats.told("municipalities.list", somebody_known)
        ] != [where["municipality"]]:
            assert time.monotonic() < deadline
            time.sleep(0.1)

"""The returns that arrived: one row for each version, and for each that contradicts another.

A version that arrives again is known by its digest. One with another digest is kept beside it: a
municipality that went back to an older copy of its database may issue a number twice, and which of
them holds is for people to find out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.stats.domain.prefecture_return import CAUTION, FOR_PUBLICATION
from services.stats.domain.protection import rule_of_level
from shared.facts.envelope import Received
from shared.facts.stats import ReturnSubmitted
from shared.store import Rows, Transaction

ARRIVED_TABLES: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS arrived_returns (
        arrival INTEGER PRIMARY KEY,
        municipality TEXT NOT NULL,
        return_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        digest TEXT NOT NULL,
        template TEXT NOT NULL,
        title TEXT NOT NULL,
        period_from TEXT NOT NULL,
        period_to TEXT NOT NULL,
        as_of TEXT NOT NULL,
        protection TEXT NOT NULL,
        changed INTEGER NOT NULL,
        submitted_on TEXT NOT NULL,
        submitted_at TEXT NOT NULL,
        arrived_at TEXT NOT NULL,
        UNIQUE (municipality, return_id, version, digest)
    )""",
    """CREATE INDEX IF NOT EXISTS arrived_returns_by_period
        ON arrived_returns (template, period_from, period_to, municipality)""",
)


@dataclass(frozen=True, slots=True)
class ArrivedReturn:
    """One version of a return of one municipality.

    Attributes:
        arrival: its place among everything that arrived.
        municipality: whose.
        version: 1 for the first.
        digest: SHA-256 (hex) of the return as it was issued.
        template: id of the template.
        title: what it is called.
        first: first day of the period.
        last: its last day.
        as_of: what was recorded there up to this instant is in it.
        protection: by which rule its cells are protected.
        changed: in how many figures it differs from the version before.
        submitted_on: the day of submission.
    """

    arrival: int
    municipality: str
    version: int
    digest: str
    template: str
    title: str
    first: date
    last: date
    as_of: datetime
    protection: str
    changed: int
    submitted_on: date

    @property
    def handling(self) -> str:
        """取扱注意, unless a rule that is known here protects the figures."""
        try:
            known = rule_of_level(self.protection).level == self.protection
        except ValueError:
            known = False
        return FOR_PUBLICATION if known else CAUTION


def is_known(rows: Rows, fact: ReturnSubmitted) -> bool:
    """Whether this very return has arrived before."""
    found = rows.rows(
        "SELECT arrival FROM arrived_returns WHERE municipality = :municipality"
        " AND return_id = :return_id AND version = :version AND digest = :digest",
        {
            "municipality": fact.municipality,
            "return_id": fact.return_id,
            "version": fact.version,
            "digest": fact.digest,
        },
    )
    return bool(found)


def keep_return(tx: Transaction, received: Received, fact: ReturnSubmitted) -> int:
    """Keep a return that is not known yet; return its arrival."""
    last = tx.rows("SELECT COALESCE(MAX(arrival), 0) AS last FROM arrived_returns")
    arrival = int(last[0]["last"]) + 1
    tx.execute(
        "INSERT INTO arrived_returns VALUES (:arrival, :municipality, :return_id, :version,"
        " :digest, :template, :title, :first, :last, :as_of, :protection, :changed,"
        " :submitted_on, :submitted_at, :arrived_at)",
        {
            "arrival": arrival,
            "municipality": fact.municipality,
            "return_id": fact.return_id,
            "version": fact.version,
            "digest": fact.digest,
            "template": fact.template,
            "title": fact.title,
            "first": fact.period_from.isoformat(),
            "last": fact.period_to.isoformat(),
            "as_of": fact.as_of.isoformat(),
            "protection": fact.protection,
            "changed": len(fact.differences),
            "submitted_on": fact.occurred_on.isoformat(),
            "submitted_at": received.recorded_at.isoformat(),
            "arrived_at": tx.at.isoformat(),
        },
    )
    return arrival


def arrived_returns(
    rows: Rows,
    template: str | None = None,
    first: date | None = None,
    last: date | None = None,
) -> list[ArrivedReturn]:
    """What arrived, by period, template, municipality and version; of some of them, if asked."""
    asked = {"template": template, "period_from": first, "period_to": last}
    given = {name: str(value) for name, value in asked.items() if value is not None}
    where = "".join(f" AND {name} = :{name}" for name in given)
    found = rows.rows(
        f"SELECT * FROM arrived_returns WHERE arrival > 0{where}"  # noqa: S608 - own names
        " ORDER BY period_to, period_from, template, municipality, version, arrival",
        given,
    )
    return [_arrived(row) for row in found]


def _arrived(row: Mapping[str, Any]) -> ArrivedReturn:
    return ArrivedReturn(
        arrival=row["arrival"],
        municipality=row["municipality"],
        version=row["version"],
        digest=row["digest"],
        template=row["template"],
        title=row["title"],
        first=date.fromisoformat(row["period_from"]),
        last=date.fromisoformat(row["period_to"]),
        as_of=datetime.fromisoformat(row["as_of"]),
        protection=row["protection"],
        changed=row["changed"],
        submitted_on=date.fromisoformat(row["submitted_on"]),
    )

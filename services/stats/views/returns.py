"""Stats' read model of issued returns: one row for each version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.stats.domain.period import Period
from services.stats.domain.return_versions import ReturnClosed, ReturnIssued, ReturnPublished
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class IssuedReturns:
    """Tables ``issued_returns`` and ``published_returns``.

    ``closed_on`` is ``NULL`` while a version is open; ``place`` counts a municipality's
    publications in the order in which they left.
    """

    names = ("issued_returns", "published_returns")
    tables = (
        """CREATE TABLE IF NOT EXISTS issued_returns (
            return_id TEXT NOT NULL,
            version INTEGER NOT NULL,
            municipality TEXT NOT NULL,
            template TEXT NOT NULL,
            period_from TEXT NOT NULL,
            period_to TEXT NOT NULL,
            as_of TEXT NOT NULL,
            issued_on TEXT NOT NULL,
            digest TEXT NOT NULL,
            changed INTEGER NOT NULL,
            reason TEXT,
            closed_on TEXT,
            PRIMARY KEY (return_id, version)
        )""",
        """CREATE INDEX IF NOT EXISTS issued_returns_by_town
            ON issued_returns (municipality, template, period_from)""",
        """CREATE TABLE IF NOT EXISTS published_returns (
            municipality TEXT NOT NULL,
            place INTEGER NOT NULL,
            return_id TEXT NOT NULL,
            edition INTEGER NOT NULL,
            template TEXT NOT NULL,
            period_from TEXT NOT NULL,
            period_to TEXT NOT NULL,
            PRIMARY KEY (municipality, place)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        stream = str(recorded.originator_id)
        match recorded.event:
            case ReturnIssued() as event:
                tx.execute(
                    """INSERT INTO issued_returns VALUES (:return_id, :version, :municipality,
                        :template, :period_from, :period_to, :as_of, :issued_on, :digest,
                        :changed, :reason, NULL)""",
                    {
                        "return_id": stream,
                        "version": event.version,
                        "municipality": event.municipality,
                        "template": event.template,
                        "period_from": event.period_from.isoformat(),
                        "period_to": event.period_to.isoformat(),
                        "as_of": event.as_of.isoformat(),
                        "issued_on": event.issued_on.isoformat(),
                        "digest": event.digest,
                        "changed": len(event.differences),
                        "reason": event.reason,
                    },
                )
            case ReturnClosed() as event:
                tx.execute(
                    """UPDATE issued_returns SET closed_on = :closed_on
                        WHERE return_id = :return_id AND version = :version""",
                    {
                        "closed_on": event.closed_on.isoformat(),
                        "return_id": stream,
                        "version": event.version,
                    },
                )
            case ReturnPublished() as event:
                tx.execute(
                    """INSERT INTO published_returns
                        SELECT :municipality, COUNT(*) + 1, :return_id, :edition, :template,
                            :period_from, :period_to
                        FROM published_returns WHERE municipality = :municipality""",
                    {
                        "municipality": event.municipality,
                        "return_id": stream,
                        "edition": event.edition,
                        "template": event.template,
                        "period_from": event.period_from.isoformat(),
                        "period_to": event.period_to.isoformat(),
                    },
                )


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One issued version of a return.

    Attributes:
        return_id: which return.
        version: 1 for the first.
        municipality: whose.
        template: of which template.
        period: which period.
        as_of: see :class:`ReturnIssued`.
        issued_on: the day of issue.
        digest: SHA-256 of its document.
        changed: in how many figures it differs from the version before.
        reason: see :class:`ReturnIssued`.
        closed_on: the day it was closed.
    """

    return_id: UUID
    version: int
    municipality: str
    template: str
    period: Period
    as_of: datetime
    issued_on: date
    digest: str
    changed: int
    reason: str | None
    closed_on: date | None


def issued_returns(
    rows: Rows, municipality: str, template: str | None = None
) -> tuple[IssuedRow, ...]:
    """Every issued version of a municipality's returns, the latest periods first."""
    only = "" if template is None else " AND template = :template"
    found = rows.rows(
        "SELECT * FROM issued_returns WHERE municipality = :municipality"  # noqa: S608 - own words
        f"{only} ORDER BY period_to DESC, period_from, template, version",
        {"municipality": municipality} | ({} if template is None else {"template": template}),
    )
    return tuple(
        IssuedRow(
            return_id=UUID(row["return_id"]),
            version=row["version"],
            municipality=row["municipality"],
            template=row["template"],
            period=_period(row),
            as_of=datetime.fromisoformat(row["as_of"]),
            issued_on=date.fromisoformat(row["issued_on"]),
            digest=row["digest"],
            changed=row["changed"],
            reason=row["reason"],
            closed_on=date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
        )
        for row in found
    )


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One publication.

    Attributes:
        return_id: of which return.
        edition: which publication of it.
        template: of which template.
        period: of which period.
    """

    return_id: UUID
    edition: int
    template: str
    period: Period


def published_editions(rows: Rows, municipality: str) -> tuple[PublishedRow, ...]:
    """Everything a municipality has published, in the order in which it did."""
    found = rows.rows(
        "SELECT * FROM published_returns WHERE municipality = :municipality ORDER BY place",
        {"municipality": municipality},
    )
    return tuple(
        PublishedRow(UUID(row["return_id"]), row["edition"], row["template"], _period(row))
        for row in found
    )


def open_periods(
    rows: Rows, municipality: str, template: str, among: Iterable[Period]
) -> tuple[Period, ...]:
    """Those of some periods of which a version was issued, but the one that holds is not closed."""
    holds = {row.period: row for row in issued_returns(rows, municipality, template)}
    return tuple(one for one in among if one in holds and holds[one].closed_on is None)


def _period(row: Row) -> Period:
    return Period.between(
        date.fromisoformat(row["period_from"]), date.fromisoformat(row["period_to"])
    )

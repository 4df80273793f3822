"""What the hub answers."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime, BaseModel, ConfigDict

from services.stats.prefecture.domain.ledgers import Alarm


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Named(_Answer):
    """A municipality.

    Attributes:
        municipality: 全国地方公共団体コード.
        name: how it is printed.
    """

    municipality: str
    name: str


class ReportOf(Named):
    """The version that holds of one municipality.

    Attributes:
        version: 1 for the first.
        changed: in how many figures it differs from the version before.
        as_of: what was recorded there up to this instant is in it.
        submitted_on: the day of submission.
        protection: by which rule its cells are protected.
        handling: 取扱注意 or 公表用.
        digest: SHA-256 of the return as it was issued.
        contradicted: whether one of its versions arrived with two contents.
    """

    version: int
    changed: int
    as_of: AwareDatetime
    submitted_on: date
    protection: str
    handling: str
    digest: str
    contradicted: bool


class StatusOf(_Answer):
    """How far the municipalities have reported on one template and period.

    Attributes:
        template: id of the template.
        title: what it is called; ``None`` while nobody has reported.
        first: first day of the period.
        last: its last day.
        period: how it is printed.
        reported: who has.
        missing: who is in the register and has not.
    """

    template: str
    title: str | None
    first: date
    last: date
    period: str
    reported: tuple[ReportOf, ...]
    missing: tuple[Named, ...]


class Status(_Answer):
    """How far the municipalities have reported.

    Attributes:
        members: how many are in the register.
        put_aside: how many messages could not be taken in.
        returns: by period and template.
    """

    members: int
    put_aside: int
    returns: tuple[StatusOf, ...]


class FigureOf(Named):
    """One figure of one municipality.

    Attributes:
        version: of its return; ``None`` if it has not reported.
        value: ``None`` if it has not reported, not counted, or kept the figure back.
        population: ``None`` if it is not known.
        per_100000: the figure per 100,000 inhabitants, one decimal; ``None`` without both.
        rank: its place among those that have a rate, the highest first; ``None`` without a rate.
    """

    version: int | None
    value: int | None
    population: int | None
    per_100000: str | None
    rank: int | None


class FigureCompared(_Answer):
    """One figure, municipality by municipality.

    Attributes:
        heading: of its table.
        measure: name of the measure.
        measure_version: version of its definition; who counts by another has a figure of its own.
        dimensions: by what the table is divided.
        categories: one for each dimension; ``None`` for the total of the table.
        handling: 取扱注意 if any of them is a true count, else 公表用.
        municipalities: of every one that is in the register or has reported, by code.
    """

    heading: str
    measure: str
    measure_version: int
    dimensions: tuple[str, ...]
    categories: tuple[str, ...] | None
    handling: str
    municipalities: tuple[FigureOf, ...]


class FigureShown(_Answer):
    """One figure of a return.

    Attributes:
        categories: ``None`` for the total of the table.
        value: ``None`` where none was told.
        note: why, or what to know of it.
    """

    categories: tuple[str, ...] | None
    value: int | None
    note: str | None


class TableArrived(_Answer):
    """One table of a return.

    Attributes:
        heading: its name.
        measure: name of the measure.
        measure_version: version of its definition.
        dimensions: by what it is divided.
        figures: every cell, and the total last.
    """

    heading: str
    measure: str
    measure_version: int
    dimensions: tuple[str, ...]
    figures: tuple[FigureShown, ...]


class ReturnArrived(_Answer):
    """A return as it arrived.

    Attributes:
        report: which version, whose.
        title: what it is called.
        period: how its period is printed.
        tables: its figures.
    """

    report: ReportOf
    title: str
    period: str
    tables: tuple[TableArrived, ...]


class AlarmShown(_Answer):
    """Something that no honest ledger shows.

    Attributes:
        alarm: what.
        means: the same in words.
        note: the signed note that shows it, base64.
        contradicts: the one that it contradicts; ``None`` if it is wrong in itself.
    """

    alarm: Alarm
    means: str
    note: str
    contradicts: str | None


class LedgerShown(Named):
    """What is known of one municipality's ledger of disclosures.

    Attributes:
        kept: how many checkpoints are kept.
        verified: whether their signatures could be verified at all.
        size: entries in the latest; ``None`` if none ever came.
        root: its Merkle Tree Hash, hexadecimal.
        origin: the ledger, as its notes are signed.
        submitted_at: when the latest was submitted, as the municipality says.
        alarms: what no honest ledger shows.
    """

    kept: int
    verified: bool
    size: int | None
    root: str | None
    origin: str | None
    submitted_at: AwareDatetime | None
    alarms: tuple[AlarmShown, ...]


class Member(Named):
    """A municipality of the register.

    Attributes:
        enrolled_on: since when it is expected to report.
        ledger_key_known: whether signatures of its ledger can be verified.
    """

    enrolled_on: date
    ledger_key_known: bool

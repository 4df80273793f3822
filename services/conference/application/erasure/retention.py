"""Retention: how long each class is kept here, and whose records have been kept long enough."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference import views
from services.conference.application.acting import acting_for
from services.conference.application.desk import Desk
from services.conference.application.erasure.disposal import disposal_of, rule_of
from services.conference.domain.municipality import municipality_id
from services.conference.domain.retention import (
    RETENTION_RULE,
    CountedFrom,
    Term,
    lengthen_retention,
    retention_rule_id,
    term_of,
)
from services.conference.retention import LONGEST_YEARS, ClassId, record_classes
from shared.calendar import months_after
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor, Role
from shared.use_case import Request, use_case

PAGE = 100
KEEPERS: tuple[Role, ...] = ("secretariat", "auditor")


class RetentionLengthening(Request):
    """How long a municipality keeps a class of records.

    Attributes:
        municipality: its code.
        class_id: which class.
        years: whole years; never below the floor.
        counted_from: 終結の日から, or 翌年度の4月1日から.
        expected_version: as the user saw it.
    """

    municipality: MunicipalityCode
    class_id: ClassId
    years: int = Field(ge=1, le=LONGEST_YEARS)
    counted_from: CountedFrom = "closure"
    expected_version: int | None = None


class WhoseRetention(Request):
    """One municipality's terms."""

    municipality: MunicipalityCode


class ClassLine(BaseModel):
    """One class of records as it is kept in a municipality.

    Attributes:
        confirm: 要確認: no statute fixes the years.
    """

    model_config = ConfigDict(frozen=True)

    class_id: ClassId
    title: str
    years: int
    floor_years: int
    counted_from: CountedFrom
    source: str
    confirm: bool


class RetentionTerms(BaseModel):
    """All classes as they are kept in a municipality; ``version`` goes back with a change."""

    model_config = ConfigDict(frozen=True)

    version: int
    classes: tuple[ClassLine, ...]


class DueQuestion(Request):
    """Whose records have been kept long enough.

    Attributes:
        municipality: whose.
        after: the last person of the page before.
        limit: persons looked at for a page.
    """

    municipality: MunicipalityCode
    after: UUID | None = None
    limit: int = Field(default=PAGE, ge=1, le=10 * PAGE)


class TermLine(BaseModel):
    """Until when one class about a person is kept."""

    model_config = ConfigDict(frozen=True)

    class_id: ClassId
    title: str
    years: int
    last_day: date


class DueLine(BaseModel):
    """Somebody whose records have been kept long enough.

    Attributes:
        person_id: who.
        cases: every case they were in.
        kept_until: the last day of the longest term.
        terms: of each class that there are records of.
        holds: what suspends their disposal all the same.
        access_pending: a 開示請求 is not answered yet, which suspends it as well.
        proposed: an erasure is proposed and waits for a second person.
    """

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    cases: tuple[UUID, ...]
    kept_until: date
    terms: tuple[TermLine, ...]
    holds: tuple[UUID, ...]
    access_pending: bool
    proposed: bool


class DueList(BaseModel):
    """A page of the due list; ``next_after`` asks for the next one, ``None`` after the last."""

    model_config = ConfigDict(frozen=True)

    lines: tuple[DueLine, ...]
    next_after: UUID | None


class Retention:
    """How long records are kept, and what is due.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("retention.lengthen", "保存期間の設定", roles=KEEPERS)
    def lengthen(self, actor: Actor, request: RetentionLengthening) -> None:
        """Keep a class of records for other years than the program says.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
                ``stale-version``.
            InvalidInput: ``retention-below-floor``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            stream = tx.load(
                RETENTION_RULE, retention_rule_id(municipality_id(request.municipality))
            )
            stream.expect_version(request.expected_version)
            term = Term(years=request.years, counted_from=request.counted_from)
            events = lengthen_retention(stream.state, request.municipality, request.class_id, term)
            tx.append(RETENTION_RULE, stream, *events)

    @use_case("retention.terms", "保存期間の一覧", roles=KEEPERS, kind="query")
    def terms(self, actor: Actor, request: WhoseRetention) -> RetentionTerms:
        """How long each class is kept here."""
        _ = actor
        stream = self._desk.store.load(
            RETENTION_RULE, retention_rule_id(municipality_id(request.municipality))
        )
        lines = []
        for one in record_classes().values():
            term = term_of(stream.state, one.id)
            lines.append(
                ClassLine(
                    class_id=one.id,
                    title=one.title,
                    years=term.years,
                    floor_years=one.floor_years,
                    counted_from=term.counted_from,
                    source=one.source,
                    confirm=one.confirm,
                )
            )
        return RetentionTerms(version=stream.version, classes=tuple(lines))

    @use_case("retention.due", "保存期間を過ぎた記録", roles=KEEPERS, kind="query")
    def due(self, actor: Actor, request: DueQuestion) -> DueList:
        """Persons whose longest term is over, with what suspends their disposal.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            rule = rule_of(tx, request.municipality)
            shortest = min(one.floor_years for one in record_classes().values())
            ended_by = months_after(desk.today, -12 * shortest)
            persons = views.ended_persons(
                tx, request.municipality, ended_by, request.after, request.limit
            )
            lines = []
            for person_id in persons:
                found = disposal_of(tx, desk, rule, request.municipality, person_id)
                until = found.standing.kept_until
                if until is None or desk.today <= until:
                    continue
                terms = tuple(
                    TermLine(
                        class_id=one.class_id,
                        title=record_classes()[one.class_id].title,
                        years=one.years,
                        last_day=one.last_day,
                    )
                    for one in found.terms
                )
                line = DueLine(
                    person_id=person_id,
                    cases=found.cases,
                    kept_until=until,
                    terms=terms,
                    holds=found.holds,
                    access_pending=found.access_pending,
                    proposed=found.standing.other_erasure,
                )
                lines.append(line)
        more = persons[-1] if len(persons) == request.limit else None
        return DueList(lines=tuple(lines), next_after=more)

"""Templates, KPI sheets, rules of protection and municipalities, for whoever has to choose."""

from __future__ import annotations

from services.stats.application.acting import municipality_of
from services.stats.application.catalogues.forms import (
    Everything,
    MunicipalityInList,
    PeriodRead,
    ProtectionInList,
    ReadPeriod,
    SheetInList,
    ShowTemplate,
    TableShown,
    TemplateInList,
    TemplateShown,
)
from services.stats.application.catalogues.protections import OFFERED, label_of, told_of
from services.stats.application.municipalities import municipalities_known
from services.stats.domain.period import parse_period
from services.stats.domain.publishing import protection_rule
from services.stats.domain.template import TableTemplate
from services.stats.kpi import kpi_sheets
from services.stats.templates import load_templates, template_by_id
from shared.codes.municipality import municipality_name
from shared.identity import Actor, Role
from shared.store import EventStore
from shared.use_case import use_case

EVERYBODY: tuple[Role, ...] = (
    *("statistician", "prefecture", "secretariat", "auditor"),
    *("counsellor", "employment_supporter", "member"),
)
"""Whoever may read what was published may know what there is."""

STATISTICIANS: tuple[Role, ...] = ("statistician",)


class Catalogues:
    """Tells what can be chosen.

    Args:
        store: where it is known whose figures lie here.
    """

    def __init__(self, store: EventStore) -> None:
        self._store = store

    @use_case("municipalities.list", "市区町村の一覧", roles=EVERYBODY, kind="query")
    def municipalities(self, actor: Actor, request: Everything) -> list[MunicipalityInList]:
        """The municipalities whose figures lie here; to a registered agency its own alone."""
        _ = request
        own = municipality_of(self._store, actor)
        codes = municipalities_known(self._store) if own is None else [own]
        return [
            MunicipalityInList(municipality=code, name=municipality_name(code)) for code in codes
        ]

    @use_case("periods.read", "期間の読み取り", roles=EVERYBODY, kind="query")
    def period(self, actor: Actor, request: ReadPeriod) -> PeriodRead:
        """A period as offices write it, as its first and last day.

        Raises:
            InvalidInput: see :func:`services.stats.domain.period.parse_period`.
        """
        _ = actor
        read = parse_period(request.text)
        return PeriodRead(first=read.first, last=read.last, label=read.label, days=read.days_label)

    @use_case("templates.list", "報告の様式の一覧", roles=EVERYBODY, kind="query")
    def templates(self, actor: Actor, request: Everything) -> list[TemplateInList]:
        """Every report template, in the order of their ids."""
        _ = actor, request
        return [
            TemplateInList(template=one.id, title=one.title, tables=len(one.tables))
            for one in load_templates().values()
        ]

    @use_case("templates.show", "報告の様式の内容", roles=EVERYBODY, kind="query")
    def template(self, actor: Actor, request: ShowTemplate) -> TemplateShown:
        """A template: which tables it has, and what is counted in them.

        Raises:
            InvalidInput: ``unknown-template``.
        """
        _ = actor
        found = template_by_id(request.template)
        return TemplateShown(
            template=found.id,
            title=found.title,
            source=found.source,
            tables=tuple(map(_table, found.tables)),
        )

    @use_case("kpi.list", "KPI の様式の一覧", roles=STATISTICIANS, kind="query")
    def sheets(self, actor: Actor, request: Everything) -> list[SheetInList]:
        """Every KPI sheet, in the order of their ids."""
        _ = actor, request
        return [SheetInList(sheet=id_, title=one.title) for id_, one in kpi_sheets().items()]

    @use_case("protections.list", "秘匿の決まりの一覧", roles=EVERYBODY, kind="query")
    def protections(self, actor: Actor, request: Everything) -> list[ProtectionInList]:
        """The rules by which a publication is usually protected, the mildest first."""
        _ = actor, request
        return [
            ProtectionInList(protection=level, label=label_of(rule), told=told_of(rule))
            for level in OFFERED
            for rule in [protection_rule(level)]
        ]


def _table(table: TableTemplate) -> TableShown:
    return TableShown(
        name=table.name,
        measure=table.measure.name,
        measure_version=table.measure.version,
        unit=table.measure.unit,
        definition=table.measure.definition,
        dimensions=tuple(axis.name for axis in table.dimensions),
        only={one.dimension.name: tuple(sorted(one.labels)) for one in table.only},
    )

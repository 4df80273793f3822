"""The hub's use cases; all of them only look, and only the prefecture may."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path

from services.stats.prefecture.application.answers import (
    FigureCompared,
    LedgerShown,
    Member,
    ReturnArrived,
    Status,
)
from services.stats.prefecture.application.forms import (
    AskCompare,
    AskReturn,
    AskStatus,
    Everything,
)
from services.stats.prefecture.application.looking import Looking
from services.stats.prefecture.application.telling import (
    compared,
    label_of,
    ledger_shown,
    report_of,
    status_of,
    table_arrived,
)
from shared.codes.municipality import municipality_name
from shared.identity import Actor, Role
from shared.refusal import Refusal
from shared.store import EventStore
from shared.use_case import Bound, UseCase, offered_by, use_case

PREFECTURE: tuple[Role, ...] = ("prefecture",)
"""Whoever works for the prefecture, and nobody of a municipality: they see the others' counts."""


class PrefectureApplication(Looking):
    """What the prefecture can ask of its hub.

    Args:
        store: what has arrived.
        folder: where the register lies, and the table of populations beside it.
    """

    def __init__(self, store: EventStore, folder: Path) -> None:
        super().__init__(store, folder)

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """What HTTP and pages offer, by name."""
        return self._offered

    @cached_property
    def _offered(self) -> Mapping[str, tuple[UseCase, Bound]]:
        return offered_by(self)

    @use_case("members.list", "登録した市区町村の一覧", roles=PREFECTURE, kind="query")
    def members(self, actor: Actor, request: Everything) -> list[Member]:
        """The municipalities that are expected to report.

        Raises:
            Refusal: ``register-unreadable``.
        """
        _ = actor, request
        return [
            Member(
                municipality=code,
                name=municipality_name(code),
                enrolled_on=entry.enrolled_on,
                ledger_key_known=entry.trusted is not None,
            )
            for code, entry in self.register.entries.items()
        ]

    @use_case("returns.status", "報告の届き具合", roles=PREFECTURE, kind="query")
    def status(self, actor: Actor, request: AskStatus) -> Status:
        """Who has reported and who is missing, by template and period.

        Raises:
            Refusal: ``register-unreadable``.
        """
        _ = actor
        found = self.reported(request.template, request.first, request.last)
        return Status(
            members=len(self.register.entries),
            put_aside=self.put_aside(),
            returns=tuple(map(status_of, found)),
        )

    @use_case("returns.show", "届いた報告の内容", roles=PREFECTURE, kind="query")
    def show(self, actor: Actor, request: AskReturn) -> ReturnArrived:
        """A return as it arrived; of a version with two contents the one that came last.

        Raises:
            Refusal: ``arrived-return-not-found``.
        """
        _ = actor
        (group,) = self.reported(request.template, request.first, request.last)
        arrived = [
            one
            for one in self.arrived(request.template, request.first, request.last)
            if one.municipality == request.municipality and request.version in {None, one.version}
        ]
        if not arrived:
            raise Refusal(
                "arrived-return-not-found",
                "その市区町村の、この様式と期間の報告は届いていません。",
                "届いた報告の一覧で、様式・期間・版を確かめてください。",
            )
        held = arrived[-1]
        figures, dimensions = self.whole_return(held), self.dimensions_of(held)
        return ReturnArrived(
            report=report_of(held, group.contradicting),
            title=held.title,
            period=label_of(held.first, held.last),
            tables=tuple(
                table_arrived(tuple(table), dimensions)
                for _, table in groupby(figures, lambda one: one.heading)
            ),
        )

    @use_case("returns.compare", "市区町村の比較（10万人あたり）", roles=PREFECTURE, kind="query")
    def side_by_side(self, actor: Actor, request: AskCompare) -> list[FigureCompared]:
        """The municipalities' figures side by side, per 100,000 inhabitants where that is known.

        Raises:
            Refusal: ``nobody-reported``, ``register-unreadable``; the table of populations cannot
                be read: see :func:`services.stats.prefecture.populations.read_populations`.
            InvalidInput: ``unknown-table``.
        """
        _ = actor
        found = self.compare(
            request.template, request.first, request.last, self.populations(), request.heading
        )
        return [compared(one) for one in found]

    @use_case("checkpoints.list", "提供の記録の検査点", roles=PREFECTURE, kind="query")
    def checkpoints(self, actor: Actor, request: Everything) -> list[LedgerShown]:
        """What the checkpoints tell of each municipality's ledger of disclosures.

        Raises:
            Refusal: ``register-unreadable``.
        """
        _ = actor, request
        return [ledger_shown(one) for one in self.ledgers()]

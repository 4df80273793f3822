"""Issued returns: listed, shown as they went out, compared version by version."""

from __future__ import annotations

from services.stats.application.acting import PREFECTURE, may_read, refuse_elsewhere
from services.stats.application.returns.forms import (
    CompareReturns,
    Comparison,
    ListReturns,
    OfReturn,
    ReturnInList,
    ReturnShown,
    ShowReturn,
)
from services.stats.domain.period import Period
from services.stats.domain.prefecture_return import differences, redefined
from services.stats.domain.return_versions import RETURN, IssuedReturn, existing, return_id
from services.stats.domain.scope import scope_of
from services.stats.templates import template_by_id
from services.stats.views.returns import issued_returns
from shared.calendar import Clock
from shared.identity import Actor, Role
from shared.paging import listed
from shared.refusal import Refusal
from shared.store import EventStore
from shared.use_case import use_case

READERS: tuple[Role, ...] = ("statistician", "prefecture")
"""Who sees what was issued: the municipality's statistics, and the prefecture it went to."""


class IssuedReturns:
    """Reads what was issued; nothing is counted anew.

    Args:
        store: issued returns.
        clock: the instant of asking.
    """

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @use_case("returns.list", "発行した報告の一覧", roles=READERS, kind="query")
    @listed("-period_to", "period_from", "template", "version")
    def list_returns(self, actor: Actor, request: ListReturns) -> list[ReturnInList]:
        """The issued versions of a municipality's returns, the latest periods first.

        Raises:
            Refusal: ``not-of-this-municipality``.
        """
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        return [
            ReturnInList(
                return_id=row.return_id,
                template=row.template,
                period_from=row.period.first,
                period_to=row.period.last,
                period=row.period.label,
                version=row.version,
                as_of=row.as_of,
                issued_on=row.issued_on,
                closed_on=row.closed_on,
                changed=row.changed,
                reason=row.reason,
                digest=row.digest,
            )
            for row in issued_returns(self._store, request.municipality, request.template)
            if may_read(self._store, actor, row.return_id, row.version)
        ]

    @use_case("returns.show", "発行した報告の内容", roles=READERS, kind="query")
    def show(self, actor: Actor, request: ShowReturn) -> ReturnShown:
        """An issued version, as it went out.

        Raises:
            Refusal: ``not-of-this-municipality``, ``return-not-issued``, ``version-not-issued``,
                ``version-not-submitted``.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        issued = self._issued(actor, request)
        return ReturnShown.model_validate(issued.version(request.version))

    @use_case("returns.compare", "報告の版の比較", roles=READERS, kind="query")
    def compare(self, actor: Actor, request: CompareReturns) -> Comparison:
        """What differs between two versions of a return.

        Raises:
            Refusal: ``not-of-this-municipality``, ``return-not-issued``, ``version-not-issued``,
                ``version-not-submitted``.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        issued = self._issued(actor, request)
        before, after = issued.version(request.before), issued.version(request.after)
        return Comparison(
            template=request.template,
            period=Period.between(request.first, request.last).label,
            before=before.number,
            after=after.number,
            differences=differences(before.tables, after.tables),
            redefined=redefined(before.tables, after.tables),
        )

    def _issued(self, actor: Actor, about: OfReturn) -> IssuedReturn:
        """A return with those of its versions that somebody may read."""
        refuse_elsewhere(self._store, actor, about.municipality, self._clock())
        template = template_by_id(about.template)
        scope = scope_of(about.municipality, about.first, about.last, self._clock())
        stream = self._store.load(RETURN, return_id(template.id, scope))
        if stream.state is None and actor.role == PREFECTURE:
            raise _not_submitted()
        issued = existing(stream.state)
        readable = issued.among(
            one.number
            for one in issued.versions
            if may_read(self._store, actor, stream.id, one.number)
        )
        if not readable.versions:
            raise _not_submitted()
        return readable


def _not_submitted() -> Refusal:
    """Whether something was issued that was not submitted, the prefecture is not told either."""
    return Refusal(
        "version-not-submitted",
        "この期間の報告は、まだ県に提出されていません。",
        "市町村の統計担当に、提出を依頼してください。",
    )

"""報告: looked at, issued, closed."""

from __future__ import annotations

from services.stats.application.acting import refuse_elsewhere
from services.stats.application.arriving import (
    ConfirmArrival,
    refuse_while_facts_wait,
    taken_effect,
)
from services.stats.application.counting import Counted, count_return, not_yet, silently
from services.stats.application.returns.forms import (
    CloseReturn,
    Document,
    IssueReturn,
    LookAtReturn,
    ReturnAnswer,
)
from services.stats.domain.closing import close_return
from services.stats.domain.issued_return import issue_return
from services.stats.domain.prefecture_return import Return
from services.stats.domain.return_versions import RETURN, IssuedReturn, existing, return_id
from services.stats.domain.scope import scope_of
from services.stats.templates import template_by_id
from services.stats.views import Ask, counted_in
from services.stats.views.returns import open_periods
from shared.calendar import Clock
from shared.identity import Actor, Role
from shared.store import EventStore, Stream
from shared.use_case import use_case

STATISTICIANS: tuple[Role, ...] = ("statistician",)
"""Who sees true counts that were not issued (取扱注意), and who issues and closes."""


class Returns:
    """What is counted, issued and closed.

    Args:
        store: observations and issued returns.
        clock: the instant of recording.
        confirm_arrival: whether everything that was accepted has arrived.
        ask: who counts what is committed.
        counted: is told after each table that was counted.
    """

    def __init__(
        self,
        store: EventStore,
        clock: Clock,
        confirm_arrival: ConfirmArrival,
        ask: Ask,
        counted: Counted = silently,
    ) -> None:
        self._store = store
        self._clock = clock
        self._confirm_arrival = confirm_arrival
        self._ask = ask
        self._counted = counted

    def watched_by(self, counted: Counted) -> Returns:
        """The same, for somebody who watches it go on."""
        return Returns(self._store, self._clock, self._confirm_arrival, self._ask, counted)

    @use_case("returns.look", "報告の下見（発行前の数）", roles=STATISTICIANS, kind="query")
    def look(self, actor: Actor, request: LookAtReturn) -> Document:
        """Count the figures of a period as of an instant; nothing is recorded.

        ``warnings`` tells what whoever reads the figures must know.

        Raises:
            Refusal: ``not-of-this-municipality``.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        made = self.count(request)
        ahead = not_yet(made.scope.as_of, self._clock())
        return {**made.document(), "warnings": [*ahead, *made.warnings]}

    def count(self, request: LookAtReturn) -> Return:
        """The same as a value; who may ask was asked before."""
        template = template_by_id(request.template)
        scope = scope_of(
            request.municipality, request.first, request.last, request.as_of or self._clock()
        )
        state = self._store.load(RETURN, return_id(template.id, scope)).state
        return count_return(self._ask, template, scope, state, self._counted)

    @use_case("returns.issue", "報告の発行", roles=STATISTICIANS)
    def issue(self, actor: Actor, request: IssueReturn) -> ReturnAnswer:
        """Issue a return, unless the version that holds has the same figures.

        It is counted before anything is written, so nobody waits for it; and again, if a fact has
        taken effect meanwhile.

        Raises:
            Refusal: ``not-of-this-municipality``; and see
                :func:`services.stats.domain.issued_return.issue_return`.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        template = template_by_id(request.template)
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        before = taken_effect(self._store)
        made = self.count(request)
        with self._store.transaction(actor, self._clock) as tx:
            refuse_elsewhere(tx, actor, request.municipality, tx.at)
            stream = tx.load(RETURN, return_id(template.id, made.scope))
            if taken_effect(self._store) != before:
                made = count_return(
                    counted_in(tx), template, made.scope, stream.state, self._counted
                )
            events = issue_return(stream.state, made, now=tx.at, reason=request.reason)
            stream = tx.append(RETURN, stream, *events)
        return _answer(stream, changed=bool(events))

    @use_case("returns.close", "報告の締め", roles=STATISTICIANS)
    def close(self, actor: Actor, request: CloseReturn) -> ReturnAnswer:
        """Close the version that holds, once everything that was accepted has arrived.

        It is counted as :meth:`issue` does.

        Raises:
            Refusal: ``not-of-this-municipality``, ``facts-have-not-arrived``,
                ``facts-not-taken-in``; and see
                :func:`services.stats.domain.closing.close_return`.
            InvalidInput: ``unknown-template``, ``period-reversed``.
        """
        template = template_by_id(request.template)
        refuse_elsewhere(self._store, actor, request.municipality, self._clock())
        self._confirm_arrival()
        refuse_while_facts_wait(self._store)
        before = taken_effect(self._store)
        scope = scope_of(request.municipality, request.first, request.last, self._clock())
        state = existing(self._store.load(RETURN, return_id(template.id, scope)).state)
        made = count_return(self._ask, template, scope, state, self._counted)
        with self._store.transaction(actor, self._clock) as tx:
            refuse_elsewhere(tx, actor, request.municipality, tx.at)
            refuse_while_facts_wait(tx)
            stream = tx.load(RETURN, return_id(template.id, scope))
            if taken_effect(self._store) != before:
                made = count_return(counted_in(tx), template, scope, stream.state, self._counted)
            months = [month for month in made.period.months if month != made.period]
            waiting = open_periods(tx, scope.municipality, template.id, months)
            events = close_return(stream.state, made, waiting, now=tx.at)
            stream = tx.append(RETURN, stream, *events)
        return _answer(stream, changed=bool(events))


def _answer(stream: Stream[IssuedReturn], *, changed: bool) -> ReturnAnswer:
    holds = existing(stream.state).last
    return ReturnAnswer(
        return_id=stream.id,
        version=holds.number,
        changed=changed,
        digest=holds.digest,
        differences=holds.differences,
        redefined=holds.redefined,
        closed_on=holds.closed_on,
    )

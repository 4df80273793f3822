"""報告の発行: what went to the prefecture stays as it went; changed figures are a new version.

Late arrivals and corrections never change an issued return in silence (law rule 65): they make
version n + 1, which lists its differences from version n. Once a version is closed
(:mod:`services.stats.domain.closing`), the next one needs a reason besides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from services.stats.domain.prefecture_return import (
    Difference,
    Return,
    differences,
    digest_of,
    same_figures,
    table_documents,
)
from services.stats.domain.return_versions import IssuedReturn, Reason, ReturnIssued
from services.stats.domain.table import Table
from shared.calendar import jst_date
from shared.refusal import InvalidInput, Refusal


def version_of(state: IssuedReturn | None, tables: Iterable[Table]) -> int:
    """Return the newest issued version with these figures, or the number they would get."""
    if state is None:
        return 1
    figures = table_documents(tables)
    equal = (one.number for one in reversed(state.versions) if same_figures(one.tables, figures))
    return next(equal, state.last.number + 1)


def issue_return(
    state: IssuedReturn | None, made: Return, *, now: datetime, reason: Reason | None = None
) -> tuple[ReturnIssued, ...]:
    """Issue a return; nothing happens when the version that holds has the same figures.

    Figures that go back to those of an older version are a new version as well.

    Args:
        state: what was issued for the same template, municipality and period.
        made: the return; its version is given here.
        now: the instant of issue.
        reason: why figures that were closed are followed by others.

    Raises:
        InvalidInput: ``as-of-in-future``: what is recorded until then is not known yet.
        Refusal: ``period-not-over``; ``newer-return-issued``: the version that holds counts more
            than this one; ``reason-missing``: the version that was closed is not followed by
            another without a reason.
    """
    if made.scope.as_of > now:
        raise InvalidInput(
            "基準の時点",
            "as-of-in-future",
            "基準の時点が、まだ来ていません。",
            "現在までの時点を指定して、報告を発行してください。",
        )
    refuse_before_end(made)
    if state is None:
        return (_issued(made, 1, (), now, None),)
    if made.scope.as_of < state.last.as_of:
        raise Refusal(
            "newer-return-issued",
            "この期間の報告は、より新しい時点の記録で発行済みです。",
            "発行済みの報告の基準の時点以降を指定してください。",
        )
    figures = table_documents(made.tables)
    if same_figures(figures, state.last.tables):
        return ()
    if state.was_closed and reason is None:
        raise Refusal(
            "reason-missing",
            "この期間の報告は締めた後です。数の変わった版を出すには、理由が要ります。",
            "理由（遅れて届いた記録・訂正・数え方の変更）を指定してください。"
            "締めた版は、そのまま残ります。",
        )
    changed = differences(state.last.tables, figures)
    return (_issued(made, state.last.number + 1, changed, now, reason),)


def refuse_before_end(made: Return) -> None:
    """Refuse a return that counts only a part of its period.

    Raises:
        Refusal: ``period-not-over``.
    """
    if made.scope.as_of < made.period.ends_at:
        raise Refusal(
            "period-not-over",
            f"期間（{made.period.label}）が、基準の時点でまだ終わっていません。",
            "末日が過ぎてから行ってください。途中の数は、下見で見られます。",
        )


def _issued(
    made: Return,
    version: int,
    changed: tuple[Difference, ...],
    now: datetime,
    reason: Reason | None,
) -> ReturnIssued:
    text = replace(made, version=version).text()
    return ReturnIssued(
        municipality=made.scope.municipality,
        template=made.template.id,
        period_from=made.scope.first,
        period_to=made.scope.last,
        as_of=made.scope.as_of,
        issued_on=jst_date(now),
        version=version,
        document=text,
        digest=digest_of(text),
        differences=changed,
        reason=reason,
    )

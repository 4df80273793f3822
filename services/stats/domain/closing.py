"""報告の締め: a version becomes final once its period is over and its figures are complete.

A closed version never changes. What arrives later, and what is corrected, makes the next version,
with the differences and a reason (:func:`services.stats.domain.issued_return.issue_return`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from services.stats.domain.issued_return import refuse_before_end
from services.stats.domain.period import Period
from services.stats.domain.prefecture_return import Return, same_figures, table_documents
from services.stats.domain.return_versions import IssuedReturn, ReturnClosed, existing
from shared.calendar import jst_date
from shared.refusal import Refusal


def close_return(
    state: IssuedReturn | None, made: Return, open_months: Iterable[Period], *, now: datetime
) -> tuple[ReturnClosed, ...]:
    """Close the version that holds; nothing happens when it is closed already.

    Args:
        state: what was issued.
        made: the same return as it is counted now, with all that was accepted so far.
        open_months: the months within a longer period of which the same template was issued and
            not closed.
        now: the instant of closing.

    Raises:
        Refusal: ``return-not-issued``, ``period-not-over``; ``figures-have-changed``: what has
            arrived since belongs in a version before the period is closed; ``months-not-closed``.
    """
    last = existing(state).last
    refuse_before_end(made)
    if not same_figures(last.tables, table_documents(made.tables)):
        raise Refusal(
            "figures-have-changed",
            f"第{last.number}版を発行した後に、数が変わっています。",
            "新しい版を発行してから、締めてください。",
        )
    if last.closed_on:
        return ()
    if named := "・".join(month.label for month in open_months):
        raise Refusal(
            "months-not-closed",
            f"期間の中に、まだ締めていない月があります（{named}）。",
            "月の報告を先に締めてください。",
        )
    return (
        ReturnClosed(
            municipality=made.scope.municipality,
            version=last.number,
            closed_on=jst_date(now),
            as_of=made.scope.as_of,
            digest=last.digest,
        ),
    )

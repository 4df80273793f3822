"""The rows as Markdown tables for readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from services.conference.law.statutes.penalty import KOKINKEI, Penalty
from services.conference.law.statutes.provision import Citation, Does, Provision
from services.conference.law.statutes.provisions import PENALTIES, PROVISIONS
from services.conference.law.statutes.statute import Statute

_DOES: dict[Does, str] = {
    "permits": "できる",
    "forbids": "してはならない",
    "requires": "しなければならない",
}
_TO_CONFIRM = "要確認"


def provisions_table() -> str:
    """Every citation of every provision: its days, what it does, whom it binds, its penalty."""
    return _table(
        ("条文", "有効な日", "はたらき", "内容", "誰に", "罰則", "確認"),
        (_provision(one, citation) for one in PROVISIONS.values() for citation in one.cited),
    )


def penalties_table() -> str:
    """Every penalty for a leak, in the words of today's law."""
    return _table(
        ("条文", "有効な日", "重さ", "確認"),
        (_penalty(one, citation) for one in PENALTIES.values() for citation in one.cited),
    )


def statutes_table() -> str:
    """The statutes: the name used in citations, their own name and number."""
    rows: tuple[Provision | Penalty, ...] = (*PROVISIONS.values(), *PENALTIES.values())
    named: dict[str, Statute] = {
        citation.statute.short: citation.statute for one in rows for citation in one.cited
    }
    return _table(
        ("略称", "正式名", "法令番号"),
        ((one.short, one.name, one.number) for one in named.values()),
    )


def _provision(provision: Provision, citation: Citation) -> tuple[str, ...]:
    penalty = PENALTIES[provision.penalty].cited if provision.penalty else ()
    return (
        citation.text,
        _days(citation),
        _DOES[provision.does],
        provision.gist,
        provision.binds,
        "・".join(f"{one.text}{_in_brackets(_to_confirm(one))}" for one in penalty) or "–",
        _to_confirm(citation),
    )


def _penalty(penalty: Penalty, citation: Citation) -> tuple[str, ...]:
    measure = penalty.measure_on(KOKINKEI) or "行為により異なる"
    return citation.text, _days(citation), measure, _to_confirm(citation)


def _days(citation: Citation) -> str:
    """The first day and the last, as far as they are told."""
    since = citation.since.isoformat() if citation.since else "従前"
    last = citation.until - timedelta(days=1) if citation.until else None
    return f"{since}〜{last.isoformat() if last else ''}"


def _to_confirm(citation: Citation) -> str:
    return "" if citation.confirmed else _TO_CONFIRM


def _in_brackets(remark: str) -> str:
    return f"（{remark}）" if remark else ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, ("---",) * len(head), *rows)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)

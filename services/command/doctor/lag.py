"""How far facts are on their way, and which of them came to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from services.command.doctor.examined import Examined
from services.command.doctor.finding import BROKER, DEAD_LETTERS, Finding, caution, ok, wrong
from services.command.doctor.reading import reading

CAUTION_FROM, WRONG_FROM = 1_000, 10_000
"""So many facts on their way to one reader."""


def check_lag(at: Examined) -> Iterator[Finding]:
    """Facts that wait at the broker, and dead letters."""
    waiting = at.broker.waiting if at.broker else {}
    late = {name: count for name, count in waiting.items() if count >= CAUTION_FROM}
    if late:
        told = "、".join(f"{name} {count:,} 件" for name, count in late.items())
        judge = wrong if max(late.values()) >= WRONG_FROM else caution
        yield judge(
            "lag",
            "facts-wait",
            f"受け手に届いていない通知が多くあります: {told}。",
            "受け手が働いているかを `tsunagu health` で確かめ、減っていくかを見てください。",
            BROKER,
        )
    elif waiting:
        yield ok("lag", "facts-arrive", f"届いていない通知は {sum(waiting.values()):,} 件です。")
    yield from _dead_letters(at)


def _dead_letters(at: Examined) -> Iterator[Finding]:
    found, looked = {}, False
    for name, settings in at.settings.items():
        if not at.has_store(name):
            continue
        looked = True
        with reading(settings.database_url, settings.database_password) as select:
            ((count,),) = select("SELECT count(*) FROM dead_letters")
        if count:
            found[name] = count
    if found:
        told = "、".join(f"{name} {count:,} 件" for name, count in found.items())
        yield wrong(
            "lag",
            "dead-letters",
            f"受け取れなかった通知があります: {told}。",
            "`tsunagu dead-letters list` で理由を見て原因を除き、`retry` で処理してください。",
            DEAD_LETTERS,
        )
    elif looked:
        yield ok("lag", "no-dead-letters", "受け取れなかった通知はありません。")

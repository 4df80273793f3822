"""Whether the tables are those that this version declares."""

from __future__ import annotations

from collections.abc import Iterator

from services.command.doctor.examined import Examined
from services.command.doctor.finding import REBUILD, Finding, caution, ok, wrong
from services.command.doctor.reading import Select, reading
from shared.facts.fact import Service
from shared.store import EventStore
from shared.store.view_shapes import shape_of

_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT table_name FROM information_schema.tables"
    " WHERE table_schema = current_schema()",
}


def check_tables(at: Examined) -> Iterator[Finding]:
    """Hold the tables of each service against what it declares; nothing is made or changed."""
    for name, settings in at.settings.items():
        if not at.has_store(name):
            yield caution(
                "tables",
                "no-store-yet",
                f"{name} のデータベースは、まだありません。",
                "初めてなら `tsunagu up`（サーバーでは `tsunagu migrate`）で用意し、"
                "そうでなければ、控えから戻してください。",
            )
            continue
        with at.opened(name) as service:
            kind = settings.database_url.partition(":")[0]
            with reading(settings.database_url, settings.database_password) as select:
                yield _judged(name, service.store, kind, select)


def _judged(name: Service, store: EventStore, kind: str, select: Select) -> Finding:
    there = {row[0] for row in select(_NAMES[kind])}
    needed = {"stored_events", "dead_letters", "view_shapes"}
    missing = sorted(needed.union(*(one.names for one in store.views)) - there)
    if missing:
        return wrong(
            "tables",
            "tables-missing",
            f"{name} に、ない表があります: {'、'.join(missing)}。",
            "`tsunagu migrate`（1台なら `tsunagu up`）で作り、`rebuild-views` で満たしてください。",
            REBUILD,
        )
    made: dict[str, str] = dict(select("SELECT view_name, shape FROM view_shapes"))
    older = sorted(one.names[0] for one in store.views if made.get(one.names[0]) != shape_of(one))
    if older:
        return wrong(
            "tables",
            "tables-of-another-version",
            f"{name} に、この版の形でない表があります: {'、'.join(older)}。",
            "`tsunagu migrate`（1台なら `tsunagu up` の起動し直し）で作り直してください。",
            REBUILD,
        )
    return ok("tables", "tables-as-declared", f"{name} の表は、この版のとおりです。")

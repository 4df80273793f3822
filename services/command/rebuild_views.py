"""``tsunagu rebuild-views``: what is shown, made anew from what was recorded."""

from __future__ import annotations

from contextlib import closing

from services.command.options import AsJson, ServiceName
from services.command.rebuild import rebuild_shown
from services.command.screen import answer_json, progress, say
from services.command.wiring import build
from shared.calendar import system_clock
from shared.settings import service_named, settings_of_store


def rebuild_views(service: ServiceName, *, as_json: AsJson = False) -> None:
    """記録から一覧表を作り直す（stats は、ほかの記録から集計の元の表も）。"""
    with closing(build(settings_of_store(service_named(service)), system_clock)) as built:
        with progress("一覧表", built.store.position()) as advance:
            count = built.store.rebuild_views(advance)
        observed = rebuild_shown(built) if built.name == "stats" else None
    if as_json:
        answer_json({"service": service, "events": count, "observed": observed})
        return
    say(f"{service}: {count:,} 件の記録から作り直しました")
    if observed is not None:
        say(f"stats: ほかのサービスの {observed:,} 件の記録から、集計の元の表を作り直しました")

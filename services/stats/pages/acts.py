"""What is done with a return: issued, closed, published, submitted.

What cannot be taken back is asked for twice; what is refused is told on the return's own page.
"""

from __future__ import annotations

from dataclasses import replace

from services.stats.pages import returns
from services.stats.pages.whose import about
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import Refusal

SURE = "sure"


def issue(visit: Visit) -> Answer:
    """Issue; a version whose figures have not changed stays."""
    which = about(visit.path)
    try:
        done = visit.ask("returns.issue", {**which.asked, **visit.form.given("reason")})
    except Refusal as refusal:
        return _told(visit, refusal)
    if done.changed:
        return Moved(which.path, f"第{done.version}版を発行しました。")
    return Moved(which.path, f"数は変わっていません。第{done.version}版のままです。")


def close(visit: Visit) -> Answer:
    """Close the version that holds, once everything has arrived."""
    which = about(visit.path)
    try:
        _expect_sure(visit)
        done = visit.ask("returns.close", which.asked)
    except Refusal as refusal:
        return _told(visit, refusal)
    return Moved(which.path, f"第{done.version}版を締めました。この版は、もう変わりません。")


def publish(visit: Visit) -> Answer:
    """Publish the version that holds by a rule."""
    which = about(visit.path)
    try:
        _expect_sure(visit)
        done = visit.ask("returns.publish", {**which.asked, **visit.form.given("protection")})
    except Refusal as refusal:
        return _told(visit, refusal)
    told = "公表用にしました。" if done.changed else "同じ決まりで、すでに公表用にしてあります。"
    return Moved(f"{which.path}/editions/{done.edition}", told + "".join(done.warnings))


def submit(visit: Visit) -> Answer:
    """Submit the version that holds to the prefecture."""
    which = about(visit.path)
    try:
        _expect_sure(visit)
        done = visit.ask("submissions.submit", which.asked)
    except Refusal as refusal:
        return _told(visit, refusal)
    return Moved(which.path, f"第{done.version}版を県に提出しました。つながりしだい届きます。")


def _expect_sure(visit: Visit) -> None:
    """Refuse what cannot be taken back unless somebody says that they have looked.

    Raises:
        Refusal: ``not-sure``.
    """
    if not visit.form.one(SURE):
        raise Refusal(
            "not-sure",
            "内容を確かめた印がありません。",
            "内容を確かめ、「確かめました」に印を付けてから、もう一度押してください。",
        )


def _told(visit: Visit, refusal: Refusal) -> Page:
    """The return's page with the reason; no field of it is to blame."""
    plain = Refusal(refusal.code, refusal.message, refusal.remedy)
    return replace(returns.show(visit), refusal=plain)

"""``tsunagu prefecture``: its commands."""

from __future__ import annotations

from services.command.prefecture.enrolment import enrol, renew
from services.command.prefecture.joining import join, leave
from services.command.prefecture.operating import (
    list_retries,
    migrate,
    provision_broker,
    retry,
    up,
)
from services.command.prefecture.showing import checkpoints, compare, status
from services.command.rooms import group

app = group("県: 市区町村から届く集計の受け取り。登録・比較・提供の記録の検査点。")

app.command("up")(up)
app.command("enrol")(enrol)
app.command("renew")(renew)
app.command("join")(join)
app.command("leave")(leave)
app.command("status")(status)
app.command("compare")(compare)
app.command("checkpoints")(checkpoints)
app.command("retry")(retry)
app.command("retries")(list_retries)
app.command("migrate")(migrate)
app.command("provision")(provision_broker)

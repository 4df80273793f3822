"""``tsunagu token``: on one machine's own folder, an access token with which to try out HTTP."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import Annotated

import typer

from services.command.acting import CONFERENCE, actor_of
from services.command.embedded.issuer import expect_own_machine, issue
from services.command.embedded.system import prepare
from services.command.options import Agency, As, Purpose, Worker
from shared.calendar import system_clock
from shared.settings import home_from_environment

Minutes = Annotated[
    int, typer.Option("--minutes", min=1, max=60, metavar="分", help="有効な分数（60まで）")
]


def issue_token(
    *,
    role: As,
    agency: Agency,
    worker: Worker,
    purpose: Purpose = CONFERENCE,
    minutes: Minutes = 30,
) -> None:
    """試用のトークンを発行する（この機械のフォルダーだけで通用する。本番では使えない）。"""
    expect_own_machine()
    actor = actor_of(role, agency, worker, purpose)
    home = home_from_environment()
    if not home.issuer_jwks.exists():
        prepare(home)
    sys.stdout.write(issue(home, actor, timedelta(minutes=minutes), system_clock) + "\n")

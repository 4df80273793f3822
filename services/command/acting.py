"""As whom somebody acts at the command line: said, held against nothing, and on record.

Whoever may run commands on the machine is guarded by its operating system (ADR 5); the role they
act in still decides what they may ask for.
"""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError

from shared.identity import ROLE_LABELS, Actor
from shared.refusal import InvalidInput

As = Annotated[
    str,
    typer.Option(
        "--as",
        envvar="TSUNAGU_ROLE",
        metavar="ROLE",
        help="役割: " + "・".join(role for role in ROLE_LABELS if role != "service"),
    ),
]
Agency = Annotated[
    str, typer.Option("--agency", envvar="TSUNAGU_AGENCY", metavar="ID", help="機関の番号")
]
Person = Annotated[
    str, typer.Option("--person", envvar="TSUNAGU_WORKER", metavar="ID", help="職員の番号")
]
Purpose = Annotated[str, typer.Option("--purpose", metavar="CODE", help="利用目的の符号")]

CONFERENCE = "conference"
"""利用目的, where the command was not told another."""


def actor_of(role: str, agency: str, person: str, purpose: str) -> Actor:
    """Whoever acts.

    Raises:
        InvalidInput: ``unknown-role``, ``actor-unreadable``.
    """
    if role == "service" or role not in ROLE_LABELS:
        raise InvalidInput(
            "--as",
            "unknown-role",
            "その役割はありません。",
            f"{'・'.join(one for one in ROLE_LABELS if one != 'service')} から選んでください。",
        )
    told = {"person": person, "agency": agency, "role": role, "purpose": purpose}
    try:
        return Actor.model_validate(told)
    except ValidationError as error:
        field = str(error.errors(include_input=False)[0]["loc"][0])
        raise InvalidInput(
            f"--{field}",
            "actor-unreadable",
            "番号や符号を読み取れません。",
            "氏名ではなく、英数字の番号や符号を指定してください。",
        ) from None

"""As whom somebody acts at the command line: said, held against nothing, and on record.

Whoever may run commands on the machine is guarded by its operating system (ADR 5); the role they
act in still decides what they may ask for.
"""

from __future__ import annotations

from pydantic import ValidationError

from shared.identity import ROLE_LABELS, Actor
from shared.refusal import InvalidInput

ROLES = {role: label for role, label in ROLE_LABELS.items() if role != "service"}
"""The roles of people; a service acts on facts alone."""

CONFERENCE = "conference"
"""利用目的, where the command was not told another."""

_FIELDS = {"person": "職員の番号", "agency": "機関の番号", "purpose": "利用目的の符号"}


def actor_of(role: str, agency: str, person: str, purpose: str) -> Actor:
    """Whoever acts.

    Raises:
        InvalidInput: ``unknown-role``, ``actor-unreadable``.
    """
    if role not in ROLES:
        raise InvalidInput(
            "--as",
            "unknown-role",
            "その役割はありません。",
            f"{'・'.join(ROLES)} から選んでください。",
        )
    told = {"person": person, "agency": agency, "role": role, "purpose": purpose}
    try:
        return Actor.model_validate(told)
    except ValidationError as error:
        field = _FIELDS[str(error.errors(include_input=False)[0]["loc"][0])]
        raise InvalidInput(
            field,
            "actor-unreadable",
            f"{field}がないか、読み取れません。",
            "氏名ではなく、英数字の番号や符号を指定してください。",
        ) from None

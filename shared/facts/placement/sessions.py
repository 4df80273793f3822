"""Sessions of programmes 居場所・家族会・学習支援."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from shared.facts.fact import Age, Code, Fact, OpaqueId, fact


class SessionCount(BaseModel):
    """So many people of a kind at a session.

    Attributes:
        role: code list ``attendee_roles``.
        first_age: whole years from which on; ``None`` from birth on.
        last_age: whole years up to which, inclusive; ``None`` without end; without either, nobody
            asked how old they are.
        people: how many.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    role: Code
    first_age: Age | None
    last_age: Age | None
    people: int


class _SessionFact(Fact):
    """A session of a programme (居場所・家族会・学習支援).

    Attributes:
        session_id: the session.
        programme_id: the programme.
        kind: its kind, code list ``resource_kinds``.
    """

    session_id: OpaqueId
    programme_id: OpaqueId
    kind: Code


@fact("placement", "session-held", "居場所などの開催", subject="session_id")
class SessionHeld(_SessionFact):
    """It was held on this day; takes the place of what was told of this session before.

    Attributes:
        counts: how many came; empty where nobody counted, which is not 0.
    """

    counts: tuple[SessionCount, ...]


@fact("placement", "session-undone", "居場所などの開催の取り消し", subject="session_id")
class SessionUndone(_SessionFact):
    """The session was not held: what was told of it holds no more."""

"""Actors are opaque: a name cannot be put into one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from shared.identity import Actor, Metadata, service_actor


@pytest.mark.parametrize("field", ["person", "agency", "purpose"])
def test_an_actor_takes_no_name(field: str) -> None:
    """A Japanese name in any field is refused, and the error does not repeat it."""
    values = {"person": "w-1", "agency": "a-1", "role": "counsellor", "purpose": "consultation"}

    with pytest.raises(ValidationError) as refused:
        Actor.model_validate(values | {field: "架空 花子"})

    assert "架空" not in str(refused.value)


def test_an_unknown_role_is_refused() -> None:
    """Roles are a closed list."""
    with pytest.raises(ValidationError):
        Actor.model_validate(
            {"person": "w-1", "agency": "a-1", "role": "mayor", "purpose": "consultation"}
        )


def test_metadata_needs_an_instant_with_a_time_zone() -> None:
    """A naive time would mean another instant on another machine."""
    with pytest.raises(ValidationError):
        Metadata.model_validate(
            {"actor": service_actor("stats", "inbox"), "recorded_at": "2024-04-01T00:00:00"}
        )

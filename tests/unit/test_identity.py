"""Who acts: opaque ids, known roles, and metadata that names the instant."""

from datetime import UTC, datetime
from typing import get_args

import pytest
from pydantic import ValidationError

from shared.codes import ROLES
from shared.identity import ROLE_LABELS, Actor, Metadata, Role, service_actor

ACTOR = Actor(person="worker-1", agency="agency-1", role="counsellor", purpose="consultation")


def test_every_role_has_a_japanese_label() -> None:
    """Each role, and nothing else, has a label, so that no page shows a code."""
    assert set(ROLE_LABELS) == set(get_args(Role))
    assert ROLE_LABELS["counsellor"] == "相談員"
    assert all(not label.isascii() for label in ROLE_LABELS.values())


def test_the_code_list_holds_no_role_that_an_actor_cannot_have() -> None:
    """The roles that people choose from are roles that an actor accepts."""
    for code in ROLES:
        Actor.model_validate(ACTOR.model_dump() | {"role": code.code})


@pytest.mark.parametrize("field", ["person", "agency", "purpose"])
@pytest.mark.parametrize("value", ["架空 花子", "Kakuu Hanako", "hanako@example.jp", "", "a\n"])
def test_a_name_is_no_id(field: str, value: str) -> None:
    """Japanese, spaces, addresses and line ends are refused, and the error repeats nothing."""
    with pytest.raises(ValidationError) as caught:
        Actor.model_validate(ACTOR.model_dump() | {field: value})
    assert "input_value" not in str(caught.value)


def test_an_unknown_role_is_refused() -> None:
    """A role that nobody defined grants nothing."""
    with pytest.raises(ValidationError):
        Actor.model_validate(ACTOR.model_dump() | {"role": "mayor"})


def test_an_actor_cannot_be_changed_or_extended() -> None:
    """What is on record stays; unknown fields do not slip in."""
    with pytest.raises(ValidationError):
        ACTOR.role = "auditor"
    with pytest.raises(ValidationError):
        Actor.model_validate(ACTOR.model_dump() | {"name": "架空 花子"})


def test_the_instant_of_recording_needs_a_time_zone() -> None:
    """An instant without a zone could be another day in Japan."""
    with pytest.raises(ValidationError):
        Metadata(actor=ACTOR, recorded_at=datetime(2026, 4, 1))  # noqa: DTZ001 - what is refused


def test_metadata_survives_storage() -> None:
    """Written as JSON and read back, metadata is the same."""
    metadata = Metadata(
        actor=ACTOR,
        recorded_at=datetime(2026, 4, 1, tzinfo=UTC),
        correlation="request-1",
        causation="intake/42",
    )
    assert Metadata.model_validate_json(metadata.model_dump_json()) == metadata


def test_metadata_from_before_correlation_is_still_read() -> None:
    """A record without the optional ids reads as having none."""
    stored = {"actor": ACTOR.model_dump(), "recorded_at": "2026-04-01T00:00:00Z"}
    metadata = Metadata.model_validate(stored)
    assert (metadata.correlation, metadata.causation) == (None, None)


def test_a_service_acts_in_the_role_of_a_service() -> None:
    """What a service does by itself is told apart from what a person does."""
    actor = service_actor("placement", "inbox")
    assert (actor.person, actor.role, actor.purpose) == ("placement", "service", "inbox")

"""A sealed value shows nothing wherever it is shown."""

from __future__ import annotations

import json
import pickle
import traceback
from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from shared.sealing import Sealed, Sealer, Tampered, key_encryption_key, open_key_store

SECRET = "架空の秘密の内容"
LABEL = "test.note.text"


class Note(BaseModel):
    """A model with a sealed field, as events have them."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    text: Sealed | None


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """A sealer with a fresh key store and key-encryption key."""
    kek = tmp_path / "kek"
    key_encryption_key.generate(kek)
    store = open_key_store(f"sqlite://{tmp_path / 'keys.sqlite'}")
    store.migrate()
    return Sealer(store, kek)


def test_a_sealed_value_is_shown_as_stars_in_every_way_of_writing(sealer: Sealer) -> None:
    """Neither repr, str, format, a model's repr nor its JSON shows text or ciphertext."""
    sealed = sealer.seal("person-1", SECRET, LABEL)
    note = Note(text=sealed)
    shown = [repr(sealed), str(sealed), f"{sealed:>20}", repr(note), note.model_dump_json()]
    shown.append(json.dumps(note.model_dump(), default=str))

    assert all("***" in text for text in shown)
    assert not any(SECRET in text or sealed.at_rest() in text for text in shown)


def test_only_a_serialisation_at_rest_writes_the_ciphertext_and_it_reads_back(
    sealer: Sealer,
) -> None:
    """What the event store writes revives to an equal value that still opens."""
    note = Note(text=sealer.seal("person-1", SECRET, LABEL))
    at_rest = note.model_dump_json(context={"at_rest": True})

    revived = Note.model_validate_json(at_rest)

    assert SECRET not in at_rest
    assert revived == note
    assert revived.text is not None
    assert sealer.open(revived.text, LABEL) == SECRET


def test_a_pickled_value_holds_ciphertext_only(sealer: Sealer) -> None:
    """Pickling carries no plain text, since the value never held it."""
    assert SECRET.encode() not in pickle.dumps(sealer.seal("person-1", SECRET, LABEL))


def test_plain_text_is_not_taken_for_a_sealed_value() -> None:
    """A text in a sealed field is refused, and the error does not repeat it."""
    with pytest.raises(ValidationError) as refused:
        Note(text=SECRET)  # type: ignore[arg-type]

    assert SECRET not in str(refused.value)


def test_a_traceback_through_opening_does_not_show_the_text(sealer: Sealer) -> None:
    """A failure while opening names neither the text nor the ciphertext."""
    sealed = sealer.seal("person-1", SECRET, LABEL)
    try:
        sealer.open(sealed, "another.label")
    except Tampered:
        trace = traceback.format_exc()

    assert SECRET not in trace
    assert sealed.at_rest() not in trace


def test_the_json_schema_says_that_the_value_is_sealed() -> None:
    """A schema reader can find confidential fields by their format."""
    schema = Note.model_json_schema()

    assert "tsunagu-sealed" in json.dumps(schema)

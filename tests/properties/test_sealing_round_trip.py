"""Whatever the text: it comes back whole, for its person and label only, and is never shown."""

import copy
import json
import pickle
import traceback
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from shared.sealing import Sealed, Sealer, Tampered, key_encryption_key, open_key_store

FEW = settings(max_examples=80, deadline=None)

texts = st.text() | st.text(alphabet="葛󠄀󠄁辻󠄀髙﨑𠮟が゛\u3099 \n\x00")
people = st.sampled_from([f"person-{number}" for number in range(5)])
labels = st.sampled_from(["intake.contact.content", "intake.person.name", "intake.person.name|x"])


class Note(BaseModel):
    """An event-like model."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    content: Sealed | None


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealer]:
    """A sealer; people's keys are made as they come."""
    folder: Path = tmp_path_factory.mktemp("keys")
    key_encryption_key.generate(folder / "kek")
    with closing(open_key_store(f"sqlite://{folder}/keys.sqlite")) as store:
        store.migrate()
        yield Sealer(store, folder / "kek", environment={})


@FEW
@given(person=people, text=texts, label=labels)
def test_any_text_survives(keys: Sealer, person: str, text: str, label: str) -> None:
    """Sealed, stored, read and opened, a text is the same code point by code point."""
    note = Note(content=keys.seal(person, text, label))
    stored = note.model_dump_json(context={"at_rest": True})
    read = Note.model_validate_json(stored).content
    assert read is not None
    assert keys.open(read, label) == text


@FEW
@given(person=people, other=people, text=texts, label=labels, other_label=labels)
def test_only_the_same_person_and_label_open(
    keys: Sealer, person: str, other: str, text: str, label: str, other_label: str
) -> None:
    """Any other combination of person and label is refused as tampering."""
    assume((person, label) != (other, other_label))
    keys.ensure_keys([person, other])
    sealed = keys.seal(person, text, label)
    with pytest.raises(Tampered):
        keys.open(replace(sealed, key_id=other), other_label)


@FEW
@given(text=texts, label=labels, position=st.integers(0), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(
    keys: Sealer, text: str, label: str, position: int, bit: int
) -> None:
    """A change anywhere in nonce or ciphertext is refused."""
    sealed = keys.seal("person-1", text, label)
    raw = bytearray(sealed.nonce + sealed.ciphertext)
    raw[position % len(raw)] ^= 1 << bit
    with pytest.raises(Tampered):
        keys.open(Sealed("person-1", bytes(raw[:12]), bytes(raw[12:])), label)


@FEW
@given(canary=st.text(alphabet="秘密の相談XYZ", min_size=6), label=labels)
def test_the_text_is_never_shown(keys: Sealer, canary: str, label: str) -> None:
    """No way of showing, dumping, copying or failing tells the text."""
    sealed = keys.seal("person-1", canary, label)
    note = Note(content=sealed)
    with pytest.raises(Tampered) as caught:
        keys.open(sealed, "another.label")
    shown = [
        repr(sealed),
        str(sealed),
        f"{sealed:>40}",
        repr(note),
        str(note),
        repr(note.model_dump()),
        note.model_dump_json(),
        json.dumps(note.model_json_schema(), ensure_ascii=False),
        repr(copy.deepcopy(note)),
        "".join(traceback.format_exception(caught.value)),
        repr(vars(keys)),
    ]
    written = [
        note.model_dump_json(context={"at_rest": True}),
        pickle.dumps(sealed).decode(errors="replace"),
        pickle.dumps(note).decode(errors="replace"),
    ]
    assert not any(canary in text for text in [*shown, *written])
    assert not any(sealed.at_rest() in text for text in shown)


@FEW
@given(st.lists(texts, min_size=1, max_size=4), st.lists(texts, min_size=1, max_size=4))
def test_ids_are_equal_only_for_equal_parts(keys: Sealer, one: list[str], other: list[str]) -> None:
    """An opaque id depends on the parts and their borders, up to compatibility normalisation."""
    folded = [[unicodedata.normalize("NFKC", part) for part in parts] for parts in (one, other)]
    same = keys.opaque_uuid(*one) == keys.opaque_uuid(*other)
    assert same == (folded[0] == folded[1])

"""Whatever is sealed opens to what it was, and to nothing else."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.sealing import Sealed, Sealer, Tampered, key_encryption_key, open_key_store

texts = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def sealer() -> Sealer:
    """One sealer for all examples: keys are made once."""
    folder = Path(tempfile.mkdtemp())
    key_encryption_key.generate(folder / "kek")
    store = open_key_store(f"sqlite://{folder / 'keys.sqlite'}")
    store.migrate()
    return Sealer(store, folder / "kek")


@given(text=texts)
def test_any_text_opens_to_itself(sealer: Sealer, text: str) -> None:
    """Variation selectors, 外字 and empty texts included."""
    sealed = sealer.seal("person-1", text, "label")

    assert sealer.open(Sealed.from_rest(sealed.at_rest()), "label") == text


@given(text=texts, place=st.integers(0), flip=st.integers(1, 255))
def test_any_changed_byte_is_found(sealer: Sealer, text: str, place: int, flip: int) -> None:
    """Authenticated encryption: no bit of the ciphertext can be changed unseen."""
    sealed = sealer.seal("person-1", text, "label")
    raw = bytearray(sealed.ciphertext)
    raw[place % len(raw)] ^= flip

    with pytest.raises(Tampered):
        sealer.open(Sealed("person-1", sealed.nonce, bytes(raw)), "label")

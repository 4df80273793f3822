"""A text about several people opens with all their keys, and with none of them missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from shared.sealing import (
    Erased,
    Sealer,
    Tampered,
    key_encryption_key,
    open_jointly,
    open_key_store,
    seal_jointly,
)

SON, MOTHER, TEXT = "p-son", "p-mother", "架空の一文"


@pytest.fixture
def sealer(tmp_path: Path) -> Sealer:
    """A sealer with an empty key store."""
    key_encryption_key.generate(tmp_path / "kek")
    keys = open_key_store(f"sqlite://{tmp_path / 'keys.sqlite'}")
    keys.migrate()
    return Sealer(keys, tmp_path / "kek")


def test_it_opens_for_the_same_people_in_any_order(sealer: Sealer) -> None:
    """Given a joint text, then order and repetition of its people make no difference."""
    sealed = seal_jointly(sealer, [SON, MOTHER], TEXT, "label")

    assert open_jointly(sealer, [MOTHER, SON, SON], sealed, "label") == TEXT


@pytest.mark.parametrize("erased", [SON, MOTHER])
def test_whoever_is_erased_it_is_unreadable(sealer: Sealer, erased: str) -> None:
    """Given a joint text, when one of its people is erased, then nobody reads it."""
    sealed = seal_jointly(sealer, [SON, MOTHER], TEXT, "label")
    sealer.destroy(erased)

    with pytest.raises(Erased):
        open_jointly(sealer, [SON, MOTHER], sealed, "label")


def test_it_opens_as_nothing_else(sealer: Sealer) -> None:
    """Given a joint text, when it is opened under another label, then that is tampering."""
    sealed = seal_jointly(sealer, [SON, MOTHER], TEXT, "label")

    with pytest.raises(Tampered):
        open_jointly(sealer, [SON, MOTHER], sealed, "other")


def test_a_single_person_is_sealed_as_ever(sealer: Sealer) -> None:
    """Given one person, then the text opens with their key alone."""
    sealed = seal_jointly(sealer, [SON], TEXT, "label")

    assert sealer.open(sealed, "label") == TEXT


def test_a_text_about_nobody_is_not_sealed(sealer: Sealer) -> None:
    """When nobody is named, then nothing is sealed."""
    with pytest.raises(ValueError, match="somebody"):
        seal_jointly(sealer, [], TEXT, "label")

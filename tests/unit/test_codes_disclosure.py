"""The code lists of disclosure say in Japanese what the law's vocabulary spells."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from services.conference.law import vocabulary
from shared import codes
from shared.codes import CodeList


@pytest.mark.parametrize(
    ("listed", "spelled"),
    [
        (codes.ITEM_CATEGORIES, vocabulary.Category),
        (codes.PURPOSES, vocabulary.Purpose),
        (codes.DISCLOSURE_EFFECTS, vocabulary.Effect),
        (codes.DISCLOSURE_BASES, vocabulary.Basis),
        (codes.OBLIGATIONS, vocabulary.Obligation),
        (codes.SOURCE_KINDS, vocabulary.SourceKind),
        (codes.CONSENT_STATES, vocabulary.ConsentState),
    ],
    ids=lambda one: one.name if isinstance(one, CodeList) else "",
)
def test_every_code_of_a_decision_has_its_label(listed: CodeList, spelled: Any) -> None:
    """Code list and vocabulary hold the same codes, in the same order."""
    assert tuple(one.code for one in listed) == get_args(spelled)

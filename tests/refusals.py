"""The no that a test expects."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from shared.refusal import Refusal


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code, with a reason and a way on."""
    return pytest.raises(
        Refusal, check=lambda no: no.code == code and bool(no.message) and bool(no.remedy)
    )


def refusal(call: Callable[..., object], *told: object, **named: object) -> str:
    """Try it, expect a no with a way on, and return its code."""
    with pytest.raises(Refusal) as no:
        call(*told, **named)
    assert no.value.remedy
    return no.value.code

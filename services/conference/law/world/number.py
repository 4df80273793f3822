"""Whole numbers as JSON writes them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field


def _whole(value: Any) -> Any:  # noqa: ANN401 - whatever the document holds
    """JSON knows no integers: 1.0 is the number 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole)]
"""A whole number."""

Positive = Annotated[Whole, Field(ge=1)]
"""A whole number from 1."""

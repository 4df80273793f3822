"""Whole numbers as JSON writes them."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field


def _whole(value: Any) -> Any:  # noqa: ANN401 - whatever the document holds
    """JSON knows no integers: 1.0 is the number 1."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Positive = Annotated[int, Field(ge=1), BeforeValidator(_whole)]
"""A whole number from 1."""

ConsentAge = Annotated[int, Field(ge=12, le=18), BeforeValidator(_whole)]
"""An age in years from which the law may let a minor decide, up to majority."""

"""Lists in which nothing stands twice."""

from __future__ import annotations

from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")


def _each_once(values: tuple[T, ...]) -> tuple[T, ...]:
    if len(set(values)) < len(values):
        raise PydanticCustomError("not_unique", "an element stands twice")
    return values


Unique = Annotated[
    tuple[T, ...], AfterValidator(_each_once), Field(json_schema_extra={"uniqueItems": True})
]
"""A tuple without repetition."""

UniqueSome = Annotated[
    tuple[T, ...],
    Field(min_length=1),
    AfterValidator(_each_once),
    Field(json_schema_extra={"uniqueItems": True}),
]
"""A tuple without repetition that holds at least one element."""

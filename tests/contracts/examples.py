"""One small, valid instance of any event or fact, the same each time."""

from __future__ import annotations

import enum
import types
from datetime import date, datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from shared.calendar import JST
from shared.sealing import Sealed

CANDIDATES: tuple[object, ...] = (
    UUID(int=1),
    datetime(2024, 4, 1, tzinfo=JST),
    date(2024, 4, 1),
    Sealed("person-1", bytes(12), bytes(20)),
    True,
    1,
    6,
    "990019",
    "phone",
    "00000000-0000-0000-0000-000000000001",
    "家族",
    "a" * 64,
    {},
    "2024-04",
)
"""Values to try, in this order; the first that a field takes as it is becomes its example."""


def example_of(model: type[BaseModel]) -> BaseModel:
    """Build an instance in which every field, also an optional one, has a value."""
    values = {name: _value(name, field) for name, field in model.model_fields.items()}
    return model(**values)


def _value(name: str, field: FieldInfo) -> object:
    if name == "gap_days":
        return None
    return _of_annotation(field.annotation, field.metadata)


def _of_annotation(annotation: Any, metadata: list[Any]) -> object:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return _of_annotation(next(one for one in arguments if one is not type(None)), [])
    if origin is Literal:
        return arguments[0]
    if origin is tuple:
        return (_of_annotation(arguments[0], []),)
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return next(iter(annotation))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return example_of(annotation)
    whole = annotation
    for one in metadata:
        whole = Annotated[whole, one]
    adapter = TypeAdapter(whole)
    for candidate in CANDIDATES:
        try:
            return adapter.validate_python(candidate, strict=True)
        except ValidationError:
            continue
    raise LookupError(f"no example for {annotation}")

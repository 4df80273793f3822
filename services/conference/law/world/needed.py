"""Fields that another field makes necessary: the error, and its counterpart in JSON Schema."""

from __future__ import annotations

from typing import Any

from pydantic_core import PydanticCustomError


def needed(field: str) -> PydanticCustomError:
    """The error of a model in which a field is missing that another one makes necessary."""
    return PydanticCustomError("needed", "a field is needed here", {"field": field})


def unwanted(field: str) -> PydanticCustomError:
    """The error of a model in which a field is filled that another one forbids."""
    return PydanticCustomError("unwanted", "a field is not allowed here", {"field": field})


def when_then(
    field: str, value: str | tuple[str, ...], types: dict[str, str], *, otherwise: bool = False
) -> dict[str, Any]:
    """JSON Schema of "when ``field`` is ``value``, the named fields are of these types".

    Args:
        field: the deciding field.
        value: its value, or several of them.
        types: the fields that depend on it, with their JSON types.
        otherwise: the types hold when the field has any *other* value.
    """
    condition = {"const": value} if isinstance(value, str) else {"enum": list(value)}
    nullable = all(kind == "null" for kind in types.values())
    consequence: dict[str, Any] = {
        "properties": {name: {"type": kind} for name, kind in types.items()}
    }
    if not nullable:
        consequence["required"] = list(types)
    return {
        "allOf": [
            {
                "if": {"properties": {field: condition}, "required": [field]},
                "else" if otherwise else "then": consequence,
            }
        ]
    }

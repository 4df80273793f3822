"""The shapes of what is handed to the rules, and the check of codes against their lists."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from shared.codes import CodeList
from shared.facts.fact import Code


def _sorted_once(codes: tuple[Code, ...]) -> tuple[Code, ...]:
    return tuple(sorted(set(codes)))


def refuse_unknown(codes: CodeList, *values: Code | None) -> None:
    """Refuse a code that is not in its list; ``None`` is "not noted".

    The lists are asked when something is decided, and not when history is read.

    Raises:
        InvalidInput: ``unknown-code``.
    """
    for value in values:
        if value is not None:
            codes.by_code(value)


Factors = Annotated[tuple[Code, ...], AfterValidator(_sorted_once)]
"""Codes of the list ``factors`` (課題): sorted, each once."""

Minutes = Annotated[int, Field(ge=0, le=24 * 60)]
"""How long something took, in whole minutes; a contact does not last longer than a day."""

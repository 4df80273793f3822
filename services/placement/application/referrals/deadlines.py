"""Until when a step is owed: a municipality's own days, else those of the defaults."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from services.placement.domain.referral import Deadlines
from shared.packaged_yaml import read_yaml


@cache
def deadlines_for(municipality: str) -> Deadlines:
    """The days that a municipality gives each step."""
    document = _document()
    own = document["municipalities"].get(municipality, {})
    return Deadlines.model_validate(document["defaults"] | own)


@cache
def _document() -> dict[str, Any]:
    text = files(__package__).joinpath("deadlines.yaml").read_text(encoding="utf-8")
    document: dict[str, Any] = read_yaml(text)
    return document

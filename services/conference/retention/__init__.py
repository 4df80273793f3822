"""Record classes and how long each is kept: data, with its source (law rule 58).

No statute fixes these years; they follow 個人情報保護法61条2項 and each municipality's own rule on
documents. A municipality may lengthen them, and nobody may go below the floor.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from shared.packaged_yaml import read_yaml

ClassId = Literal["consultation", "conference", "plan", "placement", "disclosure", "abuse_child"]
"""相談記録・会議資料・支援プラン・つなぎと就労・提供の記録・虐待と児童."""

LONGEST_YEARS = 100


class RecordClass(BaseModel):
    """One class of records.

    Attributes:
        id: its code.
        title: its Japanese name.
        years: how long it is kept, unless the municipality keeps it longer.
        floor_years: nobody may keep it for less.
        as_long_as_all_others: it is kept at least as long as the records that it speaks of.
        source: where the years come from.
        confirm: 要確認: to be checked against the municipality's own rule on documents.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: ClassId
    title: str = Field(min_length=1)
    years: int = Field(ge=1, le=LONGEST_YEARS)
    floor_years: int = Field(ge=1, le=LONGEST_YEARS)
    as_long_as_all_others: bool = False
    source: str = Field(min_length=1)
    confirm: bool

    @model_validator(mode="after")
    def _not_below_its_floor(self) -> RecordClass:
        if self.years < self.floor_years:
            raise ValueError("a class is kept for less than its floor")
        return self


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    classes: tuple[RecordClass, ...]

    @model_validator(mode="after")
    def _each_once(self) -> _File:
        if sorted(one.id for one in self.classes) != sorted(get_args(ClassId)):
            raise ValueError("every class stands in the file once")
        return self


def read_classes(text: str) -> Mapping[ClassId, RecordClass]:
    """Read record classes.

    Args:
        text: YAML.

    Raises:
        pydantic.ValidationError: a class is missing, doubled, unknown or below its floor.
    """
    return {one.id: one for one in _File.model_validate(read_yaml(text)).classes}


@cache
def record_classes() -> Mapping[ClassId, RecordClass]:
    """The program's own record classes, by code."""
    return read_classes((files(__package__) / "classes.yaml").read_text(encoding="utf-8"))

"""What the hub offers, without opening its store: for documents, lists and help."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from services.stats.prefecture.application import PrefectureApplication
from shared.use_case import UseCase


@cache
def catalogue() -> Mapping[str, UseCase]:
    """Every use case by name."""
    nothing = cast("Any", None)  # nobody is asked for anything
    offered = PrefectureApplication(nothing, nothing).use_cases()
    return MappingProxyType({name: offered[name][0] for name in sorted(offered)})

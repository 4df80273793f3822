"""What stats offers, without opening its store: for documents, lists and help."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, cast

from services.stats.application import StatsApplication
from shared.operation import with_operation
from shared.use_case import UseCase


@cache
def catalogue() -> Mapping[str, UseCase]:
    """Every use case by name."""
    nothing = cast("Any", None)  # parts are made; none of them is asked for anything
    own = StatsApplication(nothing, nothing).use_cases()
    offered = with_operation(own, nothing, nothing)
    return MappingProxyType({name: offered[name][0] for name in sorted(offered)})

"""Rates of incentives as data: one YAML file for each programme, dated, with its source.

An amount changes with a new version from its first day on; a version that was in force is never
rewritten, for statements of its days are computed from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from services.placement.domain.incentive import PayingProgramme
from services.placement.incentives.reading import read_rates
from shared.packaged_yaml import packaged_yaml

__all__ = ["paying_programmes", "programmes_in", "read_rates"]


@cache
def paying_programmes() -> Mapping[str, PayingProgramme]:
    """Every programme of this folder by its id."""
    read = map(read_rates, packaged_yaml(__name__).values())
    return MappingProxyType({one.id: one for one in read})


def programmes_in(municipality: str) -> Mapping[str, PayingProgramme]:
    """Those that pay in a municipality, by their ids."""
    return {id_: one for id_, one in paying_programmes().items() if one.pays_in(municipality)}

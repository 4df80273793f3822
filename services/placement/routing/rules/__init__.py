"""Rules as data: one YAML file for each municipality or system, dated, with its source.

The fourteen ``municipality_*`` are the rules that as many municipalities told a national survey in
2024 and 2025; the others are systems that publish theirs. They are examples to start from: each
municipality writes its own in the same form (:mod:`services.placement.routing.rule_file`).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from services.placement.routing.reading import FIELD, read_rules
from services.placement.routing.rule_file import RuleFile
from shared.packaged_yaml import packaged_yaml
from shared.refusal import InvalidInput


@cache
def rule_texts() -> Mapping[str, str]:
    """The text of every file by its id, in order."""
    return MappingProxyType(packaged_yaml(__name__))


@cache
def rules_named(name: str) -> RuleFile:
    """One of the program's own rule files by its id.

    Raises:
        InvalidInput: ``routing-rules-unknown``.
    """
    text = rule_texts().get(name)
    if text is None:
        raise InvalidInput(
            FIELD,
            "routing-rules-unknown",
            "その番号のルールは、付属していません。",
            f"付属の番号は {'・'.join(rule_texts())} です。",
        )
    return read_rules(text)

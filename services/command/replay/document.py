"""The text of a journey as plain values: texts, numbers, true, false and nothing.

Days stay texts, as they stand in answers. What makes YAML surprising is not read: ``on`` and
``yes`` as truth, a key written twice, aliases, types.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

LARGEST = 1_000_000
"""Characters; no journey that somebody wrote is longer."""

_BOOL, _DAY = "tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"


class UnreadableError(Exception):
    """A file cannot be read; its text is where."""


class _Plain(yaml.SafeLoader):
    """YAML without what surprises."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node; an alias is none, for a few of them stand for endlessly much."""
        if self.check_event(yaml.AliasEvent):
            raise UnreadableError(_line(self.peek_event().start_mark))  # type: ignore[no-untyped-call]
        node: yaml.Node | None = super().compose_node(parent, index)
        return node

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as its base has it
        """A mapping in which every key stands once."""
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(mapping) < len(node.value):
            raise UnreadableError(_line(node.start_mark))
        return mapping


_Plain.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in known if tag not in (_BOOL, _DAY)]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Plain.add_implicit_resolver(_BOOL, re.compile("^(?:true|false)$"), ["t", "f"])


def read_document(path: Path) -> object:
    """A file as plain values.

    Raises:
        UnreadableError: it is not there, is too large, or is no YAML that is read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(LARGEST + 1)
        if len(text) > LARGEST:
            raise UnreadableError("(全体)")
        return yaml.load(text, Loader=_Plain)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        raise UnreadableError(_line(error.problem_mark)) from None
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        raise UnreadableError("(全体)") from None


def _line(mark: yaml.Mark | None) -> str:
    return f"{mark.line + 1} 行目" if mark else "(全体)"

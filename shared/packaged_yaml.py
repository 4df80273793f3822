"""Data that comes with the program: YAML files, such as code lists, rules and templates."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_ENDING = ".yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is there: a process reads dozens of files before its first answer."""


def read_yaml(text: str) -> Any:  # noqa: ANN401 - whatever the file holds; its reader validates it
    """Read a YAML document that comes with the program: plain values, no objects of Python.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    return yaml.load(text, Loader=_LOADER)  # noqa: S506 - safe


def packaged_yaml(package: str) -> dict[str, str]:
    """The text of every YAML file of a package, by its id, in the order of the ids.

    Args:
        package: the package's name; a file's id is its own name with ``-`` for ``_``.
    """
    texts = {
        file.name.removesuffix(_ENDING).replace("_", "-"): file.read_text(encoding="utf-8")
        for file in files(package).iterdir()
        if file.name.endswith(_ENDING)
    }
    return dict(sorted(texts.items()))

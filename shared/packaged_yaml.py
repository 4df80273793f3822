"""Data that comes with the program: the YAML files of a package's folder."""

from __future__ import annotations

from importlib.resources import files

_ENDING = ".yaml"


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

"""The report templates of this folder: one YAML file each, named like the template.

A file holds ``title`` and ``tables``; a table holds ``name``, ``measure`` and, if it is divided,
``by``: names of :mod:`services.stats.domain.measures` and :mod:`services.stats.domain.dimension`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from services.stats.domain.template import Template, table_template
from shared.refusal import InvalidInput

_ENDING = ".yaml"


def read_template(template_id: str, text: str) -> Template:
    """Read a template from the text of its file.

    Raises:
        ValueError: it asks for what cannot be counted.
    """
    document: dict[str, Any] = yaml.safe_load(text)
    tables = (
        table_template(table["name"], table["measure"], tuple(table.get("by", ())))
        for table in document["tables"]
    )
    return Template(template_id, document["title"], tuple(tables))


@cache
def load_templates() -> dict[str, Template]:
    """Every template by id, in the order of their ids."""
    found = sorted(file.name for file in files(__package__).iterdir())
    return {
        (template_id := name.removesuffix(_ENDING)): read_template(
            template_id, files(__package__).joinpath(name).read_text(encoding="utf-8")
        )
        for name in found
        if name.endswith(_ENDING)
    }


def template_by_id(template_id: str) -> Template:
    """Find a template.

    Raises:
        InvalidInput: ``unknown-template``.
    """
    try:
        return load_templates()[template_id]
    except KeyError:
        raise InvalidInput(
            "様式",
            "unknown-template",
            "その番号の様式はありません。",
            "`tsunagu return --list` で様式の一覧を確かめてください。",
        ) from None

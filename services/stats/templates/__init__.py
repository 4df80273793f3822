"""The report templates of this folder: one YAML file each, named like the template.

What a file may hold: :mod:`services.stats.templates.reading`.
"""

from __future__ import annotations

from functools import cache

from services.stats.domain.template import Template
from services.stats.templates.reading import read_template
from shared.packaged_yaml import packaged_yaml
from shared.refusal import InvalidInput

__all__ = ["load_templates", "read_template", "template_by_id"]


@cache
def load_templates() -> dict[str, Template]:
    """Every template by id, in the order of their ids."""
    return {id_: read_template(id_, text) for id_, text in packaged_yaml(__name__).items()}


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
            "様式の一覧で、番号を確かめてください。",
        ) from None

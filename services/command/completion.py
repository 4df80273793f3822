"""What a shell may complete: names that the program comes with, each with what it is.

Nobody's data is read for it, and of the program's own data files no more than their names and
titles: a shell waits for its words.
"""

from __future__ import annotations

import re
from importlib import import_module
from importlib.resources import files
from typing import Any

import typer

Offers = list[tuple[str, str]]
"""Words to complete with, each with what it is called."""

_TITLE = re.compile(r"^(?:title|name): (.*)$", re.MULTILINE)


def services() -> Offers:
    """The four services."""
    return [
        ("intake", "相談受付"),
        ("conference", "支援会議"),
        ("placement", "つなぎ・就労・定着"),
        ("stats", "県への報告"),
    ]


def use_cases(ctx: typer.Context) -> Offers:
    """The use cases of the service whose room the line is in."""
    room = ctx.parent.info_name if ctx.parent else None
    face = _of(f"services.{room}.http", "FACE")
    return [(one.name, one.title) for one in face.catalogue().values()]


def roles() -> Offers:
    """The roles of people."""
    return list(_of("services.command.acting", "ROLES").items())


def templates() -> Offers:
    """Templates of returns."""
    return _packaged("stats/templates")


def kpi_sheets() -> Offers:
    """Templates of KPI sheets."""
    return _packaged("stats/kpi")


def routing_rules() -> Offers:
    """The rules of routing that the program comes with."""
    return _packaged("placement/routing/rules")


def profiles() -> Offers:
    """The municipal rules of sharing that the program comes with."""
    return _packaged("conference/profiles")


def protections() -> Offers:
    """Ways to protect a table for publication."""
    return [
        (one, "") for one in _of("services.stats.application.catalogues.protections", "OFFERED")
    ]


def legal_bases() -> Offers:
    """The bases on which something may be shared."""
    return [(one.code, one.label) for one in _of("shared.codes", "DISCLOSURE_BASES")]


def _packaged(folder: str) -> Offers:
    """The data files of a folder by their ids, without entering the package around them."""
    found = sorted(
        (file.name.removesuffix(".yaml").replace("_", "-"), file.read_text(encoding="utf-8"))
        for file in files("services").joinpath(folder).iterdir()
        if file.name.endswith(".yaml")
    )
    titles = [(name, _TITLE.search(text)) for name, text in found]
    return [(name, title[1] if title else "") for name, title in titles]


def _of(module: str, name: str) -> Any:  # noqa: ANN401 - whatever it is called
    return getattr(import_module(module), name)

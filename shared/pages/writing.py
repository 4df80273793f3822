"""Templates of pages: how days, instants and codes are written, and where templates lie."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from shared.calendar import JST, format_wareki
from shared.codes import ALL
from shared.identity import ROLE_LABELS

DIGITS = 8
"""So many characters of an id are its number on pages and paper."""

_CODE_LISTS = {codes.name: codes for codes in ALL}


def day(value: date | None) -> str:
    """``令和8年11月21日``; a dash where there is none."""
    return "—" if value is None else format_wareki(value)


def instant(value: datetime | None) -> str:
    """``令和8年11月21日 14:05`` in Japan; a dash where there is none."""
    if value is None:
        return "—"
    local = value.astimezone(JST)
    return f"{format_wareki(local.date())} {local:%H:%M}"


def label(code: str | None, of: str) -> str:
    """What a code of a list is called; a dash where there is none.

    Args:
        code: the code.
        of: the list's name (``contact_methods``).
    """
    return "—" if code is None else _CODE_LISTS[of].by_code(code).label


def lines(text: str) -> Markup:
    """A text of several lines, each on its own line."""
    return Markup("<br>").join(escape(line) for line in text.split("\n"))


def number(value: object) -> str:
    """The number of a case, a person or an agency as people read it: ``1A2B3C4D``."""
    return str(value)[:DIGITS].upper()


@cache
def templates_of(package: str) -> Environment:
    """The templates of a package's ``templates`` folder over those of the frame.

    Args:
        package: ``services.intake.pages``.
    """
    environment = Environment(
        loader=ChoiceLoader([PackageLoader(package), PackageLoader("shared.pages")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(day=day, instant=instant, label=label, lines=lines, number=number)
    codes: dict[str, Any] = dict(_CODE_LISTS)
    environment.globals.update(codes=codes, role_labels=ROLE_LABELS)
    return environment

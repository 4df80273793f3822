"""Saying in Japanese, line by line, what an event says: for the person whom it is about.

A service declares for each of its events how it is told (:class:`Form`); texts are opened, codes
become their labels, and what nobody has said how to tell is an error and no gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from shared.calendar import JST
from shared.codes import CodeList
from shared.personal_records import Mark
from shared.sealing import Erased, Sealed
from shared.store.event import Event

Opener = Callable[[Sealed, str], str]
"""Opens a sealed text that is bound to a label; raises :class:`shared.sealing.Erased`."""

ERASED = "（消去済み）"


@dataclass(frozen=True, slots=True)
class Told:
    """An event in the clear, on its way to the person; never logged, never stored.

    Attributes:
        kind: what it is, as a code.
        title: what it is, in Japanese.
        category: code list ``item_categories``.
        text: one line for each thing it says.
        marks: what must be minded about it.
    """

    kind: str
    title: str
    category: str
    text: str = field(repr=False)
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its caption, the field it shows, and how.

    Attributes:
        caption: 見出し.
        name: field of the event.
        codes: of a code: its list.
        label: of a sealed text: what it is bound to.
        said: how a value is said that is neither text nor code.
        within: of a detail within the event: its own lines.
    """

    caption: str
    name: str
    codes: CodeList | None = None
    label: str | None = None
    said: Callable[[Any], str] | None = None
    within: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of event is told."""

    kind: str
    title: str
    category: str
    lines: tuple[Line, ...]
    marks: Callable[[Any], Iterable[Mark]] = lambda _event: ()


Forms = Mapping[type[Event], Form]
"""Every event of a service that says something about a person, and how it is told."""


def tell(forms: Forms, event: Event, opened: Opener) -> Told:
    """Say in Japanese what an event says.

    Raises:
        KeyError: it is an event of which nobody has said how it is told.
        KeyMissing, Tampered: see :meth:`shared.sealing.Sealer.open`.
    """
    form = forms[type(event)]
    text = "\n".join(_lines(form.lines, event, opened))
    erased: tuple[Mark, ...] = ("unreadable",) if ERASED in text else ()
    return Told(form.kind, form.title, form.category, text, (*form.marks(event), *erased))


def captioned(forms: Forms, event: Event, opened: Opener) -> tuple[tuple[str, str], ...]:
    """Say the same as :func:`tell`, each caption apart from its text.

    Raises:
        KeyError, KeyMissing, Tampered: as :func:`tell`.
    """
    return tuple(_captioned(forms[type(event)].lines, event, opened))


def _lines(lines: Iterable[Line], of: object, opened: Opener) -> Iterator[str]:
    for caption, shown in _captioned(lines, of, opened):
        yield f"{caption}：{shown}"


def _captioned(lines: Iterable[Line], of: object, opened: Opener) -> Iterator[tuple[str, str]]:
    for line in lines:
        value = getattr(of, line.name)
        if value is not None and (shown := _shown(value, line, opened)):
            yield line.caption, shown


def _shown(value: object, line: Line, opened: Opener) -> str:
    if value is None:
        return ""
    if isinstance(value, Sealed):
        return _opened(value, line, opened)
    if isinstance(value, tuple | frozenset):
        return ("／" if line.within else "、").join(_shown(one, line, opened) for one in value)
    if isinstance(value, Enum):
        value = value.value
    if line.within:
        return "、".join(_lines(line.within, value, opened))
    if line.said is not None:
        return line.said(value)
    return _plain(value, line.codes)


def _plain(value: object, codes: CodeList | None) -> str:
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return value.astimezone(JST).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    code = str(value)
    return codes.by_code(code).label if codes and code in codes else code


def _opened(value: Sealed, line: Line, opened: Opener) -> str:
    try:
        return opened(value, line.label or "")
    except Erased:
        return ERASED

"""Small forms: what may be recorded next, as a heading, a few fields and one button.

What an act asks for is declared here as data, shown by one macro (``acts.html``) and read back into
the request of its use case, so that a field looks and behaves alike wherever it stands. Whether an
act may happen, only its use case says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from shared.codes import CodeList
from shared.pages.posted import Posted
from shared.pages.visit import Visit
from shared.refusal import InvalidInput, Refusal

Kind = Literal[
    "day", "moment", "text", "passage", "choice", "radios", "ticks", "tick", "number", "hidden"
]
Options = Sequence[tuple[str, str]]

VERSION = "expected_version"
_JAPAN = "+09:00"
_UNREADABLE = "request-unreadable"


@dataclass(frozen=True, slots=True)
class Blank:
    """A field to fill in.

    Attributes:
        part: of the request; ``checkpoint.month`` for a part of a part.
        label: what it is called.
        kind: what goes in: a day, an instant in Japan, a line, lines, one of several …
        options: of a choice: codes with their labels.
        hint: how it is filled in.
        required: it cannot stay empty.
        start: what stands in it at first; ``today`` for the day.
        told: what refusals call it.
        none: of a choice: what stands for nothing chosen; ``None`` if something is.
    """

    part: str
    label: str
    kind: Kind = "text"
    options: Options = ()
    hint: str = ""
    required: bool = False
    start: str = ""
    told: tuple[str, ...] = ()
    none: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be recorded.

    Attributes:
        name: within its page, in addresses and in the names of its fields.
        use_case: what records it.
        title: its heading.
        button: what the button says.
        done: what is said once it is recorded.
        blanks: what is asked for.
        hint: what it means.
        tone: of the button: ``second`` for what is not the way on, ``danger`` for an end.
    """

    name: str
    use_case: str
    title: str
    button: str
    done: str
    blanks: tuple[Blank, ...] = ()
    hint: str = ""
    tone: Literal["", "second", "danger"] = ""

    def field_of(self, part: str) -> str:
        """The name of a part's field: no two forms of a page share one."""
        return f"{self.name}-{part.replace('.', '-').replace('_', '-')}"

    def document(self, form: Posted) -> dict[str, Any]:
        """What was filled in, as the request says it; what is empty is left out."""
        told: dict[str, Any] = dict(form.given(VERSION))
        for blank in self.blanks:
            name = self.field_of(blank.part)
            value: Any = form.many(name) if blank.kind == "ticks" else form.one(name)
            if blank.kind == "moment" and value:
                value += _JAPAN
            if value:
                _put(told, blank.part, value)
        return told


@dataclass(frozen=True, slots=True)
class Tried:
    """An act that was sent and refused: what was typed, and why it was not recorded."""

    act: Act
    form: Posted = field(repr=False)
    refusal: Refusal

    @property
    def said(self) -> Refusal:
        """The refusal, tied to the field it speaks of and in that field's own words."""
        name = getattr(self.refusal, "field", None)
        for blank in self.act.blanks:
            if name in (blank.part, blank.label, *blank.told):
                return _at(self.act.field_of(blank.part), blank, self.refusal)
        return self.refusal

    @property
    def left(self) -> list[tuple[str, str]]:
        """What was typed and has no form any more: labels with texts."""
        typed = []
        for blank in self.act.blanks:
            text = self.form.one(self.act.field_of(blank.part))
            if text and blank.kind in ("text", "passage"):
                typed.append((blank.label, text))
        return typed


@dataclass(frozen=True, slots=True)
class Field:
    """A blank as it is shown, with what stands in it."""

    blank: Blank
    name: str
    value: str = field(repr=False)
    values: Sequence[str] = field(default=(), repr=False)
    options: Options = ()


@dataclass(frozen=True, slots=True)
class ActForm:
    """An act as it is shown.

    Attributes:
        act: what it records.
        action: where it is sent.
        fields: what is asked for.
        version: what the page was shown with.
        refusal: why it was not recorded when it was sent.
    """

    act: Act
    action: str
    fields: tuple[Field, ...]
    version: int | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the acts of one page have in common when they are shown.

    Attributes:
        base: the address below which each is sent under its name.
        today: what stands in a day at first.
        version: of the record that is shown.
        tried: what was sent and refused.
        starts: what stands in a field at first, by part.
        ticked: what is ticked of several at first, by part.
        options: of a choice that depends on what is on record, by part.
    """

    base: str
    today: date
    version: int | None = None
    tried: Tried | None = None
    starts: Mapping[str, str] = field(default_factory=dict, repr=False)
    ticked: Mapping[str, Sequence[str]] = field(default_factory=dict, repr=False)
    options: Mapping[str, Options] = field(default_factory=dict)

    def form(self, act: Act) -> ActForm:
        """One act's form, with what was typed if it was refused."""
        tried = self.tried if self.tried and self.tried.act.name == act.name else None
        return ActForm(
            act=act,
            action=f"{self.base}/{act.name}",
            fields=tuple(self._field(act, blank, tried) for blank in act.blanks),
            version=self.version,
            refusal=tried.said if tried else None,
        )

    def _field(self, act: Act, blank: Blank, tried: Tried | None) -> Field:
        name = act.field_of(blank.part)
        start = self.starts.get(blank.part, blank.start)
        value = str(self.today) if start == "today" else start
        values = self.ticked.get(blank.part, ())
        if tried is not None:
            value, values = tried.form.one(name), tried.form.many(name)
        return Field(blank, name, value, values, self.options.get(blank.part, blank.options))


def carry_out(visit: Visit, act: Act, **known: Any) -> Any:  # noqa: ANN401 - the use case's own answer
    """Record an act with what was typed and what the address says.

    Raises:
        Refusal: what its use case says.
    """
    return visit.ask(act.use_case, {**act.document(visit.form), **known})


def coded(codes: CodeList, *groups: str) -> tuple[tuple[str, str], ...]:
    """The codes of a list with their labels, those of some groups first."""
    own = [one for group in groups for one in codes if one.group == group]
    others = [one for one in codes if one not in own]
    return tuple((one.code, one.label) for one in (*own, *others))


def _put(told: dict[str, Any], part: str, value: object) -> None:
    name, _, inner = part.partition(".")
    if inner:
        _put(told.setdefault(name, {}), inner, value)
    else:
        told[name] = value


class FieldRefusal(InvalidInput):
    """A refusal that a field of a form shows: its code, in the words of that field."""


def _at(name: str, blank: Blank, refusal: Refusal) -> FieldRefusal:
    message, remedy = refusal.message, refusal.remedy
    if refusal.code == _UNREADABLE:
        message = f"「{blank.label}」が空か、読み取れません。"
        remedy = "入力し直してください。ほかの欄に書いたものは残っています。"
    return FieldRefusal(name, refusal.code, message, remedy)

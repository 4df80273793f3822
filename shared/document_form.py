"""A document that somebody wrote, held against its form; what is wrong is told in Japanese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from shared.plain_document import Steps, UnreadableDocument, plain_document

_SHAPES = {
    "missing": "この項目がありません。",
    "extra_forbidden": "ここにはない項目です。項目の名前を確かめてください。",
    "literal_error": "選べる値ではありません。",
    "too_short": "一つ以上、書いてください。",
    "string_pattern_mismatch": "符号の書き方が違います。",
    "string_too_long": "文が長すぎます。",
    "tuple_type": "並び（[ ]）で書いてください。",
    "dict_type": "項目の組で書いてください。",
    "model_type": "項目の組で書いてください。",
    "date_parsing": "日付は、2021-04-01 のように書いてください。",
    "date_from_datetime_parsing": "日付は、2021-04-01 のように書いてください。",
}
_OTHERWISE = "書き方が違います。"

Form = TypeVar("Form", bound=BaseModel)
Found = Iterator[tuple[Steps, str]]
"""Where, and what is wrong there."""


class Flaw(NamedTuple):
    """What is wrong, and where.

    Attributes:
        place: keys and numbers from 1, as a reader counts.
        says: why, in Japanese; it never repeats a value.
    """

    place: str
    says: str

    def __str__(self) -> str:
        return f"{self.place}: {self.says}"


class Misshapen(Exception):  # noqa: N818 - a document is no fault of the program
    """A document that has not its form.

    Args:
        flaws: everything that is wrong with its form; at least one.
    """

    def __init__(self, flaws: tuple[Flaw, ...]) -> None:
        super().__init__("a document has not its form")
        self.flaws = flaws


class Version(Protocol):
    """What holds from a day until, not including, another; ``None``: since or for ever."""

    @property
    def start(self) -> date | None:
        """The first day."""

    @property
    def end(self) -> date | None:
        """The first day on which it no longer holds."""


def document_of(
    form: type[Form], text: str, own_words: Mapping[str, str] = MappingProxyType({})
) -> Form:
    """Read a YAML document of a form.

    Args:
        form: a closed model.
        text: the document.
        own_words: what this form says of pydantic's kinds of errors, where it knows better.

    Raises:
        Misshapen: it cannot be read, or has another form.
    """
    try:
        return form.model_validate(plain_document(text))
    except UnreadableDocument as unreadable:
        raise Misshapen((flaw_at(unreadable.path, unreadable.message),)) from None
    except ValidationError as invalid:
        raise Misshapen(tuple(_shapes(invalid, {**_SHAPES, **own_words}))) from None


def flaw_at(path: Steps, says: str) -> Flaw:
    """A flaw at ``versions[1].rules[3].when``, counted from 1."""
    place = ""
    for step in path:
        place += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return Flaw(place.lstrip(".") or "文書全体", says)


def periods(versions: Sequence[Version]) -> Found:
    """Versions that end as they begin, or that begin before the one before them has ended."""
    before: date | None = None
    for number, one in enumerate(versions):
        if one.start is not None and one.end is not None and one.end <= one.start:
            yield ("versions", number, "to"), "期間の終わりが、始まりより後になっていません。"
        if number and (before is None or one.start is None or one.start < before):
            yield ("versions", number, "from"), "前の版の期間と重なっています。"
        before = one.end


def _shapes(invalid: ValidationError, words: Mapping[str, str]) -> Iterator[Flaw]:
    """What has the wrong shape; a list is not too short because of what is wrong within it."""
    found = invalid.errors(include_input=False, include_url=False, include_context=False)
    for one in found:
        path, kind = one["loc"], one["type"]
        within = any(
            len(two["loc"]) > len(path) and two["loc"][: len(path)] == path for two in found
        )
        if not (kind == "too_short" and within):
            yield flaw_at(path, words.get(kind, _OTHERWISE))

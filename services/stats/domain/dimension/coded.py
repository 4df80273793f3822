"""Dimensions by code lists, by answers, and by several codes at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.stats.domain.bands import UNKNOWN
from services.stats.domain.dimension.dimension import Value
from services.stats.domain.scope import Scope
from shared.codes import CodeList

NOT_NOTED = "記録なし"
"""The category of what nobody noted, where nothing to note is as likely as not to know."""


@dataclass(frozen=True, slots=True)
class Coded:
    """Categories are the labels of a code list, in its order.

    A value that the list does not know (a municipality's own word, a code of a newer version) is
    a category of its own behind them, so that no observation falls out of a table.

    Attributes:
        codes: the list; ``None`` where every value is a word of the municipality's own.
        missing: the category of an observation that says nothing.
        own_words: a municipality may write words of its own beside the list.
    """

    name: str
    attribute: str
    codes: CodeList | None = None
    unknown: str | None = None
    missing: str = UNKNOWN
    own_words: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """Those of the list."""
        return self.codes.labels if self.codes else ()

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """Labels of the list, then other words in the order of their characters."""
        words = {label for value in seen for label in self.categories_of(value)}
        return (*self.labels, *sorted(words.difference(self.labels)))

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The label of the code, the word itself, or the category of what is missing."""
        if value is None:
            return (self.missing,)
        code = str(value)
        known = self.codes is not None and code in self.codes
        return (self.codes.by_code(code).label if self.codes and known else code,)


@dataclass(frozen=True, slots=True)
class Listed:
    """Categories are the labels of a code list; an observation may fall into several.

    Its value is the codes one after the other, separated by commas. The figures of the categories
    may therefore add up to more than the total.
    """

    name: str
    attribute: str
    codes: CodeList
    missing: str = NOT_NOTED
    unknown: str | None = None

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """Labels of the list, codes of a newer version, and what nobody noted last."""
        known = (*self.codes.labels, self.missing)
        words = {label for value in seen for label in self.categories_of(value)}
        return (*self.codes.labels, *sorted(words.difference(known)), self.missing)

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The label of each code."""
        if not value:
            return (self.missing,)
        return tuple(
            self.codes.by_code(code).label if code in self.codes else code
            for code in str(value).split(",")
        )


@dataclass(frozen=True, slots=True)
class Worded:
    """Categories are a few words that belong to no code list.

    Attributes:
        words: value and word, in the order of the report.
    """

    name: str
    attribute: str
    words: tuple[tuple[Value, str], ...]
    unknown: str | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The words."""
        return tuple(word for _, word in self.words)

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """The words, and values of a newer version behind them."""
        found = {label for value in seen for label in self.categories_of(value)}
        return (*self.labels, *sorted(found.difference(self.labels)))

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The word; 不明 for nothing."""
        return (UNKNOWN if value is None else dict(self.words).get(value, str(value)),)


@dataclass(frozen=True, slots=True)
class Answered:
    """Categories are yes, no and 不明."""

    name: str
    attribute: str
    yes: str
    no: str
    unknown: str | None = None

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """Yes, no, 不明."""
        return (self.yes, self.no, UNKNOWN)

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """Yes for 1, no for 0, 不明 for nothing."""
        if value is None:
            return (UNKNOWN,)
        return (self.yes if value else self.no,)

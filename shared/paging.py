"""Lists in pages: by right first, then in a stable order, then cut.

A use case answers with everything that whoever asks may know; only then is it cut. So a page is
never shorter, nor a list longer, because of something hidden, and whether there is a next page
says nothing but that there is more for them to see. A cursor holds the place of the last line that
was shown, in words of that line; it stays good when lines before it go or come.
"""

from __future__ import annotations

import base64
import binascii
import functools
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, NamedTuple, TypeVar
from uuid import UUID

from pydantic import BaseModel, Field, StringConstraints

from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.use_case import Request

AT_ONCE, MOST_AT_ONCE = 500, 5_000

Cursor = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,800}$")]
"""The place of a line in a list; opaque to whoever carries it from one page to the next."""


class Paged(Request):
    """What every question for a list may say.

    Attributes:
        after: the page behind this place (``next_after`` of the page before); else the first one.
        limit: at most so many lines.
    """

    after: Cursor | None = None
    limit: int = Field(default=AT_ONCE, ge=1, le=MOST_AT_ONCE)


class InPages(BaseModel):
    """An answer one of whose fields is a list in pages.

    Attributes:
        next_after: where the next page begins; ``None`` if this is the last one.
    """

    next_after: Cursor | None = None


T = TypeVar("T")


class Page(list[T]):
    """Lines of a list that knows whether there are more.

    Attributes:
        next_after: where the next page begins; ``None`` if this is the last one.
    """

    next_after: str | None

    @classmethod
    def of(cls, lines: Iterable[T], next_after: str | None) -> Page[T]:
        """Lines, and where the next ones begin."""
        page = cls(lines)
        page.next_after = next_after
        return page


Place = tuple[int | str | None, ...]
"""Where a line stands in its list."""

Listing = Callable[[Any, Actor, Any], Any]


def listed(*order: str, of: str | None = None) -> Callable[[Listing], Listing]:
    """Cut what a use case answers into pages.

    Args:
        order: fields of a line by which the list is sorted, ``-field`` from the latest to the
            first; ``of.which`` for a part of one, ``this|that`` for the first that is known. What
            is not known comes last, with ``?field`` first. Together they are no two lines' alike.
        of: the field of the answer that holds the lines, if the answer is not the list itself.
    """
    fields = tuple(_Field(one.lstrip("-?"), one[0] == "-", one[0] == "?") for one in order)

    def wrap(method: Listing) -> Listing:
        @functools.wraps(method)
        def cut(self: Any, actor: Actor, request: Any) -> Any:  # noqa: ANN401 - any list
            after = place_in(request.after, len(fields)) if request.after else None
            answer = method(self, actor, request)
            lines = answer if of is None else getattr(answer, of)
            page = _page(lines, fields, after, request.limit)
            if of is None:
                return page
            return answer.model_copy(update={of: tuple(page), "next_after": page.next_after})

        return cut

    return wrap


class _Field(NamedTuple):
    """One field by which a list is sorted.

    Attributes:
        name: path of the field.
        descends: from the latest to the first.
        unknown_first: what is not known comes first, not last.
    """

    name: str
    descends: bool
    unknown_first: bool


def _page(lines: Iterable[T], fields: Sequence[_Field], after: Place | None, limit: int) -> Page[T]:
    placed = [(_place(line, fields), line) for line in lines]
    for number, field in reversed(list(enumerate(fields))):
        # Sorting keeps what is alike in its order: the last field first, the first one last.
        placed.sort(key=functools.partial(_rank, number, field), reverse=field.descends)
    if after is not None:
        placed = [one for one in placed if _is_behind(one[0], after, fields)]
    shown = placed[:limit]
    more = len(placed) > limit
    return Page.of((line for _, line in shown), cursor_at(shown[-1][0]) if more else None)


def _rank(number: int, field: _Field, placed: tuple[Place, object]) -> tuple[bool, Any]:
    value = placed[0][number]
    return (value is None) != (
        field.descends != field.unknown_first
    ), "" if value is None else value


def _is_behind(place: Place, after: Place, fields: Sequence[_Field]) -> bool:
    for mine, theirs, field in zip(place, after, fields, strict=True):
        if mine == theirs:
            continue
        if mine is None or theirs is None:
            return (mine is None) != field.unknown_first
        try:
            return bool(mine < theirs if field.descends else mine > theirs)  # type: ignore[operator]
        except TypeError:
            raise cursor_unreadable() from None
    return False


def _place(line: object, fields: Sequence[_Field]) -> Place:
    return tuple(_plain(_value(line, field.name)) for field in fields)


def _value(line: object, name: str) -> object:
    for one in name.split("|"):
        value: object = line
        for part in one.split("."):
            value = None if value is None else getattr(value, part)
        if value is not None:
            return value
    return None


def _plain(value: object) -> int | str | None:
    """A value as it stands in a cursor: what comes later is greater there as well."""
    match value:
        case None | int() | str():
            return value
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
    raise TypeError(f"a list cannot be sorted by {type(value).__name__}")


def cursor_at(place: Place) -> str:
    """The cursor of the place of a line."""
    told = json.dumps(place, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def place_in(cursor: str, parts: int) -> Place:
    """Where a cursor points.

    Args:
        cursor: as :func:`cursor_at` wrote it.
        parts: so many words has the place of a line of the list.

    Raises:
        InvalidInput: ``cursor-unreadable``.
    """
    try:
        told = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise cursor_unreadable() from None
    if not isinstance(told, list) or len(told) != parts:
        raise cursor_unreadable()
    if not all(one is None or isinstance(one, int | str) for one in told):
        raise cursor_unreadable()
    return tuple(told)


def cursor_unreadable() -> InvalidInput:
    """The answer to whoever sends a cursor that is none of the list's."""
    return InvalidInput(
        "after",
        "cursor-unreadable",
        "一覧の続きの場所を読み取れません。",
        "前の答えの next_after をそのまま付けるか、初めから尋ねてください。",
    )

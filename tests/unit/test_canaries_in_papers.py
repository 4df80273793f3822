"""The search for canaries sees through a PDF: what is compressed there is not hidden from it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from shared.paper import typeset
from tests.behaviour.canaries.words import Canaries

AT = datetime(2026, 6, 1, 1, tzinfo=UTC)
PAGE = """
#set document(title: d.title)
#set page(width: 60mm, height: 60mm)
#paper(head: [], foot: [], { for one in d.texts { par(lines(one)) } })
"""


@pytest.fixture
def canaries() -> Canaries:
    """Words that nobody could guess, and somebody's day of birth."""
    return Canaries(7, born={date(1931, 7, 29)})


def paper(*texts: str, title: str = "見本") -> bytes:
    """A small sheet, as papers are set."""
    return typeset(PAGE, {"title": title, "texts": texts}, AT)


def test_a_word_on_a_page_is_found_though_it_is_broken_at_a_line(canaries: Canaries) -> None:
    """The bytes of the file do not hold it, and the search does."""
    word = canaries.word("架空の相談の内容がここに続き、行の終わりで")
    written = paper("いろはにほへと" * 5 + word)
    assert canaries.marks[0].encode() not in written
    assert canaries.are_in(written)
    assert not canaries.are_in(paper("いろはにほへと"))


def test_a_word_in_a_title_or_in_an_attached_file_is_found(canaries: Canaries) -> None:
    """What no page shows travels with the file all the same."""
    word = canaries.word("架空")
    writer = PdfWriter(PdfReader(BytesIO(paper("見本"))))
    writer.add_attachment("x.txt", word.encode())
    writer.compress_identical_objects()
    packed = BytesIO()
    writer.write(packed)
    assert canaries.are_in(paper("見本", title=word))
    assert canaries.are_in(packed.getvalue())


@pytest.mark.parametrize("told", ["1931-07-29", "昭和6年7月29日"])
def test_a_day_of_birth_is_found_in_each_spelling(canaries: Canaries, told: str) -> None:
    """As it is stored and as people read it, on paper and plain; another day is not."""
    assert canaries.births_are_in(paper(told))
    assert canaries.births_are_in(f"<td>{told}</td>".encode())
    assert not canaries.births_are_in(paper("昭和6年7月30日"))

"""Text made fit for paper: what has no shape is told of, what cannot be broken is broken."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.paper.printable import LONGEST_UNBROKEN, MOST_TOLD, Printing

BREAK = "\u200b"


@pytest.mark.parametrize(
    "lost", ["\ue000", "\ufffd", "\U000f0000", "😀", "\x00", chr(0xD800), "\u0e2a"]
)
def test_a_character_without_a_shape_becomes_a_geta_and_is_told_of(lost: str) -> None:
    """Given 外字 of a private area, a lost or a foreign character, then 〓 stands for it."""
    printing = Printing()

    assert printing.text(f"山{lost}田{lost}") == "山〓田〓"
    (note,) = printing.notes()
    assert f"U+{ord(lost):04X}×2" in note


def test_a_variant_that_the_fonts_have_is_kept() -> None:
    """Given a name with an IVS that the fonts know, then it stays and nothing is noted."""
    printing = Printing()

    assert printing.text("葛\U000e0100城") == "葛\U000e0100城"
    assert printing.notes() == []


def test_a_variant_without_a_shape_gets_the_usual_one_and_is_told_of() -> None:
    """Given a name with an unknown IVS, then the usual shape stands and a note says so."""
    printing = Printing()

    assert printing.text("渡邉\U000e01ef") == "渡邉"
    (note,) = printing.notes()
    assert "邉(U+9089＋U+E01EF)×1" in note


def test_a_selector_behind_a_geta_is_told_of_once() -> None:
    """Given a variation selector behind what has no shape, then 〓 and notes remain."""
    printing = Printing()

    assert printing.text("\ue000\U000e0100") == "〓"
    assert len(printing.notes()) == 2


def test_marks_apart_from_their_letter_are_joined_where_the_fonts_need_it() -> None:
    """Given combining marks, then kana keep theirs and a letter is joined with its own."""
    printing = Printing()

    assert printing.text("か\u3099 か\u309a a\u0303 ｶﾞ") == "か\u3099 か\u309a ã ｶﾞ"
    assert printing.notes() == []


def test_characters_without_any_shape_are_left_out_and_counted() -> None:
    """Given a byte order mark, a soft hyphen and a change of direction, then they are counted."""
    printing = Printing()

    assert printing.text("\ufeff山\xad田\u202e") == "山田"
    assert printing.notes() == ["形のない制御文字を除きました（3字）。"]


def test_lines_end_where_they_were_written_to_end() -> None:
    """Given line ends of every kind, then each of them is one."""
    assert Printing().text("a\r\nb\rc\u2028d\x0be\x85f\n\ng") == "a\nb\nc\nd\ne\nf\n\ng"


@pytest.mark.parametrize("one", ["A", "ー", "「", "ッ", "。", "ｶ"])
def test_what_could_not_be_broken_is_broken(one: str) -> None:
    """Given 300 characters between which no rule lets a line end, then none stays together long."""
    together = Printing().text(one * 300).split(BREAK)

    assert "".join(together) == one * 300
    assert max(len(part) for part in together) <= LONGEST_UNBROKEN


def test_ordinary_japanese_is_left_as_it_is() -> None:
    """Given running text, then no break is put into it."""
    written = "昼は寝ていて、夜に台所に出てくる。母とは紙で話す。\nTEL 090-0000-0000"

    assert Printing().text(written) == written


def test_a_list_of_unknown_characters_has_an_end() -> None:
    """Given many characters without a shape, then so many are named, the rest counted."""
    printing = Printing()
    printing.text("".join(chr(0xE000 + one) for one in range(MOST_TOLD + 5)))

    (note,) = printing.notes()
    assert note.endswith("、ほか5種")


@given(st.text())
def test_nothing_is_dropped_unseen(written: str) -> None:
    """For any text, what is not on the paper is counted in a note."""
    printing = Printing()
    printed = printing.text(written).replace(BREAK, "")

    assert printed.count("〓") == sum(printing.missing.values()) + written.count("〓")
    if not printing.notes():
        lines = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", written)
        assert normalize("NFC", printed) == normalize("NFC", lines.replace("\t", "\u3000"))

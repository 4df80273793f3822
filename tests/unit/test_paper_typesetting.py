"""Papers: content stays content, fonts come along, no character stops the press."""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from shared.calendar import JST
from shared.paper import typeset
from shared.paper.fonts import FAMILY, fonts
from shared.paper.typesetting import Content
from tests.papers import BOTTOM, LEFT, RIGHT, TOP, body_of, sheets

AT = datetime(2026, 6, 1, 1, tzinfo=UTC)
PLAIN = """
#set document(title: d.title)
#paper(head: text(size: 9pt, lines(d.title)), foot: [#context counter(page).display()], {
  heading(level: 1, lines(d.title))
  for one in d.texts { par(lines(one)) }
})
"""


def set_plainly(*texts: str, title: str = "見本") -> bytes:
    """A paper of paragraphs."""
    return typeset(PLAIN, {"title": title, "texts": texts}, AT)


@pytest.mark.parametrize(
    "written",
    [
        '#read("/etc/passwd")',
        "*太字* _斜体_ `字` $x^2$ = 見出し",
        "- 一\\ #{1 + 1} <label> @ref // 注",
        '"); #import "@preview/cetz:0.3.0" //',
        "#sys.inputs #d #panic()",
    ],
)
def test_what_people_write_is_never_markup(written: str) -> None:
    """Given typst code as content, also as the title, then it is printed letter by letter."""
    assert body_of(set_plainly(written, title=written)) == written * 2


def test_every_character_of_unicode_can_be_handed_in() -> None:
    """Given all code points there are, then the paper is set."""
    every = [
        "".join(map(chr, range(first, min(first + 4096, sys.maxunicode + 1))))
        for first in [*range(0, 0x30000, 4096), 0xE0000, 0xF0000, 0x10F000]
    ]

    paper = set_plainly(*every)

    assert paper.startswith(b"%PDF-")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=300), max_size=4))
def test_any_text_can_be_set_and_stays_on_the_page(texts: list[str]) -> None:
    """For any texts, the paper is set and no word of it stands beyond the margins."""
    for sheet in sheets(set_plainly(*texts)):
        for run in sheet.runs:
            assert run.begins >= LEFT - 0.1
            assert (
                run.ends <= RIGHT + 12
            )  # a closing mark or a blank may hang over by its own width
            assert BOTTOM < run.height < TOP


@pytest.mark.parametrize("one", ["A", "W", "ー", "「", "ッ", "漢", "ｶﾞ"])
def test_300_characters_in_a_row_stay_between_the_margins(one: str) -> None:
    """Given a name of 300 characters without a blank, then every line of it ends on the page."""
    name = one * 300

    paper = set_plainly(name)

    assert body_of(paper) == "見本" + name
    assert max(run.ends for sheet in sheets(paper) for run in sheet.runs) <= RIGHT + 0.1


def test_a_long_text_goes_on_over_the_pages() -> None:
    """Given 10,000 characters, then all of them are there, on pages with head and foot."""
    text = "".join(chr(0x4E00 + one) for one in range(10_000))

    paper = set_plainly(text)

    printed = body_of(paper)
    assert len(sheets(paper)) > 3
    assert printed.startswith("見本" + text)
    assert [sheet.beside for sheet in sheets(paper)] == [
        f"見本{number}" for number in range(1, len(sheets(paper)) + 1)
    ]


def test_the_file_is_for_keeping_and_for_screen_readers() -> None:
    """Given a paper, then it is PDF/A-2a and PDF/UA-1, tagged, in Japanese, fonts inside."""
    reader = PdfReader(io.BytesIO(set_plainly("本文")))

    root = reader.trailer["/Root"]
    about = reader.xmp_metadata.rdf_root.toxml()  # type: ignore[union-attr]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("ja-JP", True)  # type: ignore[index]
    for told in ("pdfaid:part>2<", "pdfaid:conformance>A<", "pdfuaid:part>1<"):
        assert told in about
    used = reader.pages[0]["/Resources"]["/Font"].values()  # type: ignore[index]
    for one in used:
        descriptor = one.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "NotoSansCJKjp" in descriptor["/FontName"]
        assert "/FontFile3" in descriptor


def test_a_paper_is_the_same_whenever_it_is_set() -> None:
    """Given the same content and instant, also told in JST, then no byte differs."""
    content: dict[str, Content] = {"title": "見本", "texts": ["本文"]}

    assert typeset(PLAIN, content, AT) == typeset(PLAIN, content, AT.astimezone(JST))


def test_a_paper_that_cannot_be_set_tells_nothing_of_its_content() -> None:
    """Given a template that fails on the content, then the error has none of it."""
    content: dict[str, Content] = {"secret": "架空の秘密"}

    with pytest.raises(RuntimeError) as failed:
        typeset("#panic(d.secret)", content, AT)

    assert "架空" not in str(failed.value)
    assert failed.value.__cause__ is failed.value.__context__ is None


def picture(written: str) -> bytes:
    """Some words as pixels, set with the fonts of every paper."""
    compiler = typst.Compiler(
        f'#set page(width: 40mm, height: 20mm)\n#text(font: "{FAMILY}", size: 40pt,'
        " sys.inputs.told)".encode(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": written},
    )
    drawn = compiler.compile(format="png", ppi=72)
    assert isinstance(drawn, bytes)
    return drawn


def test_variants_are_drawn_in_their_own_shape() -> None:
    """Given 葛 with one IVS and with the other, then two shapes are drawn, and one is the usual."""
    usual, first, second = (picture(one) for one in ("葛", "葛\U000e0100", "葛\U000e0101"))

    assert first != second
    assert usual in (first, second)


def test_a_variant_that_the_fonts_do_not_know_is_drawn_as_usual() -> None:
    """Given an IVS without a shape, then typst draws the usual one, which is why a note is due."""
    assert picture("邉\U000e01ef") == picture("邉")

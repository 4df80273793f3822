"""The packet on paper: what was answered and nothing else, with notice and number on every page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from services.conference.application.disclosure.document import PacketDocument
from services.conference.paper import packet_paper
from tests.behaviour.sharing import built_for, ledger
from tests.behaviour.town import SECRETARIAT, Town, named, town_with_a_meeting, worker
from tests.conftest import NewPlace
from tests.papers import RIGHT, body_of, sheets

NPO = worker("npo")
TALK = "窓口で聞いた、架空の本文ちりぬるをわか"
HANGING = 6.0
"""Points: the empty half of a closing mark may lie beyond the margin."""
HEARD, ILLNESS = "夜に台所へ来る、架空の本文", "通院している、架空の病名"


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town with a meeting, on SQLite, then on PostgreSQL."""
    return town_with_a_meeting(tmp_path / "home", new_place())


def read(town: Town) -> PacketDocument:
    """What the npo's worker reads of the meeting's packet; all of it is to be viewed only."""
    document = town.offer("packets.open", NPO, packet_id=built_for(town, "npo"))
    assert isinstance(document, PacketDocument)
    return document


def printed(town: Town) -> PacketDocument:
    """What the npo's worker was answered who printed a packet that rests on consent.

    The son consented to have what the city heard shared with the npo, and nothing else.
    """
    town.consents("son", "npo", purposes=("plan_formation",), categories=("consultation",))
    town.placed("plan", "son", mode="juso_kaigi", purpose="plan_formation", selected=("npo",))
    town.acknowledged("plan", "city", "npo")
    for holder, category, text in (("city", "consultation", HEARD), ("clinic", "health", ILLNESS)):
        town.item(text, holder, category, text, "son", offered=("plan",))
    town.now += timedelta(minutes=1)
    matter = {"conference_id": named("meeting"), "agenda_id": named("plan")}
    built = town.offer("packets.build", SECRETARIAT, **matter)
    (packet_id,) = (one.packet_id for one in built if one.recipient_id == named("npo"))
    document = town.offer("packets.print", NPO, packet_id=packet_id)
    assert isinstance(document, PacketDocument)
    return document


def with_lines(document: PacketDocument, *wordings: str, **changed: object) -> PacketDocument:
    """The same packet with other items."""
    (first, *_), line = document.pages, document.lines[0]
    lines = tuple(
        line.model_copy(update={"item_id": uuid4(), "wording": one, **changed}) for one in wordings
    )
    page = first.model_copy(update={"lines": lines})
    return document.model_copy(update={"pages": (page,)})


def test_the_paper_says_what_was_answered(town: Town) -> None:
    """Given a printed packet, then cover, items and obligations can be read and copied."""
    document = printed(town)

    paper = packet_paper(document)

    assert [line.wording for line in document.lines] == [HEARD]
    assert f"会議資料 第{document.number}号" in sheets(paper)[0].beside
    for told in (
        *("重層的支援会議", "架空のnpo", "プランの作成・決定", "相談の内容・経過", "全部", HEARD),
        NPO.person,
        *document.citations,
        *(kept for line in document.lines for kept in line.obligations),
    ):
        assert told in body_of(paper)


def test_nothing_else_is_on_it(town: Town) -> None:
    """Given health that was not consented to, then it is neither on the paper nor in the file."""
    paper = packet_paper(printed(town))

    assert ILLNESS not in body_of(paper)
    assert "架空のclinic" not in body_of(paper)
    assert ILLNESS.encode() not in paper


def test_printing_is_on_the_ledger(town: Town) -> None:
    """When a packet is printed, then the ledger has it as printed before there is any paper."""
    document = printed(town)

    acts = [one.act for one in ledger(town) if one.packet_id == document.packet_id]
    assert acts[-1] == "packet_printed"


def test_what_may_only_be_viewed_is_not_on_paper(town: Town) -> None:
    """Given a packet that rests on the conference, when it is printed, then no item is there."""
    document = town.offer("packets.print", NPO, packet_id=built_for(town, "npo"))

    body = body_of(packet_paper(document))

    assert TALK not in body
    assert "いま、この資料に印刷できる情報はありません。" in body
    assert document.pages[0].notice in sheets(packet_paper(document))[0].beside


def test_every_page_has_number_recipient_flag_and_notice(town: Town) -> None:
    """Given texts of 10,000 characters, then each page says what the first one says of itself."""
    document = read(town)
    notice = document.pages[0].notice
    assert notice

    pages = sheets(packet_paper(with_lines(document, *["いろはにほへと。" * 1_250] * 3)))

    assert len(pages) > 10
    for number, page in enumerate(pages, 1):
        assert notice in page.beside
        assert "本人の同意がない" in page.beside
        assert f"会議資料 第{document.number}号" in page.beside
        assert "架空のnpo" in page.beside
        assert f"{number} / {len(pages)} ページ" in page.beside
        assert "令和8年6月1日" in page.beside
        assert NPO.person in page.beside


def test_persons_are_told_apart_without_a_name(town: Town) -> None:
    """Given items about two persons, then each says about which, by a letter."""
    document = read(town)
    line = document.lines[0]
    both = line.model_copy(update={"subjects": (named("son"), named("mother"))})
    page = document.pages[0].model_copy(update={"lines": (line, both)})

    body = body_of(packet_paper(document.model_copy(update={"pages": (page,)})))

    assert "対象者A　出所" in body
    assert "対象者A・対象者B　出所" in body
    assert f"対象者B: {named('mother')}" in body


@pytest.mark.parametrize("name", ["寿限無" * 100, "A" * 300, "ー" * 300, "長い\n名前\r\n" * 40])
def test_a_long_name_leaves_the_page_whole(town: Town, name: str) -> None:
    """Given a recipient's name of 300 characters, then head, body and foot stay on the page."""
    document = read(town).model_copy(update={"recipient": name})

    pages = sheets(packet_paper(document))

    assert max(run.ends for page in pages for run in page.runs) <= RIGHT + HANGING
    for page in pages:
        lowest = min(run.height for run in page.runs if not run.beside)
        highest = max(run.height for run in page.runs if not run.beside)
        heads = [run.height for run in page.runs if run.beside and run.height > highest]
        feet = [run.height for run in page.runs if run.beside and run.height < lowest]
        assert heads
        assert feet
        assert min(feet) > 20


def test_difficult_characters_are_printed_or_told_of(town: Town) -> None:
    """Given 外字, IVS, decomposed and halfwidth kana, then each is there or is noted at the end."""
    written = "葛\U000e0100城 渡邉\U000e01ef \ue000 \ufffd か\u309a ﾊﾝｶｸｶﾞ が"

    body = body_of(packet_paper(with_lines(read(town), written)))

    assert "葛\U000e0100城 渡邉 〓 〓 か\u309a ﾊﾝｶｸｶﾞ が" in body
    assert "U+E000×1、U+FFFD×1" in body
    assert "邉(U+9089＋U+E01EF)×1" in body


def test_a_packet_outside_a_meeting_has_no_notice_of_one(town: Town) -> None:
    """Given a packet for casework, then it is called so and bears no notice."""
    document = read(town)
    page = document.pages[0].model_copy(update={"notice": None, "flag": None})
    beside = document.model_copy(update={"legal_mode": "casework", "pages": (page,)})

    body = body_of(packet_paper(beside))

    assert body.startswith("会議によらない情報提供")
    assert "漏らしてはなりません" not in body

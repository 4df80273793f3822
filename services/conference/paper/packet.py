"""The packet 会議資料 as A4 pages: number, recipient, flag and secrecy notice on every one.

Made of exactly what the reader was answered, at the instant of the answer, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from uuid import UUID

from services.conference.application.disclosure.document import ItemLine, PacketDocument
from services.conference.law.statutes.legal_modes import LEGAL_MODES
from shared.calendar import JST, format_wareki, jst_date
from shared.codes import PURPOSES
from shared.paper import typeset
from shared.paper.typesetting import Content

BESIDE_A_MEETING = "会議によらない情報提供"

_PERSONS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def packet_paper(packet: PacketDocument) -> bytes:
    """The packet as a PDF.

    Args:
        packet: what ``packets.print`` answered.
    """
    return typeset(_template(), _content(packet), packet.opened_at)


@cache
def _template() -> str:
    return (files(__name__.rpartition(".")[0]) / "packet.typ").read_text(encoding="utf-8")


def _content(packet: PacketDocument) -> Mapping[str, Content]:
    day, at = jst_date(packet.opened_at), packet.opened_at.astimezone(JST)
    mode = LEGAL_MODES.get(packet.legal_mode)
    first, persons = packet.pages[0], persons_of(packet)
    return {
        "title": f"会議資料 第{packet.number}号" if mode else f"資料 第{packet.number}号",
        "meeting": mode.title_on(day) if mode else BESIDE_A_MEETING,
        "recipient": " ".join(packet.recipient.split()),
        "purpose": PURPOSES.by_code(packet.purpose).label,
        "citations": packet.citations,
        "flag": first.flag,
        "notice": first.notice,
        "printed_at": f"{format_wareki(day)} {at:%H時%M分}",
        "printed_by": packet.reader,
        "counted": _counted(packet.lines),
        "items": [_item(line, packet, persons) for line in packet.lines],
        "persons": [{"label": label, "number": str(person)} for person, label in persons.items()],
    }


def persons_of(packet: PacketDocument) -> dict[UUID, str]:
    """The persons a packet is about, by the label they have in it: 対象者A, 対象者B, …"""
    persons = dict.fromkeys(one for line in packet.lines for one in line.subjects)
    return {person: f"対象者{_letters(place)}" for place, person in enumerate(persons)}


def _letters(place: int) -> str:
    """A, B, …, Z, AA, AB, …"""
    before, own = divmod(place, len(_PERSONS))
    return (_letters(before - 1) if before else "") + _PERSONS[own]


def _counted(lines: list[ItemLine]) -> str:
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.effect] = counts.get(line.effect, 0) + 1
    return "、".join(f"{effect} {count}件" for effect, count in counts.items())


def _item(
    line: ItemLine, packet: PacketDocument, persons: Mapping[UUID, str]
) -> Mapping[str, Content]:
    own = "（自機関の情報）" if line.holder_id == packet.recipient_id else ""
    return {
        "category": line.category,
        "effect": line.effect,
        "about": "・".join(persons[one] for one in line.subjects),
        "source": line.source + own,
        "wording": line.wording,
        "obligations": line.obligations,
    }

"""届いた資料: opened by a button, for reading is on record; printed, returned; withdrawals told."""

from __future__ import annotations

from typing import Any

from services.conference.application.disclosure.document import PacketDocument
from services.conference.pages.seen import MOST
from services.conference.pages.wording import SIGNS, mode_name
from services.conference.paper import packet_paper
from services.conference.paper.packet import persons_of
from shared.calendar import jst_date
from shared.codes import DISCLOSURE_EFFECTS, OBLIGATIONS, PURPOSES
from shared.pages import Answer, Download, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/packets"
_VIEW_ONLY = OBLIGATIONS.by_code("view_only").label


def packets(visit: Visit) -> Page:
    """The packets for the own agency that would show something now."""
    return _packets(visit, None)


def _packets(visit: Visit, refusal: Refusal | None) -> Page:
    found = visit.ask("packets.list", {"limit": MOST})
    unseen = visit.ask("consents.notices", {"unseen_only": True, "limit": MOST}).notices
    shown = {
        "packets": [
            {
                "line": one,
                "path": f"{PATH}/{one.packet_id}",
                "law": mode_name(one.legal_mode),
                "number": number(one.packet_id),
            }
            for one in found
        ],
        "unseen": len(unseen),
    }
    return Page("packets.html", "届いた資料", shown, refusal)


def open_packet(visit: Visit) -> Answer:
    """Read a packet: decided again now, on record before anything is seen."""
    try:
        found: PacketDocument = visit.ask("packets.open", _named(visit))
    except Refusal as refusal:
        return _packets(visit, refusal)
    return Page("packet.html", f"会議資料 第{found.number}号", _shown(found))


def _shown(packet: PacketDocument) -> dict[str, Any]:
    signs = {one.label: SIGNS[one.code] for one in DISCLOSURE_EFFECTS}
    codes = {one.label: one.code for one in DISCLOSURE_EFFECTS}
    persons = persons_of(packet)
    return {
        "packet": packet,
        "path": f"{PATH}/{packet.packet_id}",
        "law": mode_name(packet.legal_mode),
        "purpose": PURPOSES.by_code(packet.purpose).label,
        "flag": packet.pages[0].flag,
        "secrecy": packet.pages[0].notice,
        "day": jst_date(packet.opened_at),
        "lines": [
            {
                "line": one,
                "sign": signs[one.effect],
                "code": codes[one.effect],
                "about": "・".join(persons[person] for person in one.subjects),
                "own": one.holder_id == packet.recipient_id,
                "view_only": _VIEW_ONLY in one.obligations,
            }
            for one in packet.lines
        ],
        "persons": [(label, number(person)) for person, label in persons.items()],
        "viewed": sum(_VIEW_ONLY in one.obligations for one in packet.lines),
    }


def print_packet(visit: Visit) -> Answer:
    """The packet as a PDF; that it was printed is on record first."""
    try:
        found: PacketDocument = visit.ask("packets.print", _named(visit))
    except Refusal as refusal:
        return _packets(visit, refusal)
    return Download(packet_paper(found), "application/pdf", f"資料 第{found.number}号.pdf")


def end_packet(visit: Visit) -> Answer:
    """Record that a packet was returned or erased."""
    visit.ask("packets.end", {**_named(visit), **visit.form.given("how")})
    return Moved(PATH, "返却・消去を記録しました。この資料は、もう開けません。")


def notices(visit: Visit) -> Page:
    """Withdrawals that the own agency has to heed."""
    found = visit.ask("consents.notices", {"limit": MOST}).notices
    shown = {
        "notices": [
            {"line": one, "person": number(one.person_id), "consent": number(one.consent_id)}
            for one in found
        ]
    }
    return Page("notices.html", "撤回の知らせ", shown)


def notice_seen(visit: Visit) -> Answer:
    """Record that the own agency read a withdrawal."""
    visit.ask("consents.notice-seen", visit.form.given("consent_id"))
    return Moved("/conference/pages/notices", "確かめたことを記録しました。")


def _named(visit: Visit) -> dict[str, str]:
    return {"packet_id": visit.path["packet_id"]}


_SHOWING = ("packets.list", "consents.notices")

ROUTES = (
    look("/packets", packets, *_SHOWING),
    send("/packets/{packet_id}/open", open_packet, "packets.open", *_SHOWING),
    send("/packets/{packet_id}/print", print_packet, "packets.print", *_SHOWING),
    send("/packets/{packet_id}/end", end_packet, "packets.end"),
    look("/notices", notices, "consents.notices"),
    send("/notices/seen", notice_seen, "consents.notice-seen"),
)

"""The ways in which a note can be opened to the NPO."""

from __future__ import annotations

from tests.law.records import scope, with_consent, with_determination, with_emergency
from tests.law.worlds import (
    Document,
    casework_world,
    with_agency,
    with_item,
    with_profile,
)

WAYS = ["consent", "emergency", "abuse_report", "in_purpose", "own_record"]
"""Those that take no meeting."""

BASIS = {
    "shien_kaigi_106_6": "conference_106_6",
    "shien_kaigi_konkyu_9": "conference_konkyu_9",
    "yotaikyo": "conference_yotaikyo",
    "kowaka": "conference_kowaka",
    "kodoku": "conference_kodoku",
    "jiritsu_kyogikai": "conference_jiritsu",
    "chiiki_care": "conference_chiiki_care",
    "chosei_kaigi": "conference_chosei",
}
"""Of each meeting that a statute provides for: the basis that it is."""


def opened(way: str, world: Document | None = None, **note: object) -> Document:
    """The world in which the note, of this kind, is opened to the NPO in this way."""
    world = with_item(world or casework_world(), **note)
    return under(way, world, onward_sharing="fresh_basis")


def under(way: str, world: Document | None = None, **rule: object) -> Document:
    """The world in which the note is opened in this way, under this municipal rule."""
    world = with_profile(world or casework_world(), emergency="act", **rule)
    if way == "consent":
        listed = scope(world, modes=[world["conference"]["legal_mode"]])
        return with_consent(world, scope=listed)
    if way == "emergency":
        return with_emergency(world)
    if way == "abuse_report":
        receiver = with_agency(world, "npo", kind="child_guidance_center")
        return with_determination(receiver, "abuse_report", victim_kind="child")
    if way == "own_record":
        return with_item(world, holder="npo")
    return with_determination(world, way)

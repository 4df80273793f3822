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

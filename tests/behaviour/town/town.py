"""The town, and the meeting that most is tried on."""

from __future__ import annotations

from pathlib import Path

from tests.behaviour.town.knowledge import Knowledge
from tests.behaviour.town.meetings import Meetings
from tests.behaviour.town.registers import Registers


class Town(Registers, Meetings, Knowledge):
    """A town with everything that a meeting rests on."""


def town_with_a_meeting(folder: Path, place: tuple[str, str] | None = None) -> Town:
    """A town that runs 重層; a son, his mother; city, npo, clinic; one agenda item about the son.

    The clinic, asked, has laid the son's health before it and the city what it heard; the npo is
    selected and its worker has acknowledged the duty of secrecy.
    """
    town = Town(folder, place)
    town.runs_juso()
    town.agency("city", "municipal_department", "public", internal=True)
    town.agency("npo", "npo", "private")
    town.agency("shakyo", "social_welfare_council", "private")
    town.agency("clinic", "medical", "private")
    town.person("son", "1985-05-20")
    town.person("mother", "1955-02-03", role="parent")
    town.convened("npo", "shakyo", "clinic")
    town.placed("matter", "son", selected=("npo", "clinic"))
    town.acknowledged("matter", "city", "npo")
    town.requested("matter", "clinic", "health", about="son")
    town.requested("matter", "city", "consultation", about="son")
    town.item(
        "illness",
        "clinic",
        "health",
        "見本の病名で通院している、架空の本文いろはにほへと",
        "son",
        generalised="体調に波があります",
        offered=("matter",),
    )
    town.item(
        "talk",
        "city",
        "consultation",
        "窓口で聞いた、架空の本文ちりぬるをわか",
        "son",
        offered=("matter",),
    )
    return town

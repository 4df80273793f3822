"""The counter: all acts of intake at one desk, behind one door."""

from __future__ import annotations

from services.intake.application.casework import Casework
from services.intake.application.reception import Reception
from shared.identity import Role

COUNSELLORS: tuple[Role, ...] = ("counsellor",)
"""Who stands at the counter: 相談員."""

LOOKING_ON: tuple[Role, ...] = ("counsellor", "secretariat")
"""Who sees which cases there are and how they go: the secretariat prepares meetings."""


class Counter(Reception, Casework):
    """:class:`Reception` and :class:`Casework` together, made as any :class:`Desk` is."""

"""A fictional town with a conference under way: what packets and questions are tried on."""

from tests.behaviour.town.names import AUDITOR, SECRETARIAT, named, worker
from tests.behaviour.town.registers import ALLOWING
from tests.behaviour.town.service import START
from tests.behaviour.town.town import Town, town_with_a_meeting

__all__ = [
    "ALLOWING",
    "AUDITOR",
    "SECRETARIAT",
    "START",
    "Town",
    "named",
    "town_with_a_meeting",
    "worker",
]

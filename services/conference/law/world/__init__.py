"""A world: one JSON document that says everything a decision depends on.

The form is the contract ``tsunagu-world/1`` (docs/law/). A world is about one agenda item of one
meeting, or one act of sharing outside a meeting, at one instant.
"""

from services.conference.law.world.agency import Agency
from services.conference.law.world.conference import Agreement, Conference, Member, Request
from services.conference.law.world.consent import Consent, Exclusions, Scope, Witness
from services.conference.law.world.determination import Determination, Emergency
from services.conference.law.world.item import Item
from services.conference.law.world.person import Person, Representative, Wish
from services.conference.law.world.profile import Profile, ProfileOptions, ProfileVersion
from services.conference.law.world.world import Municipality, World

__all__ = [
    "Agency",
    "Agreement",
    "Conference",
    "Consent",
    "Determination",
    "Emergency",
    "Exclusions",
    "Item",
    "Member",
    "Municipality",
    "Person",
    "Profile",
    "ProfileOptions",
    "ProfileVersion",
    "Representative",
    "Request",
    "Scope",
    "Wish",
    "Witness",
    "World",
]

"""Whether a matter is discussed with the consent of everybody it is about (law rules 3, 4)."""

from __future__ import annotations

from typing import get_args

from services.conference.law.bases.consent.standing import Consents
from services.conference.law.vocabulary import Category
from services.conference.law.world import World


def consents_to_matter(world: World) -> bool:
    """Whether every subject of the conference validly consents to it.

    A person consents to a conference who lets it share at least one kind of information about
    them, for its purpose and under its law, with at least one of those who take part. What and
    with whom is decided item by item; who never agreed to any of it has not consented.

    Args:
        world: the situation; its recipients are those who take part.
    """
    consents = Consents(world, world.profile.options_at(world.at))
    there = [one for one in world.agencies if one.id in world.recipients]
    return all(
        any(
            consents.standing(subject, category, agency).consents
            for category in get_args(Category)
            for agency in there
        )
        for subject in world.conference.subjects
    )

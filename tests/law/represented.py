"""A son of some age who is represented, and what his representatives say."""

from __future__ import annotations

from tests.law.records import (
    with_consent,
)
from tests.law.worlds import (
    Document,
    casework_world,
    with_person,
)

WORLD = casework_world()


BIRTH_DATES = {"child": "2012-03-03", "youth": "2010-03-03", "adult": "1990-03-03"}


def spoken_for(birth_date: str, *representatives: Document) -> Document:
    """The world in which the son was born then and is represented like this."""
    return with_person(WORLD, "son", birth_date=birth_date, representatives=list(representatives))


def consented_by(world: Document, capacity: str, by: str = "mother", **fields: object) -> Document:
    """The world with a consent of somebody for the son."""
    return with_consent(world, given_by=by, capacity=capacity, **fields)

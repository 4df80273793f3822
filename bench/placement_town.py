"""A fictional town for measuring placement: its resources, its rules, its people at a workplace."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID, uuid5

import yaml

from services.placement.routing.rule_file import RuleFile, Version
from services.placement.routing.rules import rule_texts, rules_named
from shared.calendar import JST
from shared.codes import (
    CONSENT_STATES,
    CONSULTERS,
    FACTORS,
    RESOURCE_KINDS,
    ROUTING_SIGNS,
    SUPPORT_NEEDS,
)
from shared.codes.municipality import municipality_name
from shared.identity import Actor
from tests.behaviour.referral_desk import ReferralDesk, worker

TOWN = "399019"
"""Of Kōchi, whose incentives are known; never given out."""

DAY = date(2026, 10, 1)
"""Of recording: the month before it is over."""

HALL, CLERK = worker("hall", "employment_supporter"), worker("hall", "secretariat")
NPO = worker("npo", "member")
_IDS = UUID("6c0e5a02-9d1b-4f7e-8a34-2b5c7d9e1f03")
_AREAS = ("東", "西", "南", "北", None)


def numbered(what: str, number: int) -> UUID:
    """The id of the so-manieth of its kind."""
    return uuid5(_IDS, f"{what}-{number}")


class PlacementTown:
    """Placement on SQLite in a folder of its own, with the department and an NPO.

    Args:
        folder: its home.
        chance: the source of chance.
    """

    def __init__(self, folder: Path, chance: Random) -> None:
        self._chance = chance
        self._desk = desk = ReferralDesk(
            folder, now=datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=JST)
        )
        desk.tell("hall", "municipal_department", internal=True, municipality=TOWN)
        desk.tell("npo", "npo", municipality=TOWN)
        self.store = desk.placement.store
        self._offered = desk.placement.application.use_cases()

    def do(self, use_case: str, actor: Actor = HALL, **request: Any) -> Any:  # noqa: ANN401
        """Use a use case as the town hall does, or somebody else."""
        described, call = self._offered[use_case]
        return call(actor, described.request(**request))

    def took(self, use_case: str, actor: Actor = HALL, **request: Any) -> float:  # noqa: ANN401
        """Milliseconds of a use case, from the request to the answer."""
        began = time.perf_counter()
        self.do(use_case, actor, **request)
        return (time.perf_counter() - began) * 1_000

    def states(self, after: int) -> list[bytes]:
        """What was recorded after a position of the log, as it lies there."""
        log = self.store.log(after, self.store.position())
        return [bytes(self.store.stored(one.recorded).state) for one in log]

    def fill_directory(self, count: int) -> None:
        """Register so many resources of all kinds."""
        kinds = [one.code for one in RESOURCE_KINDS]
        for number in range(count):
            youngest = self._chance.choice([None, 15, 18, 40])
            self.do(
                "resources.register",
                municipality=TOWN,
                resource_id=numbered("resource", number),
                kind=kinds[number % len(kinds)],
                name=f"架空の場 {number}",
                area=self._chance.choice(_AREAS),
                min_age=youngest,
                max_age=self._chance.choice([None, 49, 64]),
                season=self._chance.choice([(), (), (4, 5, 9, 10)]),
                online=self._chance.random() < 0.1,
                confirmed_on=self._chance.choice([None, DAY, date(2026, 1, 15)]),
            )

    def adopt(self, rules: RuleFile) -> None:
        """Let the town work by these rules."""
        document = yaml.safe_dump(
            rules.model_dump(mode="json", by_alias=True, exclude_defaults=True), allow_unicode=True
        )
        self.do("routing-rules.adopt", CLERK, municipality=TOWN, document=document)

    def situations(self, count: int) -> Iterator[dict[str, Any]]:
        """What is known of so many households."""
        for _ in range(count):
            yield {
                "factors": self._some(FACTORS, 3),
                "needs": self._some(SUPPORT_NEEDS, 2),
                "signs": self._some(ROUTING_SIGNS, 1),
                "people": [{"age": self._chance.randint(13, 88)}],
                "consulter": self._some(CONSULTERS, 1)[0],
                "consent": self._some(CONSENT_STATES, 1)[0],
            }

    def _some(self, codes: Any, count: int) -> list[str]:  # noqa: ANN401 - any code list
        return self._chance.sample([one.code for one in codes], count)


def every_rule() -> RuleFile:
    """The rules of all files that come with the program, as if they were those of one town."""
    versions = [one for name in rule_texts() for one in rules_named(name).versions]
    prefixed = [_prefixed(one, f"v{number}-") for number, one in enumerate(versions)]
    first = prefixed[0]
    whole = first.model_copy(
        update={
            "start": None,
            "end": None,
            "windows": tuple(key for one in prefixed for key in one.windows),
            "places": {key: place for one in prefixed for key, place in one.places.items()},
            "stages": max((one.stages for one in prefixed), key=len),
            "rules": tuple(rule for one in prefixed for rule in one.rules),
            "remarks": tuple(remark for one in prefixed for remark in one.remarks),
        }
    )
    name = municipality_name(TOWN)
    return RuleFile(id="every-rule", name=name, description=name, source=name, versions=(whole,))


def _prefixed(version: Version, prefix: str) -> Version:
    """A version whose names do not meet those of another."""

    def named(keys: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(prefix + key for key in keys)

    rules = [
        rule.model_copy(
            update={
                "id": prefix + rule.id,
                "to": named(rule.to),
                "instead_of": named(rule.instead_of),
                "when": rule.when.model_copy(update={"windows": named(rule.when.windows)}),
            }
        )
        for rule in version.rules
    ]
    remarks = [
        one.model_copy(
            update={"when": one.when.model_copy(update={"windows": named(one.when.windows)})}
        )
        for one in version.remarks
    ]
    none_fits = version.none_fits
    place = none_fits.place and prefix + none_fits.place
    return version.model_copy(
        update={
            "own": prefix + version.own,
            "windows": named(version.windows),
            "places": {prefix + key: one for key, one in version.places.items()},
            "rules": tuple(rules),
            "remarks": tuple(remarks),
            "none_fits": none_fits.model_copy(update={"place": place}),
            "keeper_if_hidden": version.keeper_if_hidden and prefix + version.keeper_if_hidden,
        }
    )

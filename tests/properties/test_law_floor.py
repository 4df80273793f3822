"""The floor holds under every profile; abuse is reported and own records are read whatever else."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import pytest

from tests.properties.law_cast import CATEGORIES
from tests.properties.law_checks import changed, copied, in_force, law
from tests.properties.law_draws import Draws
from tests.properties.law_worlds import ORDER, Document, decided, loosest, options

_RECEIVERS = {
    "child": (
        "municipal_department", "child_family_center", "welfare_office", "child_guidance_center",
    ),
    "elder": ("municipal_department", "community_support_center"),
    "disabled": ("municipal_department", "disability_core_center"),
}  # fmt: skip


class Cap(NamedTuple):
    """The most that the floor leaves of a cell.

    Attributes:
        effect: the most that may be shown.
        spared: bases that are not bound.
    """

    effect: str
    spared: frozenset[str]


_ALL = Cap("withheld", frozenset())
_REPORT = frozenset({"abuse_report"})
_URGENT = frozenset({"abuse_report", "emergency"})


def caps(document: Document, item: Document, reader: Document) -> Iterator[Cap]:
    """What the floor says of one item for one agency that does not hold it."""
    holder = next(one for one in document["agencies"] if one["id"] == item["holder"])
    flags = set(item["flags"])
    if "individual_number" in flags or item["category"] == "other":
        yield _ALL
    if "reporter_identity" in flags:
        yield Cap("withheld", _REPORT)
    if "unjust_harm_risk" in flags and holder["holder_class"] == "public":
        yield Cap("withheld", _URGENT)
    if reader["kind"] == "person_self" and flags & {"do_not_tell_person", "confidential_informant"}:
        yield _ALL
    yield from caps_for_persons(document, item, reader)


def caps_for_persons(document: Document, item: Document, reader: Document) -> Iterator[Cap]:
    """What the floor says for the sake of the persons an item is about."""
    people = [one for one in document["persons"] if one["id"] in item["subjects"]]
    mode, category = document["conference"]["legal_mode"], item["category"]
    protected = mode != "casework" and any(one.get("protected_address") for one in people)
    if protected and category == "address":
        yield _ALL
    if protected and category in {"school", "work"}:
        yield Cap("blurred", frozenset())
    elsewhere = mode != "yotaikyo" and not reader.get("yotaikyo_member")
    registered = any(one.get("registered_yotaikyo") for one in people)
    if category == "abuse" and elsewhere and registered:
        yield Cap("blurred", _REPORT)
    if category in {"identity", "address"} and any(one.get("anonymous") for one in people):
        yield Cap("withheld", _URGENT)


def with_profile(document: Document, profile: Document) -> Document:
    """A copy of a world under another profile."""
    version = {"from": "0001-01-02T00:00:00Z", "to": None, **profile}
    return changed(document, profile={"id": "pf", "versions": [version]})


@pytest.mark.rule(12, 30, 32, 35, 37, 39, 44, 46)
@law(20)
def test_the_floor_never_yields_to_a_profile(document: Document, picks: Random) -> None:
    """Under the world's own, the loosest and any other profile, no cell rises above its caps."""
    profiles = (loosest(), options(Draws(picks)))
    under = picks.choice([document, *(with_profile(document, one) for one in profiles)])
    agencies = {one["id"]: one for one in document["agencies"]}
    items = {one["id"]: one for one in document["items"]}
    for (item, reader), decision in decided(under).items():
        if items[item]["holder"] == reader:
            continue
        for cap in caps(document, items[item], agencies[reader]):
            within = ORDER[decision.effect] <= ORDER[cap.effect]
            assert within or set(decision.basis) <= cap.spared, (cap, decision)


@pytest.mark.rule(38)
@law(30)
def test_an_employer_learns_nothing_delicate_without_being_named(document: Document) -> None:
    """Health, disability and life history reach an employer only if every subject named it."""
    kinds = {one["id"]: one["kind"] for one in document["agencies"]}
    items = {one["id"]: one for one in document["items"]}
    for (item, reader), decision in decided(with_profile(document, loosest())).items():
        delicate = items[item]["category"] in {"health", "disability", "life_history"}
        if not delicate or kinds[reader] != "employer" or items[item]["holder"] == reader:
            continue
        named = {
            one["subject"]
            for one in document["consents"]
            if one["state"] == "given" and reader in one["scope"]["recipients"]
        }
        assert decision.effect == "withheld" or set(items[item]["subjects"]) <= named, decision


@pytest.mark.rule(30)
@law(60)
def test_an_unclassified_item_is_withheld(document: Document) -> None:
    """Category ``other`` is seen by its holder alone, under the loosest profile too."""
    unclassified = [{**one, "category": "other"} for one in document["items"]]
    holders = {one["id"]: one["holder"] for one in document["items"]}
    world = with_profile(changed(document, items=unclassified), loosest())
    for (item, reader), decision in decided(world).items():
        assert decision.effect == "withheld" or reader == holders[item], decision


@pytest.mark.rule(32)
@law(50)
def test_an_own_record_is_full_but_for_an_individual_number(document: Document) -> None:
    """A holder reads all of its own records, on that basis alone, whatever the world says."""
    items = {one["id"]: one for one in document["items"]}
    holders = list(dict.fromkeys(one["holder"] for one in document["items"]))
    for (item, reader), decision in decided(changed(document, recipients=holders)).items():
        if items[item]["holder"] != reader:
            assert "own_record" not in decision.basis
        elif "individual_number" in items[item]["flags"]:
            assert decision.effect == "withheld", decision
        else:
            assert (decision.effect, decision.basis) == ("full", ("own_record",)), decision


def reported(document: Document, picks: Random) -> tuple[Document, str, str]:
    """A world in which one holder has reported abuse to one agency; also those two."""
    world = copied(document)
    holder = picks.choice([one["holder"] for one in world["items"]])
    reader = next(one for one in world["recipients"] if one != holder)
    victim = picks.choice(sorted(_RECEIVERS))
    for agency in world["agencies"]:
        if agency["id"] == reader:
            agency["kind"] = picks.choice(_RECEIVERS[victim])
    report = {
        "id": "report",
        "kind": "abuse_report",
        "holder": holder,
        "subjects": [one["id"] for one in world["persons"]],
        "categories": list(CATEGORIES),
        "recipients": [reader],
        "reason": None,
        "approved_by": None,
        "victim_kind": victim,
        "from": world["at"],
        "to": None,
    }
    world["determinations"].append(report)
    return world, holder, reader


@pytest.mark.rule(43, 44)
@law(20)
def test_abuse_reporting_is_never_blocked(document: Document, picks: Random) -> None:
    """The receiver of a report reads every item in full that no statute keeps from everybody."""
    world, holder, reader = reported(document, picks)
    cells = decided(world)
    agency = next(one for one in world["agencies"] if one["id"] == reader)
    for item in world["items"]:
        if item["holder"] != holder:
            continue
        bound = [one for one in caps(world, item, agency) if "abuse_report" not in one.spared]
        most = min((one.effect for one in bound), key=ORDER.__getitem__, default="full")
        decision = cells[item["id"], reader]
        assert decision.effect == most, decision
        assert most == "withheld" or "abuse_report" in decision.basis, decision


@pytest.mark.rule(44)
@law(50)
def test_a_reporter_is_known_to_holder_and_receiver_alone(
    document: Document, picks: Random
) -> None:
    """What identifies a reporter is shown to the holder and on the report itself, and not else."""
    for item in document["items"]:
        item["flags"] = ["reporter_identity"]
    world, _, _ = reported(document, picks)
    for decision in decided(with_profile(world, loosest())).values():
        assert set(decision.basis) <= {"own_record", "abuse_report"}, decision


@pytest.mark.rule(42)
@law(30)
def test_a_complete_emergency_opens_what_is_needed(document: Document, picks: Random) -> None:
    """Where the profile acts, a responder sees the item up to the floor; else a human decides."""
    emergency = {
        "danger": picks.choice(("life", "body", "property")),
        "consent_hard_to_obtain": True,
        "reason": "切迫した危険",
        "asserted_by": "a1",
        "responders": [one["id"] for one in document["agencies"]],
        "subjects": [one["id"] for one in document["persons"]],
        "categories": list(CATEGORIES),
        "from": document["at"],
        "to": None,
    }
    acting = picks.choice((True, False))
    profile = loosest() | {"emergency": "act" if acting else "escalate"}
    world = with_profile(changed(document, emergency=emergency), profile)
    assert in_force(emergency, world)
    agencies = {one["id"]: one for one in world["agencies"]}
    items = {one["id"]: one for one in world["items"]}
    for (item, reader), decision in decided(world).items():
        if items[item]["holder"] == reader or agencies[reader]["kind"] == "employer":
            continue
        if not acting:
            loud = "escalate_to_human" in decision.obligations
            assert loud is (decision.effect == "withheld"), decision
            continue
        bound = [
            one
            for one in caps(world, items[item], agencies[reader])
            if "emergency" not in one.spared
        ]
        most = min((one.effect for one in bound), key=ORDER.__getitem__, default="full")
        assert ORDER[decision.effect] >= ORDER[most], decision
        assert decision.effect == "withheld" or decision.basis, decision

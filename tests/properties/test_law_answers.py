"""Every decision is whole: effect, basis, rules, reasons and obligations agree with one another."""

from __future__ import annotations

import pytest

from services.conference.law.decision import Decision
from services.conference.law.vocabulary import BASES, OBLIGATIONS
from services.conference.law.world import ProfileOptions
from tests.properties.law_checks import in_force, law, valid
from tests.properties.law_worlds import Document, decided
from tests.properties.test_law_consent import age, suspected

_CONFERENCE = {one for one in BASES if one.startswith("conference_")}
_DETERMINED = {one for one in BASES if one.startswith("appi_")} | {
    "entrustment",
    "in_purpose",
    "abuse_report",
    "abuse_request_13_4",
}
_NUMBERS = range(1, 73)


@law(24)
def test_every_decision_has_a_basis_or_is_withheld_and_has_a_reason(document: Document) -> None:
    """A visible cell has a basis, a withheld one none; there is always a reason and a rule."""
    for one in decided(document).values():
        assert one.effect in {"withheld", "blurred", "full"}
        assert bool(one.basis) is (one.effect != "withheld"), one
        assert one.reasons, one
        assert all(reason.endswith("。") for reason in one.reasons), one
        assert len(set(one.reasons)) == len(one.reasons), one
        assert one.rules, one
        assert list(one.rules) == sorted(set(one.rules) & set(_NUMBERS)), one
        assert list(one.basis) == [basis for basis in BASES if basis in one.basis], one
        closed = [task for task in OBLIGATIONS if task in one.obligations]
        assert list(one.obligations) == closed, one


def due(
    document: Document, item: Document, decision: Decision, options: ProfileOptions
) -> set[str]:
    """The obligations that the definitions give for one visible cell."""
    basis = set(decision.basis)
    holder = next(one for one in document["agencies"] if one["id"] == item["holder"])
    tasks: set[str] = set()
    if options.flag_no_consent and not basis & {"consent", "own_record"}:
        tasks.add("no_consent_flag")
    if basis & _CONFERENCE:
        tasks |= {"secrecy_notice", "no_onward_sharing", "view_only", "seek_consent"}
    if "emergency" in basis:
        tasks.add("emergency_review")
    if basis & _DETERMINED:
        tasks.add("record_reason")
    if "do_not_tell_person" in item["flags"]:
        tasks.add("do_not_tell_person")
    if holder["holder_class"] == "public" and "own_record" not in basis:
        tasks.add("return_or_erase")
    if "consent" in basis and _a_minor_spoke_alone(document, item, options.minor_consent_age):
        tasks.add("inform_representative")
    return tasks


def _a_minor_spoke_alone(document: Document, item: Document, consent_age: int) -> bool:
    """A subject between the consent age and 18 consented; no representative is suspected."""
    people = {one["id"]: one for one in document["persons"]}
    minors = [
        people[one]
        for one in item["subjects"]
        if consent_age <= (age(document, people[one]) or 0) < 18
    ]
    return bool(minors) and not any(
        suspected(one, minor) or (one["by"] in people and suspected(people[one["by"]], minor))
        for minor in minors
        for one in minor.get("representatives", [])
    )


def due_when_withheld(
    document: Document, item: Document, reader: str, options: ProfileOptions
) -> set[str]:
    """What a human must decide about a withheld cell."""
    tasks = {"supervisor_review"} if "unjust_harm_risk" in item["flags"] else set()
    asserted = document.get("emergency")
    if options.emergency == "act" or not asserted or item["holder"] == reader:
        return tasks
    holder = next(one for one in document["agencies"] if one["id"] == item["holder"])
    complete = (
        in_force(asserted, document)
        and asserted["danger"]
        and (asserted["reason"] or "").strip()
        and asserted["asserted_by"]
        and reader in asserted["responders"]
        and set(item["subjects"]) <= set(asserted["subjects"])
        and item["category"] in asserted["categories"]
        and (holder["holder_class"] == "public" or asserted["consent_hard_to_obtain"])
    )
    return tasks | ({"escalate_to_human"} if complete else set())


@pytest.mark.rule(10, 12, 25, 26, 27, 35, 36, 42)
@law(24)
def test_obligations_follow_their_definitions(document: Document) -> None:
    """Every obligation is there exactly when the facts and the basis of the cell call for it."""
    for person in document["persons"]:
        if person["birth_date"] and age(document, person) is None:
            person["birth_date"] = None  # vague ages have their own rule
    items = {one["id"]: one for one in document["items"]}
    options = valid(document).profile.options_at(valid(document).at)
    for (item, reader), decision in decided(document).items():
        if decision.effect == "withheld":
            tasks = due_when_withheld(document, items[item], reader, options)
        else:
            tasks = due(document, items[item], decision, options)
        assert set(decision.obligations) == tasks, decision

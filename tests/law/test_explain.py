"""The way to one decision, for whoever has to answer for it."""

from __future__ import annotations

import pytest

from services.conference.law.bases.conference import NOT_REQUESTED
from services.conference.law.bases.consent.reasons import CONSENTED, NOT_RECORDED
from services.conference.law.explain import explain
from services.conference.law.limits.profile import BLURRED_WITHOUT_CONSENT, NEVER
from services.conference.law.wording import FIXED
from tests.law.records import with_consent
from tests.law.worlds import (
    casework_world,
    conference_world,
    decide_cell,
    read,
    with_conference,
    with_profile,
)

BLURRING = with_profile(conference_world(), blur_without_consent=["consultation"])


@pytest.mark.parametrize("recipient", ["npo", "clinic", "city"])
def test_the_explanation_ends_in_the_decision(recipient: str) -> None:
    """What is explained is what was decided, for a recipient of the world or not."""
    world = with_consent(BLURRING)
    assert explain(read(world), "note", recipient).decision == decide_cell(world, recipient)


def test_every_basis_tells_what_remains_of_it() -> None:
    """Consent gives the full text, the conference a blurred one; why stands with each."""
    found = explain(read(with_consent(BLURRING)), "note", "npo").found
    assert [(basis, gives) for basis, gives, _ in found] == [
        ("consent", "full"),
        ("conference_106_6", "blurred"),
    ]
    assert found[0][2].says == CONSENTED.reason
    assert found[0][2].rules == (1, 4)


def test_every_limit_tells_which_of_the_bases_it_binds() -> None:
    """Only bases that were found are named."""
    (limit,) = explain(read(with_consent(BLURRING)), "note", "npo").limits
    assert (limit.says, limit.rules) == (BLURRED_WITHOUT_CONSENT.reason, (30,))
    assert limit.binds == ("conference_106_6",)


def test_the_own_record_is_explained_by_itself() -> None:
    """No limit and nothing missing is told of what is one's own."""
    explanation = explain(read(BLURRING), "note", "clinic")
    assert [basis for basis, _, _ in explanation.found] == ["own_record"]
    assert (explanation.limits, explanation.missing) == ((), ())


def test_what_was_missing_is_told() -> None:
    """Also of ways that the decision itself need not mention."""
    world = with_conference(with_profile(BLURRING, without_consent="never"), requests=[])
    explanation = explain(read(world), "note", "npo")
    assert [one.says for one in explanation.missing] == [NOT_RECORDED.reason, NOT_REQUESTED.reason]
    assert explanation.missing[0].rules == NOT_RECORDED.rules
    assert NEVER.reason in [one.says for one in explanation.limits]
    assert explanation.found == ()
    assert all(one.binds == () for one in (*explanation.limits, *explanation.missing))


def test_a_blurred_cell_tells_what_would_be_read() -> None:
    """The generalised wording; a full or a closed cell needs none."""
    assert explain(read(BLURRING), "note", "npo").reads == FIXED["consultation"][0]
    assert explain(read(with_consent(BLURRING)), "note", "npo").reads is None
    assert explain(read(casework_world()), "note", "npo").reads is None


def test_an_explanation_is_a_decision_with_more() -> None:
    """For a machine it adds to the decision and renames nothing."""
    world = read(with_consent(BLURRING))
    document = explain(world, "note", "npo").document()
    assert document["effect"] == "full"
    assert document["found"][0] == {
        "basis": "consent",
        "gives": "full",
        "rules": [1, 4],
        "reason": CONSENTED.reason,
    }
    assert document["limits"] == [
        {
            "rules": [30],
            "reason": BLURRED_WITHOUT_CONSENT.reason,
            "binds": ["conference_106_6"],
        }
    ]
    assert document["missing"] == []
    closed = explain(read(casework_world()), "note", "npo").document()
    assert closed["missing"] == [{"rules": [1, 5], "reason": NOT_RECORDED.reason}]


@pytest.mark.parametrize(("item", "recipient"), [("nothing", "npo"), ("note", "nobody")])
def test_only_what_is_in_the_world_can_be_explained(item: str, recipient: str) -> None:
    """An unknown item or agency is an error of whoever asks."""
    with pytest.raises(KeyError):
        explain(read(casework_world()), item, recipient)

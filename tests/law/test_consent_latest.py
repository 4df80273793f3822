"""Several answers of one person: the latest counts, and a version replaces those before it."""

from __future__ import annotations

import pytest

from services.conference.law.bases.consent.reasons import (
    ENDED,
    EXCLUDED,
    NOT_ASKED,
    NOT_COVERED,
    NOT_OBTAINABLE,
    REFUSED,
    WITHDRAWN,
)
from services.conference.law.rule import Finding
from tests.law.records import scope, with_answer, with_consent
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    JUST_AFTER,
    NOW,
    Document,
    casework_world,
    decide_cell,
    moment,
)

pytestmark = pytest.mark.rule(4)


WORLD = casework_world()


EARLIER, LATER = {"from": moment(days=-9)}, {"from": moment(days=-3)}


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("state", "why"),
    [("refused", REFUSED), ("not_obtainable", NOT_OBTAINABLE), ("not_asked", NOT_ASKED)],
)
def test_the_latest_answer_counts(state: str, why: Finding) -> None:
    """A later answer overtakes an earlier one, in whatever order they are listed."""
    for first, second in ((EARLIER, LATER), (LATER, EARLIER)):
        world = with_consent(with_answer(WORLD, state, **first), **second)
        if second is LATER:
            assert_full(decide_cell(world), "consent")
        else:
            assert_withheld(decide_cell(world), why)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("given", "refused", REFUSED),
        ("given", "not_asked", NOT_ASKED),
        ("given", "not_obtainable", NOT_OBTAINABLE),
        ("not_obtainable", "not_asked", NOT_ASKED),
        ("not_obtainable", "refused", REFUSED),
        ("not_asked", "refused", REFUSED),
    ],
)
def test_of_one_instant_the_less_permissive_answer_counts(
    one: str, other: str, why: Finding
) -> None:
    """Two answers of the same instant are read as the one that shows less."""
    for first, second in ((one, other), (other, one)):
        world = _answered(_answered(WORLD, first), second)
        assert_withheld(decide_cell(world), why)


def test_of_one_instant_an_exclusion_counts_as_a_no() -> None:
    """A consent that takes the NPO out overtakes a consent of the same instant."""
    out = {"exclusions": {"recipients": ["npo"]}}
    for first, second in (({}, out), (out, {})):
        world = with_consent(with_consent(WORLD, **first), **second)
        assert_withheld(decide_cell(world), EXCLUDED)


def _answered(world: Document, state: str) -> Document:
    return with_consent(world) if state == "given" else with_answer(world, state)


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("start", "opens"),
    [(moment(days=-5), True), (moment(days=-5, microseconds=-1), False), (moment(days=-7), False)],
)
def test_a_withdrawal_ends_every_consent_before_it(start: str, opens: bool) -> None:  # noqa: FBT001
    """A withdrawal five days ago overtakes what was given before it, nothing given after it."""
    withdrawn = with_consent(WORLD, withdrawn_at=moment(days=-5, microseconds=-1))
    decision = decide_cell(with_consent(withdrawn, **{"from": start}))
    if opens:
        assert_full(decision, "consent")
    else:
        assert_withheld(decision, WITHDRAWN)


@pytest.mark.rule(14)
def test_a_withdrawal_beats_what_was_said_after_the_consent_it_ends() -> None:
    """A withdrawal counts from its own instant, not from that of the consent."""
    world = with_answer(with_consent(WORLD, withdrawn_at=moment(days=-1)), "refused", **LATER)
    assert_withheld(decide_cell(world), WITHDRAWN)


def _versions(**fields: object) -> list[Document]:
    first = with_consent(WORLD, id="form", version=1)
    both = with_consent(first, id="form", **({"version": 2, "from": moment(days=-2)} | fields))
    return [both, both | {"consents": both["consents"][::-1]}]


@pytest.mark.rule(13)
def test_a_higher_version_replaces_the_lower_one() -> None:
    """What the second version leaves out is out."""
    narrower = scope(WORLD, recipients=["council"])
    for world in _versions(scope=narrower):
        assert_withheld(decide_cell(world), NOT_COVERED)


@pytest.mark.parametrize(("start", "opens"), [(NOW, False), (JUST_AFTER, True)])
def test_a_version_replaces_from_its_own_beginning_on(start: str, opens: bool) -> None:  # noqa: FBT001
    """Until the second version begins, the first one holds."""
    for world in _versions(state="refused", **{"from": start}):
        decision = decide_cell(world)
        if opens:
            assert_full(decision, "consent")
        else:
            assert_withheld(decision, REFUSED)


def test_a_replaced_version_never_comes_back() -> None:
    """When the second version ends, there is no answer at all."""
    for world in _versions(to=moment(days=-1)):
        assert_withheld(decide_cell(world), ENDED)


def test_versions_replace_only_their_own_answer() -> None:
    """A second version of one form does not touch another form."""
    for world in _versions(to=moment(days=-1)):
        assert_full(decide_cell(with_consent(world, id="another")), "consent")

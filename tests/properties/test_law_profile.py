"""A tighter profile never shows more, option by option and in any combination."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import pytest

from services.conference.law.world import ProfileOptions
from tests.properties.law_cast import CATEGORIES, KINDS, PURPOSES
from tests.properties.law_checks import changed, copied, hold, law, never_more
from tests.properties.law_records import MODES, STATUTORY
from tests.properties.law_worlds import Document, decided

Tighten = Callable[[Any, Random], Any]


def _step(*ladder: Any) -> Tighten:
    """Further down a ladder that begins with the loosest value."""
    return lambda value, picks: picks.choice(ladder[ladder.index(value) :])


def _forbids(everything: tuple[str, ...]) -> Tighten:
    """A list of what is shut: more on it."""

    def more(value: Any, picks: Random) -> list[str]:
        added = picks.sample(everything, picks.randint(1, len(everything)))
        return list(dict.fromkeys([*value, *added]))

    return more


def _allows(everything: tuple[str, ...]) -> Tighten:
    """A list of what is open, or no such limit: less on it."""

    def less(value: Any, picks: Random) -> list[str]:
        allowed = list(everything if value is None else value)
        return picks.sample(allowed, picks.randint(0, len(allowed)))

    return less


def _sooner(value: Any, picks: Random) -> int:
    return picks.randint(1, value or 400)


def _only_needed(value: Any, picks: Random) -> dict[str, list[str]]:
    """Less for a purpose that is limited, and limits for more purposes."""
    needed = {
        purpose: picks.sample(categories, picks.randint(0, len(categories)))
        for purpose, categories in value.items()
    }
    for purpose in picks.sample(PURPOSES, picks.randint(1, len(PURPOSES))):
        needed.setdefault(purpose, picks.sample(CATEGORIES, picks.randint(0, len(CATEGORIES))))
    return needed


_TIGHTER: Mapping[str, Tighten] = {
    "without_consent": _step("allowed", "only_when_not_obtainable", "never"),
    "without_consent_modes": _allows(STATUTORY),
    "excluded_kinds_without_consent": _forbids(KINDS),
    "blur_without_consent": _forbids(CATEGORIES),
    "flag_no_consent": _step(False, True),
    "names_only_with_penalty": _step(False, True),
    "deidentified_case_review": _step(True, False),
    "internal_sharing": _step("lawful_bases", "consent_only"),
    "family_wish_route": _step("best_interest_69_2_4", "none"),
    "family_wish_purposes": _allows(PURPOSES),
    "family_wish_recipients": _step("any", "internal"),
    "family_wish_needs_undertaking": _step(False, True),
    "plan_needs_consent": _step(False, True),
    "consent_must_match_wish": _step(False, True),
    "oral_consent_needs_witness": _step(False, True),
    "consent_valid_days": _sooner,
    "secrecy_acknowledgement": _step(False, True),
    "external_only_in_modes": _allows(MODES),
    "onward_sharing": _step("fresh_basis", "consent_only"),
    "hide_from_local_area": _step(False, True),
    "emergency": _step("act", "escalate"),
    "minimise": _only_needed,
}
"""How each option is tightened. The consent age has two sides and stands alone, below."""

_DEFAULTS: Mapping[str, Any] = {
    name: ProfileOptions().model_dump(mode="json")[name] for name in ProfileOptions.model_fields
}


def tightened(document: Document, names: list[str], picks: Random) -> Document:
    """A copy of a world in which some options are as tight as before or tighter."""
    profile = document["profile"]
    versions = [
        version
        | {name: _TIGHTER[name](version.get(name, _DEFAULTS[name]), picks) for name in names}
        for version in profile["versions"]
    ]
    return changed(document, profile={**profile, "versions": versions})


@pytest.mark.parametrize("option", sorted(_TIGHTER))
def test_a_tighter_option_never_shows_more(option: str, worlds: int) -> None:
    """Each option, tightened alone, never adds anything to any cell."""

    def check(document: Document, picks: Random) -> None:
        never_more(decided(tightened(document, [option], picks)), decided(document))

    hold(check, worlds // 300, option)


@law(30)
def test_a_tighter_profile_never_shows_more(document: Document, picks: Random) -> None:
    """Any number of options, tightened together, never add anything to any cell."""
    names = picks.sample(sorted(_TIGHTER), picks.randint(2, len(_TIGHTER)))
    never_more(decided(tightened(document, names, picks)), decided(document))


def test_every_option_is_tried(worlds: int) -> None:
    """No option is forgotten; the consent age alone has no tighter side."""
    assert set(_TIGHTER) | {"minor_consent_age"} == set(ProfileOptions.model_fields), worlds


def _later(document: Document, picks: Random) -> None:
    own = [
        one for one in document["consents"] if (one["capacity"], one["state"]) == ("self", "given")
    ]
    before = changed(document, consents=own)
    after = copied(before)
    for version in after["profile"]["versions"]:
        version["minor_consent_age"] = picks.randint(version.get("minor_consent_age", 15), 18)
    never_more(decided(after), decided(before))


@pytest.mark.rule(10)
def test_a_later_consent_age_never_lets_more_minors_speak_for_themselves(worlds: int) -> None:
    """Where persons consented for themselves and nobody else spoke, a later age adds nothing."""
    hold(_later, worlds // 150, "consent age")

"""No profile can loosen the floor: who tries is told which rule stands in the way."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from services.conference.law.reading import InvalidWorldError
from services.conference.law.vocabulary import Mode, StatutoryMode
from services.conference.law.world.profile import ProfileVersion
from services.conference.profiles import read_profile
from services.conference.profiles.attempts import OPTIONS, YOUNGEST
from tests.law.profiles.test_reading_profiles import error_of, one_version

NEVER_VEHICLES = [one for one in get_args(Mode) if one not in get_args(StatutoryMode)]


@pytest.mark.parametrize("option", sorted(OPTIONS))
def test_a_known_attempt_is_answered_with_its_rule(option: str) -> None:
    """There is no such option, in a version or beside the versions, and it says why."""
    for text, path in (
        (one_version(**{option: True}), f"/profile/versions/0/{option}"),
        (f"id: mine\nversions: []\n{option}: allowed", f"/profile/{option}"),
    ):
        error = error_of(text)
        assert (error["error"], error["path"]) == ("schema", path)
        assert error["message"].startswith("法の下限を緩める項目はありません。")
        assert re.search(r"（規則\d+）。$", error["message"])


def test_an_attempt_is_no_option() -> None:
    """What is refused by name is nothing that the contract offers."""
    assert not set(OPTIONS) & set(ProfileVersion.model_fields)


@pytest.mark.rule(8)
def test_family_consent_cannot_be_made_to_suffice() -> None:
    """The best known attempt: the rule and its statutes are named."""
    message = error_of(one_version(family_consent_suffices=True))["message"]
    assert "規則8" in message
    assert "民法4条" in message


@pytest.mark.rule(32)
def test_the_individual_number_cannot_be_allowed() -> None:
    """番号法 knows no municipal rule."""
    assert "規則32" in error_of(one_version(individual_number="allowed"))["message"]


@pytest.mark.rule(10)
@pytest.mark.parametrize("age", [8, 11, 0, -1, 11.5])
def test_a_small_child_cannot_be_made_to_consent(age: float) -> None:
    """Below twelve nobody consents alone."""
    error = error_of(one_version(minor_consent_age=age))
    assert error["path"] == "/profile/versions/0/minor_consent_age"
    assert "規則10" in error["message"]
    assert f"{YOUNGEST}歳" in error["message"]


@pytest.mark.rule(10)
@pytest.mark.parametrize("age", [12, 15, 18])
def test_from_twelve_to_eighteen_a_municipality_chooses(age: int) -> None:
    """Within what the guideline leaves open."""
    (version,) = read_profile(one_version(minor_consent_age=age)).profile.versions
    assert version.minor_consent_age == age


@pytest.mark.parametrize("age", [19, True, "8", None])
def test_another_age_is_no_attempt_but_wrong(age: object) -> None:
    """Too high, or no number: the ordinary error."""
    message = error_of(one_version(minor_consent_age=age))["message"]
    assert "規則" not in message


@pytest.mark.rule(3, 18)
@pytest.mark.parametrize("mode", NEVER_VEHICLES)
def test_a_meeting_without_statute_cannot_be_made_a_vehicle(mode: str) -> None:
    """重層的支援会議 and 支援調整会議 rest on consent; the others have no statute at all."""
    error = error_of(one_version(without_consent_modes=["yotaikyo", mode]))
    assert error["path"] == "/profile/versions/0/without_consent_modes/1"
    expected = "規則3" if mode in {"juso_kaigi", "shien_chosei_kaigi"} else "規則18"
    assert f"（{expected}）" in error["message"]


@pytest.mark.rule(8)
@pytest.mark.parametrize("road", ["consent", "family_consent"])
def test_the_familys_road_cannot_be_made_consent(road: str) -> None:
    """Its only other name is 個情法69条2項4号."""
    error = error_of(one_version(family_wish_route=road))
    assert error["path"] == "/profile/versions/0/family_wish_route"
    assert "規則8" in error["message"]


@pytest.mark.parametrize(
    "odd", [{"family_wish_route": ["consent"]}, {"without_consent_modes": [["casework"], {}]}]
)
def test_odd_shapes_are_ordinary_errors(odd: dict[str, object]) -> None:
    """A list where a word belongs is no attempt, and no crash."""
    assert error_of(one_version(**odd))["message"] == "決められたコードのどれでもありません。"


def test_an_unknown_option_is_told_that_none_loosens() -> None:
    """Whatever else somebody writes: it is no option, and no option loosens."""
    error = error_of(one_version(share_with_everybody=True))
    assert error == {
        "error": "schema",
        "path": "/profile/versions/0/share_with_everybody",
        "message": (
            "運用ルールにない項目です。法の下限を緩める項目はありません。"
            "項目の名前を確かめてください。"
        ),
    }


def test_the_second_version_is_looked_at_too() -> None:
    """An attempt hidden in a later version is found before anything is decided."""
    text = """
    id: mine
    versions:
      - {from: 2024-04-01, to: 2025-04-01}
      - {from: 2025-04-01, to: null, family_consent_suffices: true}
    """
    assert error_of(text)["path"] == "/profile/versions/1/family_consent_suffices"


@pytest.mark.parametrize("practice", ["family_consent_as_persons", "corridor_talk"])
def test_a_practice_decides_nothing(practice: str) -> None:
    """A file with a practice and the same file without one have the same rule."""
    plain = "id: mine\nversions: [{from: 2024-04-01, to: null}]\n"
    told = f"{plain}practices: [{{code: {practice}, source: 1行, note: そうしている。}}]\n"
    assert read_profile(told).profile == read_profile(plain).profile
    assert len(read_profile(told).warnings) == 1


def test_nothing_is_left_of_a_refused_file() -> None:
    """The error is all there is."""
    with pytest.raises(InvalidWorldError):
        read_profile(one_version(family_consent=True))

"""The fourteen municipal rules as files: complete, sourced, dated, and about the law alone."""

from __future__ import annotations

import re
from datetime import datetime
from importlib.resources import files
from itertools import pairwise

import pytest

from services.conference.law.world import ProfileOptions
from services.conference.profiles import ProfileFile, load_profile, profile_ids

IDS = [f"municipality-{number:02d}" for number in range(1, 15)]
LINES = re.compile(r"\d+(-\d+)?(、\d+(-\d+)?)*行")
JAPANESE = re.compile(r"[ぁ-ん]")
FOREIGN = re.compile(
    r"[/\\]|\.(py|txt|md|ya?ml|json)\b|https?:|shared|seed|polic(y|ies)|tool|prompt",
    re.IGNORECASE,
)
WITH_PRACTICES = [3, 4, 5, 6, 7, 10, 11, 13, 14]
"""Municipalities that say of themselves what is looser than the floor, or outside it."""

NOBODY_SPOKE_OF = {"oral_consent_needs_witness", "consent_valid_days", "minor_consent_age"}
"""Options that no file sets: how an oral consent is heard, how long a consent lasts and from which
age was not asked in the hearings, so every municipality keeps the default."""


def text_of(profile_id: str) -> str:
    """A file as it is written."""
    name = profile_id.replace("-", "_") + ".yaml"
    return files("services.conference.profiles").joinpath(name).read_text(encoding="utf-8")


def lines_of(file: ProfileFile) -> list[str]:
    """The lines of the survey that every version and every practice rests on."""
    versions = [one.source for one in file.profile.versions]
    return [*versions, *(one.source for one in file.practices)]


@pytest.fixture(params=IDS)
def profile_id(request: pytest.FixtureRequest) -> str:
    """Each of the fourteen."""
    return str(request.param)


@pytest.fixture
def file(profile_id: str) -> ProfileFile:
    """Its file."""
    return load_profile(profile_id)


def test_there_are_fourteen() -> None:
    """Every municipality of the hearings has its file, in order."""
    assert list(profile_ids()) == IDS


def test_a_file_is_called_like_its_municipality(profile_id: str, file: ProfileFile) -> None:
    """The id of the rule is the name of its file."""
    assert file.profile.id == profile_id
    assert file.name == f"自治体{int(profile_id[-2:])}"


def test_a_file_says_in_plain_japanese_what_the_rule_is(file: ProfileFile) -> None:
    """One or two sentences a person at the counter understands."""
    assert JAPANESE.search(file.description)
    assert file.description.endswith("。")
    assert 1 <= file.description.count("。") <= 2


def test_a_file_says_where_the_rule_comes_from(file: ProfileFile) -> None:
    """The survey, its time, and for every version and practice the lines."""
    assert "ヒアリング調査" in file.source
    assert "令和6年12月～令和7年2月" in file.source
    assert all(LINES.fullmatch(one) for one in lines_of(file)), lines_of(file)


def test_lines_run_forward(file: ProfileFile) -> None:
    """A range of lines ends after it begins."""
    for first, last in re.findall(r"(\d+)-(\d+)", " ".join(lines_of(file))):
        assert int(first) < int(last)


def test_versions_follow_one_another(file: ProfileFile) -> None:
    """They do not overlap, leave no gap, and the last is open."""
    versions = file.profile.versions
    assert all(before.end == after.start for before, after in pairwise(versions))
    assert versions[-1].end is None


def test_versions_begin_at_midnight_in_japan(profile_id: str, file: ProfileFile) -> None:
    """A bare day in a file is that day in Japan, wherever the program runs."""
    days = re.findall(r"- from: (\S+)", text_of(profile_id))
    midnights = [datetime.fromisoformat(f"{day}T00:00:00+09:00") for day in days]
    assert [one.start for one in file.profile.versions] == midnights


def test_every_version_chooses_something(file: ProfileFile) -> None:
    """A version that sets no option would say nothing of its municipality."""
    options = set(ProfileOptions.model_fields)
    assert all(one.model_fields_set & options for one in file.profile.versions)


def test_the_fourteen_are_fourteen_rules() -> None:
    """No two municipalities have the same options."""
    rules = [
        tuple(one.model_dump_json(exclude={"source"}) for one in load_profile(i).profile.versions)
        for i in IDS
    ]
    assert len(set(rules)) == len(IDS)


def test_every_option_is_used_or_nobody_spoke_of_it() -> None:
    """What no hearing speaks of is no municipality's choice."""
    used = {
        name
        for one in IDS
        for version in load_profile(one).profile.versions
        for name in version.model_fields_set
    }
    assert set(ProfileOptions.model_fields) - used == NOBODY_SPOKE_OF


def test_a_file_names_no_place_and_no_tool_of_ours(profile_id: str) -> None:
    """It is about the municipality and the law; whoever reads it needs nothing else."""
    assert FOREIGN.search(text_of(profile_id)) is None


def test_a_file_keeps_to_the_width_of_the_project(profile_id: str) -> None:
    """Its options are read without scrolling; sentences and sources are one line each."""
    lines = text_of(profile_id).splitlines()
    long = [one for one in lines if len(one) > 100]
    assert all(one.startswith(("description: ", "source: ")) for one in long)


def test_practices_are_told_where_the_municipality_tells_them(
    profile_id: str, file: ProfileFile
) -> None:
    """Each has its warning: the rule, the statute, that the floor wins, and what is lawful."""
    assert bool(file.practices) == (int(profile_id[-2:]) in WITH_PRACTICES)
    assert len(file.warnings) == len(file.practices)
    for warning in file.warnings:
        assert re.search(r"規則\d+、.*?法.*?\d+条", warning)
        assert "法の下限が優先" in warning
        assert warning.endswith("ください。")
        assert warning.count("。") == 1


def test_a_practice_is_noted_in_one_sentence(file: ProfileFile) -> None:
    """What the municipality says it does, in plain words."""
    for practice in file.practices:
        assert practice.note.endswith("。")
        assert practice.note.count("。") == 1

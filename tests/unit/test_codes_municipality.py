"""全国地方公共団体コード."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shared.codes.municipality import (
    DEMO_MUNICIPALITY,
    PREFECTURES,
    MunicipalityCode,
    check_digit,
    municipality_name,
    parse_municipality,
    prefecture_name,
)
from shared.refusal import InvalidInput

FIELD_TYPE: TypeAdapter[str] = TypeAdapter(MunicipalityCode)
codes = st.builds(
    lambda prefecture, place: f"{prefecture:02d}{place:03d}",
    st.integers(1, 47),
    st.integers(0, 999),
).map(lambda first_five: first_five + check_digit(first_five))


@pytest.mark.parametrize("code", ["271403", "332089", "010006", "082341", "372021", "131130"])
def test_real_codes_pass(code: str) -> None:
    """Codes that municipalities and prefectures bear, also those with check digits 0 and 1."""
    assert parse_municipality(code) == code
    assert FIELD_TYPE.validate_python(code) == code


def test_full_width_and_blanks_do_not_matter() -> None:
    """A code copied from a form is the same code."""
    assert parse_municipality("　２７１４０３ ") == "271403"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("27140", "check-digit-missing"),
        ("12025", "check-digit-missing"),
        ("271404", "check-digit"),
        ("217403", "check-digit"),
        ("", "municipality-unreadable"),
        ("堺市", "municipality-unreadable"),
        ("2714033", "municipality-unreadable"),
        ("2714", "municipality-unreadable"),
        ("27140３３", "municipality-unreadable"),
        ("٢٧١٤٠٣", "municipality-unreadable"),
        ("00001" + check_digit("00001"), "unknown-municipality"),
        ("48201" + check_digit("48201"), "unknown-municipality"),
        ("98001" + check_digit("98001"), "unknown-municipality"),
    ],
)
def test_wrong_codes_are_refused_with_the_way_on(text: str, code: str) -> None:
    """Each mistake has its own code; a model refuses the same values."""
    with pytest.raises(InvalidInput) as refused:
        parse_municipality(text)
    assert refused.value.code == code
    assert refused.value.remedy
    with pytest.raises(ValidationError):
        FIELD_TYPE.validate_python(text)


def test_five_digits_may_lack_the_check_digit_or_a_leading_zero() -> None:
    """Both happen, the second in spreadsheets, and the remedy names both."""
    with pytest.raises(InvalidInput) as refused:
        parse_municipality("12025")
    assert "検査数字" in refused.value.remedy
    assert "先頭の0" in refused.value.remedy


def test_the_published_schema_says_six_digits() -> None:
    """Readers of the facts see the form of the code; a full-width code is none in a model."""
    assert FIELD_TYPE.json_schema()["pattern"] == "^[0-9]{6}$"
    with pytest.raises(ValidationError):
        FIELD_TYPE.validate_python("２７１４０３")


@given(codes, st.integers(0, 4), st.integers(1, 9))
def test_a_wrong_digit_never_becomes_another_code_unnoticed(
    code: str, place: int, shift: int
) -> None:
    """The check digit finds any one wrong digit, save where remainders 1 and 0 share a digit.

    11 minus the remainder is 10 or 11 for the remainders 1 and 0, of which the last digit counts:
    remainder 1 shares its digit 0 with none, remainder 0 its digit 1 with remainder 10.
    """
    wrong = str((int(code[place]) + shift) % 10)
    mistaken = code[:place] + wrong + code[place + 1 :]
    if {_remainder(code), _remainder(mistaken)} == {0, 10}:
        assert check_digit(mistaken[:5]) == code[5]
    else:
        assert check_digit(mistaken[:5]) != code[5]


@given(codes, st.integers(1, 9))
def test_a_wrong_check_digit_is_always_found(code: str, shift: int) -> None:
    """Of ten last digits one is right."""
    with pytest.raises(InvalidInput) as refused:
        parse_municipality(code[:5] + str((int(code[5]) + shift) % 10))
    assert refused.value.code == "check-digit"


def test_there_are_47_prefectures() -> None:
    """Named in the order of their codes."""
    assert len(PREFECTURES) == 47
    assert [prefecture_name(code) for code in ("010006", "131130", "271403", "473821")] == [
        "北海道",
        "東京都",
        "大阪府",
        "沖縄県",
    ]


def test_a_municipality_is_shown_by_name_or_by_prefecture_and_code() -> None:
    """A name that is not on file is not invented."""
    assert municipality_name("271403") == "堺市"
    assert municipality_name("270008") == "大阪府"
    assert municipality_name("131130") == "東京都 131130"


def test_the_town_of_the_demonstration_does_not_exist() -> None:
    """Its code is well-formed and lies outside the 47 prefectures."""
    assert parse_municipality(DEMO_MUNICIPALITY) == "990019"
    assert municipality_name(DEMO_MUNICIPALITY) == "つなぎ市（架空）"
    assert prefecture_name(DEMO_MUNICIPALITY) not in PREFECTURES


def test_every_name_on_file_stands_beside_a_valid_code() -> None:
    """No name under a mistyped code, none twice."""
    names = yaml.safe_load(
        files("shared.codes").joinpath("data", "municipalities.yaml").read_text(encoding="utf-8")
    )
    assert [parse_municipality(code) for code in names] == list(names)
    assert len(set(names.values())) == len(names)


def _remainder(code: str) -> int:
    weights = (6, 5, 4, 3, 2)
    return sum(int(d) * w for d, w in zip(code[:5], weights, strict=True)) % 11

"""Instants and periods of a world: compared as instants, half-open, to the microsecond."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from services.conference.law.world.moment import Instant, Period, japanese_day
from tests.law.worlds import Document, casework_world, conference_world, decide_cell, read

pytestmark = pytest.mark.rule(15)
INSTANT = TypeAdapter(Instant)
EARLIEST = datetime.min.replace(tzinfo=UTC)
LATEST = datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-06-15T12:00:00+09:00", datetime(2026, 6, 15, 3, tzinfo=UTC)),
        ("2026-06-15T03:00:00Z", datetime(2026, 6, 15, 3, tzinfo=UTC)),
        ("2026-06-14T20:30:00-06:30", datetime(2026, 6, 15, 3, tzinfo=UTC)),
        ("2026-06-15T03:00:00-00:00", datetime(2026, 6, 15, 3, tzinfo=UTC)),
        ("2026-06-15T03:00:00.5Z", datetime(2026, 6, 15, 3, 0, 0, 500_000, tzinfo=UTC)),
        ("2026-06-15T03:00:00.000001Z", datetime(2026, 6, 15, 3, 0, 0, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60Z", datetime(2017, 1, 1, tzinfo=UTC)),
        ("2016-12-31T23:59:60.25Z", datetime(2017, 1, 1, 0, 0, 0, 250_000, tzinfo=UTC)),
        ("0000-02-29T00:00:00Z", EARLIEST),
        ("0000-12-31T23:59:59-23:59", EARLIEST),
        ("0001-01-01T00:00:00+09:00", EARLIEST),
        ("0001-01-01T00:00:00Z", EARLIEST),
        ("9999-12-31T23:59:59-09:00", LATEST),
        ("9999-12-31T23:59:60Z", LATEST),
        ("9999-12-31T23:59:59.999999Z", LATEST),
    ],
)
def test_an_instant_is_read_whatever_its_offset(text: str, instant: datetime) -> None:
    """Offsets, fractions, leap seconds and the ends of the calendar are read."""
    read = INSTANT.validate_python(text)
    assert read == instant
    assert read.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-15",
        "2026-06-15T12:00:00",
        "2026-06-15 12:00:00Z",
        "2026-06-15T12:00Z",
        "2026-06-15T12:00:00.Z",
        "2026-06-15T12:00:00.1234567Z",
        "2026-06-15T12:00:00+0900",
        "2026-06-15T12:00:00z",
        "2026-06-15T24:00:01Z",
        "2026-06-15T12:00:61Z",
        "2026-06-15T12:60:00Z",
        "2026-02-29T12:00:00Z",
        "0000-02-30T00:00:00Z",
        "2026-06-15T12:00:00+24:00",
        "٢٠٢٦-06-15T12:00:00Z",
        "2026-06-15T12:00:00Z\n",
        1781524800,
        None,
        datetime(2026, 6, 15),  # noqa: DTZ001 - the point of it
    ],
)
def test_what_is_no_instant_is_none(text: object) -> None:
    """Another form, another day than the calendar has, or no offset."""
    with pytest.raises(ValidationError) as raised:
        INSTANT.validate_python(text)
    assert raised.value.errors()[0]["type"] == "instant"


def test_an_instant_with_its_zone_is_taken_as_it_is() -> None:
    """Profiles hand instants in already read."""
    instant = datetime(2026, 6, 15, tzinfo=UTC)
    assert INSTANT.validate_python(instant) is instant


def test_a_period_is_half_open() -> None:
    """It holds at its beginning and no longer at its end."""
    period = Period.model_validate_json(
        '{"from": "2026-04-01T00:00:00+09:00", "to": "2027-03-31T15:00:00Z"}'
    )
    microsecond = timedelta(microseconds=1)
    assert period.holds_at(period.start)
    assert not period.holds_at(period.start - microsecond)
    assert period.end is not None
    assert period.holds_at(period.end - microsecond)
    assert not period.holds_at(period.end)
    endless = Period.model_validate_json('{"from": "2026-04-01T00:00:00+09:00", "to": null}')
    assert endless.holds_at(LATEST)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 6, 14, 15, tzinfo=UTC), date(2026, 6, 15)),
        (datetime(2026, 6, 14, 14, 59, 59, 999_999, tzinfo=UTC), date(2026, 6, 14)),
        (LATEST, date.max),
        (EARLIEST, date.min),
    ],
)
def test_a_day_is_a_day_in_japan(instant: datetime, day: date) -> None:
    """Nine hours ahead of UTC; beyond the end of the calendar its last day."""
    assert japanese_day(instant) == day


@pytest.mark.parametrize(
    "at", ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:60-12:00"]
)
@pytest.mark.parametrize(
    "world", [casework_world(), conference_world(), conference_world("kodoku")]
)
def test_every_instant_has_an_answer(world: Document, at: str) -> None:
    """At the ends of the calendar nothing is shown, and nothing breaks."""
    decision = decide_cell(world | {"at": at})
    assert decision.effect in {"withheld", "full"}
    assert decision.reasons


@pytest.mark.parametrize("at", ["2026-06-15T03:00:00Z", "2026-06-14T22:00:00-05:00"])
def test_the_same_instant_decides_the_same(at: str) -> None:
    """However it is written."""
    world = conference_world()
    assert decide_cell(world | {"at": at}) == decide_cell(world)


def test_a_world_does_not_change() -> None:
    """Whoever holds a world cannot alter what was decided on."""
    world = read(casework_world())
    with pytest.raises(ValidationError):
        world.at = EARLIEST


def test_an_error_keeps_the_value_to_itself() -> None:
    """A value may be somebody's name; not even the exception's text repeats it."""
    with pytest.raises(ValidationError) as raised:
        Period.model_validate({"from": "山田花子", "to": None})
    assert "山田花子" not in str(raised.value)


def test_a_period_is_written_as_the_contract_says() -> None:
    """``from`` and ``to``, not the names used inside."""
    with pytest.raises(ValidationError):
        Period.model_validate({"start": EARLIEST, "end": None})

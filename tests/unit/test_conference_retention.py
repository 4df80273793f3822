"""How long records are kept: classes as data, floors, and the clock that starts at closure."""

from datetime import date

import pytest
import yaml
from pydantic import ValidationError

from services.conference.domain.retention import (
    RETENTION_RULE,
    Recorded,
    RetentionRuleState,
    Term,
    expiries,
    kept_until,
    lengthen_retention,
    term_of,
)
from services.conference.retention import ClassId, read_classes, record_classes
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import InvalidInput

CLOSED = date(2020, 2, 29)


def rule(class_id: ClassId, term: Term) -> RetentionRuleState:
    """A municipality that keeps one class by a term of its own."""
    events = lengthen_retention(None, DEMO_MUNICIPALITY, class_id, term)
    state = RETENTION_RULE.fold(None, events)
    assert state is not None
    return state


@pytest.mark.rule(58)
def test_every_class_has_years_a_floor_and_a_source() -> None:
    """Five years, ten where children or abuse are concerned; none of it is statute."""
    kept = {one.id: one.years for one in record_classes().values()}

    assert kept == {
        "consultation": 5, "conference": 5, "plan": 5, "placement": 5, "disclosure": 5,
        "abuse_child": 10,
    }  # fmt: skip
    assert all(one.source and one.confirm for one in record_classes().values())


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found["classes"].pop(),
        lambda found: found["classes"].append(found["classes"][0]),
        lambda found: found["classes"][0].update(years=4),
        lambda found: found["classes"][0].update(id="rumours"),
        lambda found: found["classes"][0].update(remark="x"),
    ],
)
def test_a_file_of_classes_that_is_not_whole_is_refused(change: object) -> None:
    """None missing, doubled, unknown or below its floor."""
    text = yaml.safe_dump(
        {"classes": [one.model_dump() for one in record_classes().values()]}, allow_unicode=True
    )
    assert read_classes(text) == record_classes()
    found = yaml.safe_load(text)
    change(found)  # type: ignore[operator]
    with pytest.raises(ValidationError):
        read_classes(yaml.safe_dump(found, allow_unicode=True))


@pytest.mark.rule(58)
def test_a_municipality_may_keep_longer_and_never_shorter_than_the_floor() -> None:
    """Seven years for consultations; four are refused; the same again is no event."""
    seven = rule("consultation", Term(years=7))
    assert term_of(seven, "consultation").years == 7
    assert term_of(seven, "plan").years == 5
    assert lengthen_retention(seven, DEMO_MUNICIPALITY, "consultation", Term(years=7)) == ()
    with pytest.raises(InvalidInput, check=lambda one: one.code == "retention-below-floor"):
        lengthen_retention(seven, DEMO_MUNICIPALITY, "abuse_child", Term(years=9))


@pytest.mark.rule(58)
def test_the_clock_starts_at_closure_and_stands_while_a_case_goes_on() -> None:
    """Without a closure nothing runs out; the last day of the fifth year is still kept."""
    assert expiries(None, Recorded(None, {"consultation": None})) == ()
    assert kept_until(()) is None
    assert kept_until(expiries(None, Recorded(CLOSED, {"consultation": None}))) == date(2025, 2, 28)


@pytest.mark.rule(58)
def test_the_longest_class_keeps_everything_about_a_person() -> None:
    """One key opens all of it: a child's records keep the others for ten years."""
    records = Recorded(CLOSED, {"consultation": None, "abuse_child": date(2018, 1, 1)})
    assert kept_until(expiries(None, records)) == date(2030, 2, 28)


@pytest.mark.rule(58)
def test_a_record_made_after_the_closure_is_kept_its_own_years() -> None:
    """Whoever looked in at the workplace two years later is kept five years from then."""
    records = Recorded(CLOSED, {"consultation": None, "placement": date(2022, 3, 1)})
    assert kept_until(expiries(None, records)) == date(2027, 3, 1)


@pytest.mark.rule(53)
def test_the_record_of_disclosures_is_kept_as_long_as_what_it_speaks_of() -> None:
    """Never shorter than the records themselves, whatever its own years."""
    records = Recorded(CLOSED, {"disclosure": None, "abuse_child": None})
    found = {one.class_id: one.last_day for one in expiries(None, records)}
    assert found["disclosure"] == found["abuse_child"] == date(2030, 2, 28)


@pytest.mark.rule(58)
@pytest.mark.parametrize(
    ("closed", "last"),
    [
        (date(2020, 3, 31), date(2025, 3, 31)),
        (date(2020, 4, 1), date(2026, 3, 31)),
        (date(2021, 3, 31), date(2026, 3, 31)),
    ],
)
def test_years_may_be_counted_from_the_next_fiscal_year(closed: date, last: date) -> None:
    """文書管理規程 often count from 1 April after; that is never shorter than from the closure."""
    term = Term(years=5, counted_from="next_fiscal_year")
    assert term.last_day(closed) == last
    assert term.last_day(closed) >= Term(years=5).last_day(closed)

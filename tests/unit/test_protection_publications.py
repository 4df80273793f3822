"""What was published before: versions, months and quarters, other templates."""

from dataclasses import replace

import pytest

from services.stats.domain.protection import (
    ProtectionRule,
    Publication,
    Rounding,
    Status,
    Subject,
    protect,
    published_again,
)
from tests.unit.protection_tables import APRIL, JUNE, MAY, QUARTER, table, told

RULE = ProtectionRule()


def publish(subject: Subject, days: tuple, known: tuple[Publication, ...] = ()) -> Publication:  # type: ignore[type-arg]
    """Publish one table under the default rule."""
    return protect([subject], RULE, first=days[0], last=days[1], known=known)


def test_a_second_version_keeps_back_the_same_cells() -> None:
    """訪問 and 来所 are kept back; another choice in the next version would tell both."""
    first = publish(table({"電話": 120, "来所": 30, "訪問": 3}), APRIL)
    second = publish(table({"電話": 121, "来所": 30, "訪問": 3}), APRIL, (first,))
    assert told(first.tables[0]) == {"電話": 120, "来所": None, "訪問": None, "計": 153}
    assert told(second.tables[0]) == {"電話": 121, "来所": None, "訪問": None, "計": 154}


def test_a_cell_that_becomes_small_is_not_told_by_the_version_before() -> None:
    """10 was told, 9 may not be: what the correction was is not to be had from the totals."""
    first = publish(table({"電話": 120, "来所": 30, "訪問": 10}), APRIL)
    second = publish(table({"電話": 120, "来所": 30, "訪問": 9}), APRIL, (first,))
    seen = told(second.tables[0])
    assert seen["訪問"] is None
    assert list(seen.values()).count(None) == 2
    (known,) = second.exposed
    assert (known.categories, known.lowest, known.highest) == (("訪問",), 9, 11)


def test_the_month_that_is_left_of_a_quarter_is_not_to_be_had() -> None:
    """April 20 and May 21 are told: a quarter of 44 would tell that June has 3."""
    known: tuple[Publication, ...] = ()
    for days, count in ((APRIL, 20), (MAY, 21)):
        known += (publish(table({"電話": 120, "訪問": count}), days, known),)
    quarter = publish(table({"電話": 380, "訪問": 44}), QUARTER, known)
    assert told(quarter.tables[0])["訪問"] is None
    june = publish(table({"電話": 140, "訪問": 3}), JUNE, (*known, quarter))
    assert told(june.tables[0])["訪問"] is None
    assert june.exposed == ()


def test_months_and_a_quarter_that_are_large_are_told() -> None:
    """Nothing is kept back for periods' sake where every period is large."""
    known: tuple[Publication, ...] = ()
    for days in (APRIL, MAY, JUNE):
        known += (publish(table({"電話": 120, "訪問": 20}), days, known),)
    quarter = publish(table({"電話": 360, "訪問": 60}), QUARTER, known)
    assert told(quarter.tables[0]) == {"電話": 360, "訪問": 60, "計": 420}


def test_a_late_arrival_does_not_undo_the_protection_of_a_month() -> None:
    """The quarter is one more than its months were: a reader is taken to know about how much."""
    known: tuple[Publication, ...] = ()
    for days, count in ((APRIL, 3), (MAY, 21), (JUNE, 22)):
        known += (publish(table({"電話": 120, "来所": 90, "訪問": count}), days, known),)
    quarter = publish(table({"電話": 360, "来所": 270, "訪問": 47}), QUARTER, known)
    assert told(quarter.tables[0])["訪問"] is None


def test_persons_of_months_do_not_add_up_to_those_of_the_quarter() -> None:
    """Who came in two months is one person; that a quarter has no fewer is all that is known."""

    def persons(cells: dict[str, int | None]) -> Subject:
        return replace(table(dict(cells), by=("性別",), measure="実人数"), sums_over_time=False)

    known: tuple[Publication, ...] = ()
    for days in (APRIL, MAY, JUNE):
        known += (publish(persons({"男": 30, "女": 20}), days, known),)
    quarter = publish(persons({"男": 31, "女": 22}), QUARTER, known)
    assert told(quarter.tables[0]) == {"男": 31, "女": 22, "計": 53}


def test_a_cell_that_went_out_unprotected_is_reported() -> None:
    """What was printed once cannot be taken back; whoever publishes again is told."""
    subject = table({"電話": 120, "来所": 30, "訪問": 3})
    before = published_again(*APRIL, [subject], [subject.table.document()], "none")
    assert [figure.status for figure in before.tables[0].cells] == [Status.SHOWN] * 3
    (known,) = publish(subject, APRIL, (before,)).exposed
    assert (known.table, known.categories) == ("方法", ("訪問",))
    assert known.lowest == known.highest == 3


@pytest.mark.parametrize(
    "rule",
    [
        ProtectionRule(),
        ProtectionRule(rounding=Rounding.TO_5),
        ProtectionRule(published=False),
    ],
)
def test_a_publication_is_read_back_from_what_was_stored(rule: ProtectionRule) -> None:
    """The true tables and the published documents are all that has to be kept."""
    subjects = [
        table({"電話": 120, "来所": 30, "訪問": 3, "メール": None}),
        table({"男": 2, "女": 1}, by=("性別",), measure="実人数"),
    ]
    made = protect(subjects, rule, first=APRIL[0], last=APRIL[1])
    documents = [one.document() for one in made.tables]
    assert published_again(*APRIL, subjects, documents, made.level) == made


def test_a_publication_that_does_not_fit_its_figures_is_refused() -> None:
    """A reader's knowledge cannot be reckoned from a document of other figures."""
    subject = table({"電話": 120, "来所": 30})
    other = table({"電話": 121, "来所": 30}).table.document()
    before = published_again(*APRIL, [subject], [other], "none")
    with pytest.raises(ValueError, match="does not fit"):
        publish(subject, APRIL, (before,))

"""Rounding as an alternative to keeping back."""

import pytest

from services.stats.domain.protection import ProtectionRule, Rounding, Status, protect
from tests.unit.protection_tables import APRIL, table, told


@pytest.mark.parametrize("rounding", list(Rounding))
def test_rounded_cells_add_up_to_rounded_totals(rounding: Rounding) -> None:
    """Each figure goes to a multiple next to it, and the sums are right: that tells no more."""
    cells = {"電話": 121, "来所": 31, "訪問": 3, "手紙": 1, "メール": 1, "SNS": 0}
    age = {"20代": 77, "30代": 80}
    publication = protect(
        [table(cells), table(age, by=("年代",))],
        ProtectionRule(rounding=rounding),
        first=APRIL[0],
        last=APRIL[1],
    )
    seen, by_age = (told(one) for one in publication.tables)
    assert seen["計"] == by_age["計"] == sum(seen[name] or 0 for name in cells)
    assert all(
        value is not None and value % rounding.value == 0 and abs(value - true) < rounding.value
        for name, true in (*cells.items(), ("計", 157))
        for value in (seen[name],)
    )


def test_a_figure_is_not_rounded_twice() -> None:
    """Up in one version and down in the next would tell between which two numbers it lies."""
    rule = ProtectionRule(rounding=Rounding.TO_3)
    days = {"first": APRIL[0], "last": APRIL[1]}
    first = protect([table({"電話": 16, "来所": 16, "訪問": 16})], rule, **days)
    second = protect([table({"電話": 16, "来所": 16, "訪問": 19})], rule, known=[first], **days)
    for before, after in zip(first.tables[0].cells[:2], second.tables[0].cells[:2], strict=True):
        assert after.told in {before.told, None}


def test_what_was_kept_back_before_is_not_rounded_now() -> None:
    """A cell that was 1 to 9 for every reader does not become 0 to 4."""
    cells = {"電話": 120, "来所": 30, "訪問": 3}
    days = {"first": APRIL[0], "last": APRIL[1]}
    first = protect([table(cells)], ProtectionRule(), **days)
    second = protect([table(cells)], ProtectionRule(rounding=Rounding.TO_5), known=[first], **days)
    assert second.tables[0].cells[2].status is Status.WITHHELD
    assert told(second.tables[0])["訪問"] is None

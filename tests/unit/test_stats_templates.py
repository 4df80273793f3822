"""Templates are data; a wrong one is refused when it is read."""

import pytest

from services.stats.application import StatsApplication
from services.stats.templates import read_template, template_by_id
from shared.refusal import InvalidInput


def test_the_basic_template_has_the_tables_of_the_contract() -> None:
    """延件数 by four dimensions, 実人数 by age and 新規ケース数 are always there."""
    asked = {
        (table.measure.name, tuple(axis.name for axis in table.dimensions))
        for table in template_by_id("basic").tables
    }
    assert asked >= {
        ("延件数", ("方法",)),
        ("延件数", ("相談者",)),
        ("延件数", ("年代",)),
        ("延件数", ("性別",)),
        ("実人数", ("年代",)),
        ("新規ケース数", ()),
    }


def test_templates_are_listed_by_id() -> None:
    """The list names every template that can be asked for."""
    listed = [template.id for template in StatsApplication.templates()]
    assert listed == sorted(listed)
    assert {"basic", "road"} <= set(listed)


def test_an_unknown_template_is_refused() -> None:
    """The refusal is in Japanese and says where the list is."""
    with pytest.raises(InvalidInput, match="様式はありません") as refused:
        template_by_id("no-such-template")
    assert refused.value.code == "unknown-template"


@pytest.mark.parametrize(
    "table",
    [
        "{name: 表, measure: 知らない数}",
        "{name: 表, measure: 延件数, by: [知らない軸]}",
        "{name: 表, measure: 延件数, by: [つなぎ先]}",
        "{name: 表, measure: 相談受付件数, by: [年代]}",
    ],
)
def test_a_template_cannot_ask_for_what_cannot_be_counted(table: str) -> None:
    """An unknown measure or dimension, or one that does not divide the other, is an error."""
    with pytest.raises(ValueError, match="table 表"):
        read_template("wrong", f"title: 誤り\ntables:\n  - {table}\n")


def test_two_tables_of_one_name_are_an_error() -> None:
    """Differences between versions are told by table name, so it must be unique."""
    table = "  - {name: 表, measure: 延件数}\n"
    with pytest.raises(ValueError, match="same name"):
        read_template("wrong", f"title: 誤り\ntables:\n{table}{table}")

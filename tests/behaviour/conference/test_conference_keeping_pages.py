"""消去の停止 and 保存期間 as pages: records that are kept, by whom, for how long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from services.conference.retention import record_classes
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Role
from tests.behaviour.conference.conference_visitor import (
    AT,
    done,
    every_form,
    expect_nobody_in_addresses,
    fill,
    refused_at,
    visiting,
)
from tests.behaviour.disposal_town import FIRST, SECOND, DisposalTown, official

REASON = "架空の訴訟が続いているため"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[DisposalTown]:
    """A town with its agencies."""
    made = DisposalTown(tmp_path / "home")
    made.found_agencies()
    yield made
    made.close()


@pytest.fixture
def son(town: DisposalTown) -> UUID:
    """Somebody whose only case ended five years, and a day, ago."""
    return town.whose_case_is_long_over()


@pytest.mark.parametrize("path", ["/holds", "/retention"])
@pytest.mark.parametrize(
    ("role", "answer"), [("secretariat", 200), ("auditor", 200), ("counsellor", 403)]
)
def test_the_pages_are_for_those_who_decide(
    town: DisposalTown, path: str, role: Role, answer: int
) -> None:
    """The secretariat and the auditor keep and let go; nobody else learns what is kept."""
    with visiting(town, official("w-1", role)) as visitor:
        assert visitor.look(path).status_code == answer


@pytest.mark.rule(59)
def test_what_is_held_is_not_disposed_of(town: DisposalTown, son: UUID) -> None:
    """From the list of what is due by a button; lifted by another button, it may be proposed."""
    with visiting(town, FIRST) as visitor:
        due = visitor.look("/erasures")
        (begun,) = [fields for to, fields in every_form(due.text) if to == f"{AT}/holds"]
        assert begun == {"person": str(son)}
        page = visitor.send("/holds", **begun)
        typed = {"place-kind": "lawsuit", "place-reason": REASON}
        done(fill(visitor, page, "/holds/place", **typed))
        held = visitor.look("/holds")
        expect_nobody_in_addresses(str(son), held)
        assert "訴訟" in held.text
        assert REASON not in held.text
        assert "止められている" in visitor.look("/erasures").text
        (due,) = town.offer("retention.due", FIRST, municipality=DEMO_MUNICIPALITY).lines
        assert due.holds
    with visiting(town, SECOND) as other:
        done(fill(other, other.look("/holds"), "/holds/lift"))
        assert "終わった停止" in other.look("/holds").text
    (due,) = town.offer("retention.due", FIRST, municipality=DEMO_MUNICIPALITY).lines
    assert not due.holds


def test_a_hold_says_of_whom_and_why(town: DisposalTown, son: UUID) -> None:
    """Neither nobody nor two, no day that is over; what was typed stays where it is refused."""
    yesterday = str(town.now.date() - timedelta(days=1))
    with visiting(town, FIRST) as visitor:
        page = visitor.look("/holds")
        told = {"place-kind": "audit", "place-reason": REASON}
        both = {"place-person-id": str(son), "place-case-id": str(son)}
        for typed, field in (
            (told, "place-person-id"),
            ({**told, **both}, "place-person-id"),
            ({**told, "place-person-id": str(son), "place-until": yesterday}, "place-until"),
            ({**told, "place-person-id": str(son), "place-reason": ""}, "place-reason"),
        ):
            refused = fill(visitor, page, "/holds/place", **typed)
            assert f'id="{field}-wrong"' in refused.text
            if typed["place-reason"]:
                assert REASON in refused.text
    assert town.offer("holds.list", FIRST, municipality=DEMO_MUNICIPALITY).lines == ()


@pytest.mark.rule(58)
def test_a_term_is_lengthened_and_never_below_its_floor(town: DisposalTown) -> None:
    """Each class stands there with its years, its floor and where they come from."""
    with visiting(town, FIRST) as visitor:
        page = visitor.look("/retention")
        for one in record_classes().values():
            assert one.title in page.text
            assert one.source in page.text
        one = max(record_classes().values(), key=lambda one: one.floor_years)
        low = {"lengthen-class-id": one.id, "lengthen-years": str(one.floor_years - 1)}
        refused_at(fill(visitor, page, "/retention/lengthen", **low), "lengthen-years")
        longer = {**low, "lengthen-years": str(one.floor_years + 7)}
        longer["lengthen-counted-from"] = "next_fiscal_year"
        done(fill(visitor, page, "/retention/lengthen", **longer))
        assert f"{one.floor_years + 7} 年" in visitor.look("/retention").text
        stale = fill(visitor, page, "/retention/lengthen", **longer)
        assert "stale-version" in stale.text

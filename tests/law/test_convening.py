"""Who may convene a meeting, and which lawful ways on a refusal offers."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from services.conference.law.convening import may_be_discussed, may_be_held
from services.conference.law.vocabulary import StatutoryMode
from shared.refusal import Refusal

TODAY = date(2026, 6, 15)
MODES = get_args(StatutoryMode)


@pytest.mark.rule(16)
@pytest.mark.parametrize("mode", MODES)
def test_only_konkyu_9_asks_a_municipality_for_a_welfare_office(mode: str) -> None:
    """Every other conference may be held by a municipality without one."""
    without = {"runs_juso": True, "welfare_office": False}
    if mode != "shien_kaigi_konkyu_9":
        may_be_held(mode, "municipality", TODAY, **without)
        return
    with pytest.raises(Refusal) as refused:
        may_be_held(mode, "municipality", TODAY, **without)
    assert refused.value.code == "convener-not-entitled"
    may_be_held(mode, "prefecture", TODAY, **without)
    may_be_held(mode, "municipality", TODAY, runs_juso=True, welfare_office=True)


COUNCILS = (
    "生活困窮者自立支援法9条の支援会議、要保護児童対策地域協議会、"
    "子ども・若者支援地域協議会、孤独・孤立対策地域協議会のうち要件に当てはまる会議"
)


@pytest.mark.rule(3, 17)
@pytest.mark.parametrize(
    ("on", "runs_juso", "way"),
    [
        (TODAY, True, "市町村の開く支援会議（社会福祉法106条の6第1項）"),
        (TODAY, False, COUNCILS),
        (date(2021, 3, 31), True, COUNCILS),
        (date(2021, 3, 31), False, COUNCILS),
    ],
)
def test_a_case_without_consent_is_shown_the_ways_that_are_open(
    on: date,
    runs_juso: bool,  # noqa: FBT001
    way: str,
) -> None:
    """A refusal offers the conferences that exist on that day in that town."""
    with pytest.raises(Refusal) as refused:
        may_be_discussed(
            "juso_kaigi", "plan_formation", on, with_consent=False, runs_juso=runs_juso
        )
    assert refused.value.code == "consent-required"
    assert way in refused.value.remedy

"""仕事の決まり: what counts as 就労定着, when somebody looks in, where a 振り返り is asked for."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from services.placement.domain.employment import DEFAULT_RULE, SERIES, RetentionRule
from services.placement.work_rules import RuleFile, WorkRules, read_rules, work_rules

TOTTORI, KOCHI, TOWN = "312011", "392081", "990019"
DAY = date(2026, 4, 1)
DEFAULT = """
title: はじめ
applies_to: [""]
source: 試験
versions:
  - retention: {months: 6, gap_days_allowed: 31, gaps_allowed: 1}
    checkpoints: [1, 3, 6, 12]
"""
OWN = """
title: 架空市
applies_to: ["990019"]
source: 試験
versions:
  - retention: {months: 12, gap_days_allowed: 0, gaps_allowed: 0}
  - from: 2026-04-01
    retention: {months: 3, gap_days_allowed: 14, gaps_allowed: 2}
    review_after: [{kind: trial, programme: farm_work}]
"""


def own() -> WorkRules:
    """The defaults, and a town's own file."""
    return WorkRules((read_rules(OWN), read_rules(DEFAULT)))


@pytest.mark.rule(68)
def test_six_months_with_one_short_gap_is_the_default_everywhere() -> None:
    """Where nobody says otherwise, the rule of the 2018 answer holds, and the whole series."""
    assert work_rules().retention(KOCHI, DAY) == DEFAULT_RULE
    assert work_rules().checkpoints(KOCHI, DAY) == SERIES


def test_a_trial_in_tottori_counts_after_the_look_back() -> None:
    """鳥取県 asks for it since its programme began, of trials alone; other places do not."""
    asks = work_rules().asks_for_review

    assert asks(TOTTORI, "trial", None, DAY)
    assert asks(TOTTORI, "trial", "any_programme", DAY)
    assert not asks(TOTTORI, "visit", None, DAY)
    assert not asks(TOTTORI, "trial", None, date(2020, 3, 31))
    assert not asks(KOCHI, "trial", None, DAY)


@pytest.mark.rule(68)
def test_the_rule_of_the_day_the_job_began_counts() -> None:
    """Given a town that changed its rule, then an older job keeps the one it began under."""
    assert own().retention(TOWN, date(2026, 3, 31)) == RetentionRule(12, 0, 0)
    assert own().retention(TOWN, DAY) == RetentionRule(3, 14, 2)
    assert own().retention(KOCHI, DAY) == RetentionRule(6, 31, 1)


def test_what_a_town_leaves_open_is_said_for_all() -> None:
    """A file without months of looking in leaves those of the defaults."""
    assert own().checkpoints(TOWN, DAY) == (1, 3, 6, 12)


def test_a_look_back_may_be_asked_for_in_one_programme_alone() -> None:
    """Given a programme that asks for it, then a trial outside of it does not wait."""
    assert own().asks_for_review(TOWN, "trial", "farm_work", DAY)
    assert not own().asks_for_review(TOWN, "trial", None, DAY)


@pytest.mark.parametrize(
    "wrong",
    [
        {"versions": []},
        {"applies_to": ["3"]},
        {"versions": [{"checkpoints": [2]}]},
        {"versions": [{"review_after": [{"kind": "work"}]}]},
        {"versions": [{"retention": {"months": 0, "gap_days_allowed": 0, "gaps_allowed": 0}}]},
        {"versions": [{"from": "2026-04-01"}, {"from": "2026-04-01"}]},
        {"unheard_of": 1},
    ],
)
def test_a_file_that_says_what_no_rule_can_be_is_refused(wrong: dict[str, object]) -> None:
    """No months, no such place, no such look, no such kind, two rules on one day: not read."""
    told = {"title": "架空", "applies_to": [""], "source": "試験", "versions": [{}]}

    with pytest.raises(ValidationError):
        RuleFile.model_validate(told | wrong)

"""Which bases each limit binds, and from which rules each obligation comes."""

from __future__ import annotations

import pytest

from services.conference.law.limits import floor, meeting, profile
from services.conference.law.obligations import ESCALATE, ON_A_VISIBLE_CELL, SUPERVISOR_REVIEW
from services.conference.law.rule import Limit, every_basis_but
from services.conference.law.vocabulary import BASES, OBLIGATIONS


def test_all_bases_but_some() -> None:
    """A limit names the bases it binds."""
    assert every_basis_but() == frozenset(BASES)
    spared = every_basis_but("consent", "own_record")
    assert spared == frozenset(BASES) - {"consent", "own_record"}


TASKS = {
    "no_consent_flag": (),
    "no_onward_sharing": (23,),
    "return_or_erase": (36,),
    "view_only": (26,),
    "secrecy_notice": (25, 70, 71),
    "do_not_tell_person": (35,),
    "inform_representative": (10,),
    "supervisor_review": (12,),
    "emergency_review": (42,),
    "escalate_to_human": (42,),
    "seek_consent": (27,),
    "record_reason": (15,),
}


def test_every_obligation_comes_from_its_rules() -> None:
    """No obligation of the vocabulary is left out."""
    tasks = [*(task for task, _ in ON_A_VISIBLE_CELL), SUPERVISOR_REVIEW, ESCALATE]
    assert {task.obligation: task.rules for task in tasks} == TASKS
    assert set(TASKS) == set(OBLIGATIONS)


BOUND = {
    floor.INDIVIDUAL_NUMBER: set(),
    floor.UNCLASSIFIED: {"own_record"},
    floor.REPORTER: {"own_record", "abuse_report"},
    floor.UNJUST_HARM: {"own_record", "abuse_report", "emergency"},
    floor.PROTECTED_ADDRESS: {"own_record"},
    floor.PROTECTED_WHEREABOUTS: {"own_record"},
    floor.ANONYMOUS: {"own_record", "abuse_report", "emergency"},
    floor.NOT_TO_THE_PERSON: {"own_record"},
    floor.YOTAIKYO_FIRST: {"own_record", "abuse_report"},
    floor.EMPLOYER: {"own_record"},
    meeting.CONSENT_ONLY: {"consent", "own_record", "abuse_report", "emergency"},
    meeting.DEIDENTIFIED_AT_MOST: {"consent", "own_record", "abuse_report", "emergency"},
    meeting.NOT_A_MEMBER: {"own_record", "abuse_report", "emergency"},
    meeting.NOT_SELECTED: {"own_record", "abuse_report", "emergency"},
    meeting.LEFT: {"own_record", "abuse_report", "emergency"},
    meeting.NOT_A_PARTY: {"own_record", "abuse_report", "emergency"},
    profile.EXCLUDED_KIND: {"consent", "own_record", "abuse_report", "emergency"},
    profile.BLURRED_WITHOUT_CONSENT: {"consent", "own_record", "abuse_report", "emergency"},
    profile.PENALTY_FOR_NAMES: {"own_record", "abuse_report", "emergency"},
    profile.PLAN_BY_CONSENT: {"consent", "own_record", "abuse_report", "emergency"},
    profile.OUTSIDE_IN_OTHER_MODES: {"own_record", "abuse_report", "emergency"},
    profile.NOT_NEEDED: {"own_record", "abuse_report", "emergency"},
    profile.ONWARD_BY_CONSENT: {"own_record", "consent", "abuse_report"},
    profile.HIDDEN_FROM_THE_AREA: {"own_record", "abuse_report"},
}


@pytest.mark.rule(43)
@pytest.mark.parametrize(("limit", "spared"), BOUND.items())
def test_a_limit_spares_what_it_must(limit: Limit, spared: set[str]) -> None:
    """Whatever is not spared is bound, whichever basis is added later."""
    assert set(BASES) - limit.binds == spared


def test_limits_of_sharing_without_consent_bind_what_rests_on_need() -> None:
    """The conferences, and the determinations that the contract names."""
    need = profile.CONFERENCE_BASES | {"appi_69_2_3", "appi_27_1_3", "appi_27_1_4"}
    assert profile.NEVER.binds == need
    assert profile.WILL_CAN_BE_ASKED.binds == need
    assert profile.NOT_BY_THIS_MODE.binds == need
    assert profile.INSIDE_BY_CONSENT.binds == need | {"appi_69_2_2"}
    assert profile.NO_CASE_REVIEW.binds == {"deidentified"}
    assert meeting.CONSENT_NOT_FOR_THIS_MODE.binds == {"consent"}
    assert {one for one in BASES if one.startswith("conference_")} == profile.CONFERENCE_BASES

"""Every reason of the law: its rule numbers, and a plain Japanese sentence that holds no value."""

from __future__ import annotations

import re

import pytest

from services.conference.law import weighing
from services.conference.law.bases import conference, determination, emergency
from services.conference.law.bases.consent import reasons
from services.conference.law.limits import floor, meeting, profile
from services.conference.law.rule import Finding, Limit

RULES = {
    reasons: {
        "SELF_AND_FAMILY": (8,),
        "NO_POWER": (10, 11),
        "ABUSER": (10,),
        "NOT_RECORDED": (1, 5),
        "NOT_ASKED": (5, 7),
        "NOT_OBTAINABLE": (7,),
        "REFUSED": (7,),
        "WITHDRAWN": (14,),
        "EXPIRED": (13,),
        "ENDED": (13,),
        "NOT_COVERED": (4,),
        "EXCLUDED": (4, 7),
        "UNWITNESSED": (6,),
        "NO_WISH": (4, 29),
        "ONE_FOR_ANOTHER": (9,),
        "CONSENTED": (1, 4),
        "ALL_CONSENTED": (1, 4, 9),
    },
    conference: {
        "NOT_ENTITLED": (16,),
        "NOT_YET_LAW": (17, 70),
        "NO_JUSO": (17,),
        "OTHER_PURPOSE": (18,),
        "NOBODY_NEEDY": (17,),
        "NO_CHILD": (18,),
        "OFF_THE_AGENDA": (18,),
        "UNACKNOWLEDGED": (25,),
        "NOT_REQUESTED": (21,),
        "UNREASONED": (21,),
        "UNANSWERED": (22,),
        "NOT_PROVIDED": (22,),
        "NOT_HELD": (22,),
        "IN_PART": (22,),
    },
    determination: {
        "NOT_IN_FORCE": (15,),
        "NOT_APPROVED": (1,),
        "HOLDER_NOT_PUBLIC": (2,),
        "HOLDER_NOT_PRIVATE": (2,),
        "NOT_INSIDE": (2,),
        "RECIPIENT_NOT_PUBLIC": (2, 52),
        "CONSENT_NOT_DIFFICULT": (2,),
        "NOT_FOR_AFFAIRS": (2,),
        "CONTRACT_OVER": (55,),
        "NOT_A_RECEIVER": (43,),
        "OFFICE_NOT_NAMED": (45,),
        "DECLINED": (45,),
        "ROUTE_CLOSED": (8,),
        "ROUTE_OTHER_PURPOSE": (8, 29),
        "ROUTE_OTHER_RECIPIENT": (8,),
        "NO_UNDERTAKING": (8, 36),
        "NO_FAMILY_WISH": (8, 9),
    },
    emergency: {
        "EMERGENCY": (1, 2, 42),
        "ESCALATED": (42,),
        "NOT_IN_FORCE": (42,),
        "NO_DANGER": (42,),
        "NO_REASON": (42,),
        "CONSENT_OBTAINABLE": (2, 42),
    },
    meeting: {
        "CONSENT_ONLY": (3,),
        "DEIDENTIFIED_AT_MOST": (18,),
        "CONSENT_NOT_FOR_THIS_MODE": (4, 18),
        "NOT_A_MEMBER": (19,),
        "NOT_SELECTED": (20,),
        "LEFT": (24,),
        "NOT_A_PARTY": (18,),
    },
    floor: {
        "INDIVIDUAL_NUMBER": (32,),
        "UNCLASSIFIED": (30,),
        "REPORTER": (44,),
        "UNJUST_HARM": (12,),
        "PROTECTED_ADDRESS": (37,),
        "PROTECTED_WHEREABOUTS": (37,),
        "ANONYMOUS": (39,),
        "NOT_TO_THE_PERSON": (35,),
        "YOTAIKYO_FIRST": (46,),
        "EMPLOYER": (38,),
    },
    profile: {
        "NEVER": (17,),
        "WILL_CAN_BE_ASKED": (7,),
        "NOT_BY_THIS_MODE": (18,),
        "INSIDE_BY_CONSENT": (1,),
        "EXCLUDED_KIND": (1,),
        "BLURRED_WITHOUT_CONSENT": (30,),
        "PENALTY_FOR_NAMES": (18,),
        "PLAN_BY_CONSENT": (3,),
        "OUTSIDE_IN_OTHER_MODES": (18,),
        "NOT_NEEDED": (30,),
        "ONWARD_BY_CONSENT": (23,),
        "HIDDEN_FROM_THE_AREA": (30,),
        "NO_CASE_REVIEW": (18,),
    },
    weighing: {"OWN_RECORD": (1,), "DEIDENTIFIED": (18,), "NO_BASIS": (1,)},
}
FINDINGS = [
    pytest.param(getattr(room, name), numbers, id=f"{room.__name__.rpartition('.')[2]}.{name}")
    for room, named in RULES.items()
    for name, numbers in named.items()
]
BASIS_RULES = {
    "internal_need": (1, 2),
    "public_need": (1, 2, 52),
    "best_interest": (1, 2, 8),
    "child_welfare": (1, 2),
    "statutory_cooperation": (1, 2),
    "entrustment": (1, 55),
    "in_purpose": (1, 29),
    "abuse_report": (1, 43),
    "abuse_request_13_4": (1, 45),
}
SENTENCE = re.compile(r"[^A-Za-z_\n]{5,150}[。]")


@pytest.mark.parametrize(("finding", "numbers"), FINDINGS)
def test_every_finding_has_its_rules_and_a_plain_sentence(
    finding: Finding | Limit, numbers: tuple[int, ...]
) -> None:
    """The numbers are those of docs/law.md; the sentence is Japanese and short."""
    assert finding.rules == numbers
    assert SENTENCE.fullmatch(finding.reason)


@pytest.mark.parametrize("room", RULES)
def test_no_finding_is_left_out(room: object) -> None:
    """Every constant of a room that says something is in the table above."""
    told = {
        name
        for name, value in vars(room).items()
        if isinstance(value, Finding | Limit) and not name.startswith("_")
    }
    imported = {"ALL_CONSENTED", "CONSENTED", "ONE_FOR_ANOTHER"} if room is weighing else set()
    assert told - imported == set(RULES[room])


@pytest.mark.parametrize(("kind", "numbers"), BASIS_RULES.items())
def test_every_determination_says_what_it_is(kind: str, numbers: tuple[int, ...]) -> None:
    """The finding of each kind has its numbers and its sentence."""
    found = determination.KINDS[kind].found
    assert found.rules == numbers
    assert SENTENCE.fullmatch(found.reason)


def test_no_two_findings_of_one_room_say_the_same() -> None:
    """Who reads a reason can tell which rule it was."""
    for room, named in RULES.items():
        sentences = [getattr(room, name).reason for name in named]
        assert len(set(sentences)) == len(sentences)

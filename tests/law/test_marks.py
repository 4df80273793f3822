"""Every function that decides a rule says which one, by its numbers in docs/law.md."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from inspect import isfunction

from services.conference import law
from services.conference.law.bases.consent.reasons import NOT_RECORDED
from services.conference.law.rule import rule, rules_of

MARKS = {
    "answers.covers_recipient": (4,),
    "answers.covers_category": (4,),
    "answers.covers_occasion": (4,),
    "answers.excludes": (4,),
    "answers.said": (14,),
    "answers.excluded": (4,),
    "power.may_answer": (8, 10, 11),
    "power.represents": (11,),
    "power.is_suspected_abuser": (10,),
    "power.has_suspected_representative": (10,),
    "validity.too_old": (13,),
    "validity.was_heard": (6,),
    "conference.convener_is_entitled": (16,),
    "conference.law_is_in_force": (17, 70),
    "conference.juso_is_run": (17,),
    "conference.purpose_is_the_statutes": (18,),
    "conference.somebody_is_needy": (17,),
    "conference.somebody_is_a_child": (18,),
    "conference.subjects_are_on_the_agenda": (18,),
    "conference.request_was_answered": (21, 22),
    "conference.secrecy_was_acknowledged": (25,),
    "determination.internal_need": (2,),
    "determination.public_need": (2, 52),
    "determination.best_interest": (2, 8, 9),
    "determination.child_welfare": (2,),
    "determination.statutory_cooperation": (2,),
    "determination.entrustment": (55,),
    "determination.in_purpose": (29,),
    "determination.abuse_report": (43,),
    "determination.abuse_request": (45,),
    "determination.lacking": (1, 15),
    "emergency.lacking": (42,),
    "meeting.consent_only_meeting": (3,),
    "meeting.review_without_identity": (18,),
    "meeting.only_who_sits_there": (19, 20, 24),
    "meeting.parties_of_the_agreement": (18,),
    "meeting.review_named_in_the_consent": (4, 18),
    "floor.individual_number": (32,),
    "floor.unclassified": (30,),
    "floor.reporter_identity": (44,),
    "floor.unjust_harm": (12,),
    "floor.protected_whereabouts": (37,),
    "floor.anonymous_caller": (39,),
    "floor.promised_silence": (35,),
    "floor.yotaikyo_first": (46,),
    "floor.employer_by_name": (38,),
    "profile.plans_need_consent": (3,),
    "profile.names_need_a_penalty": (18,),
    "profile.case_review_allowed": (18,),
    "profile.blur_without_consent": (30,),
    "profile.no_reuse": (23,),
    "profile.minimise": (30,),
    "profile.excluded_kinds": (1,),
    "profile.outside_only_in_modes": (18,),
    "profile.vehicles_without_consent": (18,),
    "profile.hide_from_local_area": (30,),
    "profile.inside_by_consent": (1,),
    "profile.outside_without_consent": (7, 17),
    "weighing._find_consent": (4, 9),
    "obligations.on_a_conference_basis": (23, 25, 26, 27),
    "obligations.from_a_public_holder": (36,),
    "obligations.promised_silence": (35,),
    "obligations.minor_spoke_alone": (10,),
    "obligations.in_an_emergency": (42,),
    "obligations.by_a_determination": (15,),
}


def marked() -> Iterator[tuple[str, tuple[int, ...]]]:
    """Every marked function of the law, as module and name."""
    for found in pkgutil.walk_packages(law.__path__, f"{law.__name__}."):
        module = import_module(found.name)
        for name, value in vars(module).items():
            if isfunction(value) and rules_of(value) and value.__module__ == found.name:
                yield f"{found.name.rpartition('.')[2]}.{name}", rules_of(value)


def test_every_rule_carries_its_numbers() -> None:
    """No mark is missing, wrong or new without being told here."""
    assert dict(marked()) == MARKS


def test_a_mark_changes_nothing_but_the_numbers() -> None:
    """What is marked is the function itself; what is not marked has no numbers."""

    def plain() -> None:
        """Do nothing."""

    assert rules_of(plain) == ()
    assert rule(3, 7)(plain) is plain
    assert rules_of(plain) == (3, 7)
    assert rules_of("text") == ()
    assert rules_of(NOT_RECORDED) == ()

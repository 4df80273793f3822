"""公的な判断・緊急: given who holds and who asks, when somebody decides, then it is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

import pytest

from services.conference.domain.agency import AgencyDetails, AgencyState
from services.conference.domain.determination import (
    DETERMINATION,
    EMERGENCY,
    DeterminationDetails,
    DeterminationMade,
    DeterminationState,
    EmergencyDetails,
    EmergencyState,
    Parties,
    assert_emergency,
    end_determination,
    make_determination,
    review_emergency,
)
from services.conference.domain.municipality import Period
from services.conference.law.vocabulary import DeterminationKind, HolderClass
from tests.refusals import refused
from tests.sealed_words import SEALED

TOWN = "990019"
NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PERSON, OFFICE, NPO, TAX, HEAD = (UUID(int=number) for number in range(1, 6))
DECIDED: dict[str, Any] = {
    "holder_id": OFFICE,
    "subjects": (PERSON,),
    "categories": ("health",),
    "recipients": (TAX,),
    "reason": SEALED,
    "approved_by": HEAD,
    "start": NOW,
}


def agency(holder_class: HolderClass, *, internal: bool = False, **told: Any) -> AgencyState:
    """An agency of the town."""
    kind = "municipal_department" if internal else "npo"
    details = {"name": "架空の機関", "kind": kind, "holder_class": holder_class, **told}
    return AgencyState(TOWN, AgencyDetails(internal=internal, **details))


INSIDE, PRIVATE = agency("public", internal=True), agency("private")
OUTSIDE = agency("public")


def decided(
    kind: DeterminationKind,
    holder: AgencyState = INSIDE,
    recipient: AgencyState = INSIDE,
    *,
    decided_by: str = "w-1",
    approver_is_agency: bool = False,
    **changed: Any,
) -> DeterminationState:
    """The determination after it was made."""
    details = DeterminationDetails(**{**DECIDED, "kind": kind, **changed})
    parties = Parties(holder, {TAX: recipient}, decided_by, approver_is_agency)
    events = make_determination(None, TOWN, details, parties, now=NOW)
    assert events == (DeterminationMade(municipality=TOWN, **dict(details)),)
    state = DETERMINATION.fold(None, events)
    assert state is not None
    return state


ENTRUSTED = agency("private", entrusted=Period(start=NOW - DAY, end=NOW + DAY))
MADE: dict[str, tuple[AgencyState, AgencyState, dict[str, Any]]] = {
    "internal_need": (INSIDE, INSIDE, {}),
    "public_need": (INSIDE, OUTSIDE, {}),
    "best_interest": (INSIDE, PRIVATE, {}),
    "child_welfare": (PRIVATE, INSIDE, {"consent_difficult": True}),
    "statutory_cooperation": (PRIVATE, INSIDE, {"consent_difficult": True}),
    "entrustment": (INSIDE, ENTRUSTED, {}),
    "in_purpose": (PRIVATE, PRIVATE, {}),
    "abuse_report": (
        PRIVATE,
        INSIDE,
        {"victim_kind": "elder", "reason": None, "approved_by": None},
    ),
    "abuse_request_13_4": (INSIDE, PRIVATE, {"requested_by": "mayor", "answer": "declined"}),
}


@pytest.mark.parametrize("kind", MADE)
def test_every_kind_is_recorded_where_its_law_lets_it(kind: str) -> None:
    """One event carries it as it was decided."""
    holder, recipient, told = MADE[kind]

    state = decided(cast("DeterminationKind", kind), holder, recipient, **told)
    assert state.details.kind == kind


@pytest.mark.parametrize("kind", [one for one in MADE if one != "abuse_report"])
def test_every_kind_but_a_report_of_abuse_has_a_reason_and_an_approver(kind: str) -> None:
    """Without one of them the law would never count it."""
    holder, recipient, told = MADE[kind]
    for missing, code in (("reason", "reason-missing"), ("approved_by", "approver-missing")):
        with refused(code):
            decided(cast("DeterminationKind", kind), holder, recipient, **{**told, missing: None})


@pytest.mark.rule(43)
def test_a_report_of_abuse_asks_for_nobodys_leave() -> None:
    """Whoever holds, whoever receives, without reason, approval or consent."""
    for holder in (INSIDE, OUTSIDE, PRIVATE):
        for recipient in (INSIDE, OUTSIDE, PRIVATE):
            told = {"victim_kind": "child", "reason": None, "approved_by": None}
            decided("abuse_report", holder, recipient, **told)


@pytest.mark.parametrize("kind", ["public_need", "best_interest"])
def test_nobody_decides_alone_what_needs_a_second_person(kind: str) -> None:
    """Neither with their own name, however it is written, nor with an agency's."""
    holder, recipient, _ = MADE[kind]
    for name in (str(HEAD), str(HEAD).upper()):
        with refused("approver-is-actor"):
            decided(cast("DeterminationKind", kind), holder, recipient, decided_by=name)
    with refused("approver-is-agency"):
        decided(cast("DeterminationKind", kind), holder, recipient, approver_is_agency=True)


def test_what_one_may_decide_alone_is_approved_by_oneself() -> None:
    """Use inside the own body, for instance."""
    decided("internal_need", decided_by=str(HEAD))


@pytest.mark.rule(2)
@pytest.mark.parametrize(
    ("kind", "holder", "recipient", "code"),
    [
        ("internal_need", PRIVATE, INSIDE, "holder-not-public"),
        ("best_interest", PRIVATE, INSIDE, "holder-not-public"),
        ("child_welfare", INSIDE, INSIDE, "holder-not-private"),
        ("statutory_cooperation", agency("individual"), INSIDE, "holder-not-private"),
        ("internal_need", INSIDE, OUTSIDE, "recipient-not-internal"),
        ("internal_need", OUTSIDE, INSIDE, "recipient-not-internal"),
    ],
)
def test_public_and_private_holders_have_their_own_law(
    kind: DeterminationKind, holder: AgencyState, recipient: AgencyState, code: str
) -> None:
    """個情法69条2項 for the one, 27条1項 for the other."""
    with refused(code):
        decided(kind, holder, recipient, consent_difficult=True)


@pytest.mark.rule(52)
def test_to_another_public_body_means_a_public_body() -> None:
    """個情法69条2項3号 leads to no private one."""
    with refused("recipient-not-public"):
        decided("public_need", INSIDE, PRIVATE)


@pytest.mark.rule(2)
@pytest.mark.parametrize("kind", ["child_welfare", "statutory_cooperation"])
def test_where_consent_is_easy_it_is_to_be_asked_for(kind: DeterminationKind) -> None:
    """個情法27条1項3号・4号 need the difficulty on record."""
    with refused("consent-not-difficult"):
        decided(kind, PRIVATE, INSIDE)


@pytest.mark.rule(55)
def test_entrustment_leads_only_to_whom_the_contract_binds() -> None:
    """Neither to anybody without one nor to one whose contract is over when it begins."""
    over = agency("private", entrusted=Period(start=NOW - DAY, end=NOW))
    for recipient in (PRIVATE, INSIDE, over):
        with refused("contract-not-in-force"):
            decided("entrustment", INSIDE, recipient)
    with refused("contract-not-in-force"):
        decided("entrustment", INSIDE, ENTRUSTED, start=NOW + DAY)


@pytest.mark.rule(45)
def test_a_request_under_13_4_names_the_office_and_the_answer() -> None:
    """Who asked, and what the holder said; a no is an answer."""
    told = {"requested_by": "mayor", "answer": "provided"}
    with refused("office-missing"):
        decided("abuse_request_13_4", INSIDE, PRIVATE, **{**told, "requested_by": None})
    with refused("holder-answer-missing"):
        decided("abuse_request_13_4", INSIDE, PRIVATE, **{**told, "answer": None})


def test_what_belongs_to_one_kind_is_no_part_of_another() -> None:
    """A victim, an office and an answer stand only where they mean something."""
    with refused("victim-kind-missing"):
        decided("abuse_report", PRIVATE, INSIDE)
    for field, value in (
        ("victim_kind", "child"),
        ("requested_by", "mayor"),
        ("answer", "declined"),
    ):
        with refused("not-for-this-kind"):
            decided("in_purpose", **{field: value})


def test_a_determination_is_made_once_lasts_and_leads_to_somebody_else() -> None:
    """An empty period, the holder as recipient and a second decision under the id are refused."""
    state = decided("internal_need")
    details = state.details
    with refused("determination-exists"):
        parties = Parties(INSIDE, {TAX: INSIDE}, "w-1", approver_is_agency=False)
        make_determination(state, TOWN, details, parties, now=NOW)
    with refused("period-empty"):
        decided("internal_need", end=NOW)
    with refused("recipient-is-holder"):
        decided("internal_need", recipients=(OFFICE,))


def test_a_determination_ends_once_and_not_before_it_began() -> None:
    """From now or from an instant since."""
    state = decided("internal_need")

    with refused("ending-in-future"):
        end_determination(state, NOW + 2 * DAY, now=NOW + DAY)
    with refused("ending-before-start"):
        end_determination(state, NOW - HOUR, now=NOW + DAY)
    with refused("determination-not-found"):
        end_determination(None, NOW, now=NOW)
    ended = DETERMINATION.fold(state, end_determination(state, NOW + DAY, now=NOW + DAY))
    assert ended is not None
    assert ended.ended_at == NOW + DAY
    with refused("determination-over"):
        end_determination(ended, NOW + DAY, now=NOW + DAY)


ASSERTED: dict[str, Any] = {
    "danger": "life",
    "consent_hard_to_obtain": True,
    "reason": SEALED,
    "asserted_by": OFFICE,
    "responders": (NPO,),
    "subjects": (PERSON,),
    "categories": ("health",),
    "start": NOW,
    "end": NOW + DAY,
}


def asserted(
    holder_class: HolderClass = "public",
    *,
    review_due: datetime = NOW + 3 * DAY,
    before: EmergencyState | None = None,
    **changed: Any,
) -> EmergencyState:
    """The emergency after it was asserted by w-1."""
    events = assert_emergency(
        before,
        TOWN,
        EmergencyDetails(**{**ASSERTED, **changed}),
        worker="w-1",
        holder_class=holder_class,
        review_due=review_due,
        now=NOW,
    )
    state = EMERGENCY.fold(before, events)
    assert state is not None
    return state


@pytest.mark.rule(42)
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"danger": None}, "danger-missing"),
        ({"reason": None}, "reason-missing"),
        ({"responders": ()}, "responders-missing"),
        ({"end": NOW}, "period-empty"),
        ({"start": NOW + HOUR}, "emergency-in-future"),
        ({"review_due": NOW}, "review-too-late"),
        ({"review_due": NOW + 3 * DAY + HOUR}, "review-too-late"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_an_emergency_is_complete_and_present(changed: dict[str, Any], code: str) -> None:
    """What is in danger, why, whom it is for, and when somebody looks at it."""
    with refused(code):
        asserted(**changed)


@pytest.mark.rule(42)
def test_a_private_body_needs_both_elements() -> None:
    """個情法27条1項2号: necessity and difficulty of consent; 69条2項 asks a public one for less."""
    for private in ("private", "individual"):
        with refused("consent-not-hard"):
            asserted(cast("HolderClass", private), consent_hard_to_obtain=False)
    asserted("public", consent_hard_to_obtain=False)
    asserted("private")


def test_an_emergency_is_asserted_once() -> None:
    """Another one has another id."""
    with refused("emergency-exists"):
        asserted(before=asserted())


@pytest.mark.rule(42)
def test_an_emergency_is_reviewed_once_by_somebody_else() -> None:
    """Not by who asserted it, and not twice."""
    state = asserted()
    with refused("reviewer-is-asserter"):
        review_emergency(state, reviewer="w-1", justified=True, note=None, now=NOW)
    with refused("emergency-not-found"):
        review_emergency(None, reviewer="w-2", justified=True, note=None, now=NOW)

    events = review_emergency(state, reviewer="w-2", justified=True, note=None, now=NOW + HOUR)
    after = EMERGENCY.fold(state, events)
    assert after is not None
    assert (after.reviewed, after.justified, after.details.end) == (True, True, NOW + DAY)
    with refused("already-reviewed"):
        review_emergency(after, reviewer="w-3", justified=True, note=None, now=NOW + HOUR)


@pytest.mark.rule(42)
@pytest.mark.parametrize("end", [None, NOW + DAY])
def test_what_was_not_justified_opens_nothing_any_more(end: datetime | None) -> None:
    """It is over with its review, and why it was not is on record."""
    state = asserted(end=end)
    with refused("note-missing"):
        review_emergency(state, reviewer="w-2", justified=False, note=None, now=NOW)

    events = review_emergency(state, reviewer="w-2", justified=False, note=SEALED, now=NOW + HOUR)
    after = EMERGENCY.fold(state, events)
    assert after is not None
    assert (after.justified, after.details.end) == (False, NOW + HOUR)

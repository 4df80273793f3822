"""開示決定等: given what was gathered, when it is decided, then only what may be is handed out."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.access_request import (
    AccessDelivered,
    AccessRequestState,
    Circumstances,
    CollectedPart,
    PartDecision,
    Verdict,
    answer_third_party,
    ask_correction,
    ask_third_party,
    collect,
    decide,
    deliver,
    handed_out,
    may_be_delivered,
    notice,
)
from shared.calendar import JST
from shared.personal_records import HOLDING_SERVICES, Mark
from tests.unit.test_conference_access_clock import (
    MOTHER,
    SEALED,
    TOWN,
    after,
    received,
    refusal_code,
)

TODAY = date(2026, 10, 20)
PLAIN, MARKED, REPORTED = UUID(int=11), UUID(int=12), UUID(int=13)
HERE = Circumstances(today=TODAY)


def part(record_id: UUID, *marks: Mark) -> CollectedPart:
    """A piece that was gathered."""
    return CollectedPart(
        record_id=record_id,
        kind="item",
        recorded_at=datetime(2026, 1, 1, tzinfo=JST),
        category="health",
        marks=marks,
        text=SEALED,
    )


def gathered(*parts: CollectedPart, **requesting: Any) -> AccessRequestState:
    """A request for which every service has told what it holds."""
    request = received(date(2026, 10, 1), **requesting)
    for service in HOLDING_SERVICES:
        found = parts if service == "intake" else ()
        request = after(request, *collect(request, service, found))
    return request


def ruled(record_id: UUID, **told: Any) -> PartDecision:
    """A decision on one piece; withheld for a third party's sake unless said otherwise."""
    told = {"disclosed": "withheld", **told}
    if told["disclosed"] != "full":
        told = {"exemptions": ("third_party",), **told}
    return PartDecision(record_id=record_id, **told)


def verdict(outcome: Any, *parts: PartDecision, **told: Any) -> Verdict:
    """A decision in all."""
    return Verdict(outcome=outcome, reason=SEALED, parts=parts, **told)


@pytest.mark.rule(35, 60)
def test_nothing_marked_is_handed_out_without_a_decision_on_it() -> None:
    """A marked piece that nobody decided on stops the decision; a plain one needs none."""
    request = gathered(part(PLAIN), part(MARKED, "family_statement"))

    assert refusal_code(decide, request, verdict("full"), HERE) == "record-undecided"
    decided = after(request, *decide(request, verdict("partial", ruled(MARKED)), HERE))
    assert [one.record_id for one in handed_out(decided)] == [PLAIN]


@pytest.mark.rule(35)
@pytest.mark.parametrize("mark", ["confidential_informant", "do_not_tell_person"])
def test_what_was_told_in_confidence_is_reviewed_and_needs_a_footing(mark: Mark) -> None:
    """Handing it out takes a reason from 78条1項2号 or 80条; keeping it back takes an exemption."""
    request = gathered(part(PLAIN), part(MARKED, mark))
    bare = verdict("full", ruled(MARKED, disclosed="full"))
    unfounded = verdict("partial", ruled(MARKED, exemptions=()))
    founded = verdict("full", ruled(MARKED, disclosed="full", footing="customarily_known"))

    assert refusal_code(decide, request, bare, HERE) == "footing-missing"
    assert refusal_code(decide, request, unfounded, HERE) == "exemption-missing"
    assert decide(request, founded, HERE)


@pytest.mark.rule(44)
@pytest.mark.parametrize("disclosed", ["full", "partial"])
def test_who_reported_abuse_is_told_to_nobody(disclosed: str) -> None:
    """No footing opens it, whole or in part (児童虐待防止法7条)."""
    request = gathered(part(PLAIN), part(REPORTED, "reporter_identity"))
    told: dict[str, Any] = {"disclosed": disclosed, "footing": "public_interest"}
    if disclosed == "partial":
        told["wording"] = SEALED
    opened = verdict("partial", ruled(REPORTED, **told))

    assert refusal_code(decide, request, opened, HERE) == "record-never-handed-out"
    assert decide(request, verdict("partial", ruled(REPORTED)), HERE)


@pytest.mark.rule(44)
def test_the_notice_does_not_tell_that_there_was_a_report() -> None:
    """Of what is kept back the notice names the provision of 78条1項, and nothing else."""
    request = gathered(part(PLAIN), part(REPORTED, "reporter_identity"))
    reported, other = (
        decide(
            gathered(part(PLAIN), part(REPORTED, mark)), verdict("partial", ruled(REPORTED)), HERE
        )
        for mark in ("reporter_identity", "family_statement")
    )

    told = notice(reported[0], request.requesting.received_on)
    assert told == notice(other[0], request.requesting.received_on)
    assert told.grounds == ("個人情報保護法78条1項2号",)


@pytest.mark.rule(60)
def test_a_part_is_told_in_a_wording_of_its_own() -> None:
    """79条: what is handed out instead must be there, and only then."""
    request = gathered(part(PLAIN), part(MARKED, "family_statement"))
    footed: dict[str, Any] = {"disclosed": "partial", "footing": "not_exempt"}
    whole = ruled(MARKED, disclosed="full", footing="not_exempt", wording=SEALED)

    assert refusal_code(decide, request, verdict("partial", ruled(MARKED, **footed)), HERE) == (
        "wording-missing"
    )
    assert refusal_code(decide, request, verdict("full", whole), HERE) == "wording-missing"
    assert decide(request, verdict("partial", ruled(MARKED, wording=SEALED, **footed)), HERE)


@pytest.mark.rule(60)
def test_the_decision_in_all_says_what_its_parts_say() -> None:
    """No full disclosure keeps something back, and no partial one hands out everything."""
    request = gathered(part(PLAIN), part(MARKED, "assessment"))
    kept = ruled(MARKED)
    given = ruled(MARKED, disclosed="full", footing="not_exempt")
    nothing = gathered(part(MARKED, "assessment"))

    code = "outcome-contradicts-parts"
    assert refusal_code(decide, request, verdict("full", kept), HERE) == code
    assert refusal_code(decide, request, verdict("partial", given), HERE) == code
    assert refusal_code(decide, nothing, verdict("partial", kept), HERE) == code
    assert refusal_code(decide, request, verdict("full", given, given), HERE) == "record-twice"
    unknown = verdict("partial", kept, ruled(UUID(int=99)))
    assert refusal_code(decide, request, unknown, HERE) == "record-not-collected"


@pytest.mark.rule(60)
def test_nothing_is_disclosed_before_every_service_has_told() -> None:
    """What lies in another service is held as well."""
    request = received(date(2026, 10, 1))
    request = after(request, *collect(request, "intake", (part(PLAIN),)))

    assert request.missing_services == ("conference", "placement")
    assert refusal_code(decide, request, verdict("full"), HERE) == "collection-incomplete"


@pytest.mark.rule(60)
@pytest.mark.parametrize(
    ("requester", "papers", "minor", "may"),
    [
        ("minor_representative", ("power", "subject_birth"), True, True),
        ("minor_representative", ("power", "subject_birth"), False, False),
        ("minor_representative", ("subject_birth",), True, False),
        ("minor_representative", ("power",), True, False),
        ("adult_guardian", ("power",), False, True),
        ("adult_guardian", (), False, False),
        ("voluntary_agent", ("power",), False, True),
        ("voluntary_agent", (), False, False),
        ("other", ("power", "subject_birth"), True, False),
    ],
)
def test_only_who_has_the_power_may_ask(
    requester: str, papers: tuple[str, ...], *, minor: bool, may: bool
) -> None:
    """A parent of a grown child, and whoever shows no proof, is refused (76条)."""
    shown = dict.fromkeys(papers, SEALED)
    request = gathered(part(PLAIN), requester=requester, requester_id=MOTHER, **shown)
    here = Circumstances(today=TODAY, certainly_minor=minor)

    if may:
        assert decide(request, verdict("full"), here)
    else:
        assert refusal_code(decide, request, verdict("full"), here) == "requester-without-power"
        refused = verdict("refused", grounds=("requester_without_power",))
        assert handed_out(after(request, *decide(request, refused, here))) == ()


@pytest.mark.rule(61)
def test_a_suspected_abuser_is_answered_in_one_way_only() -> None:
    """No disclosure and no refusal that tells something: only 存否応答拒否 (81条)."""
    shown = {"power": SEALED, "subject_birth": SEALED}
    asked: dict[str, Any] = {"requester": "minor_representative", "requester_id": MOTHER, **shown}
    here = Circumstances(today=TODAY, certainly_minor=True, suspected_abuser=True)
    request = gathered(part(PLAIN), **asked)

    for told in (
        verdict("full"),
        verdict("refused", grounds=("not_held",)),
        verdict("refused", grounds=("requester_without_power",)),
    ):
        assert refusal_code(decide, request, told, here) == "existence-must-not-be-confirmed"
    answered = after(request, *decide(request, verdict("existence_not_confirmed"), here))
    assert handed_out(answered) == ()


@pytest.mark.rule(62)
def test_of_somebody_who_died_nothing_is_handed_out() -> None:
    """個情法 is about the living; what is known about the dead stays closed."""
    request = gathered(part(PLAIN), requester="voluntary_agent", requester_id=MOTHER, power=SEALED)
    dead = Circumstances(today=TODAY, deceased=True)

    assert refusal_code(decide, request, verdict("full"), dead) == "person-deceased"
    refused = verdict("refused", grounds=("person_deceased",))
    assert handed_out(after(request, *decide(request, refused, dead))) == ()


def test_a_refusal_has_its_ground_and_no_parts() -> None:
    """82条2項: a refusal says why; nothing else has such a ground."""
    request = gathered(part(PLAIN))
    grounded = verdict("full", grounds=("exempt",))
    with_parts = verdict("refused", ruled(PLAIN), grounds=("exempt",))

    for told in (verdict("refused"), grounded):
        assert refusal_code(decide, request, told, HERE) == "refusal-without-ground"
    assert refusal_code(decide, request, with_parts, HERE) == "parts-beside-refusal"


def test_while_a_correction_is_waited_for_only_its_absence_ends_the_request() -> None:
    """What was asked for and never came is a ground of its own (77条3項)."""
    request = gathered(part(PLAIN))
    request = after(request, *ask_correction(request, SEALED, on=TODAY, today=TODAY))

    assert refusal_code(decide, request, verdict("full"), HERE) == "correction-pending"
    assert decide(request, verdict("refused", grounds=("defect_not_corrected",)), HERE)


def asked_and_answered(*, opposes: bool) -> AccessRequestState:
    """A marked piece about which a third party was asked and has answered."""
    request = gathered(part(PLAIN), part(MARKED, "other_person"))
    asked = {
        "opinion_id": UUID(int=50),
        "party_id": MOTHER,
        "record_ids": (MARKED,),
        "answer_by": TODAY + timedelta(days=10),
    }
    request = after(request, *ask_third_party(request, asked, today=TODAY))
    told: dict[str, Any] = {"opposes": opposes, "opinion": SEALED, "on": TODAY, "today": TODAY}
    return after(request, *answer_third_party(request, UUID(int=50), **told))


@pytest.mark.rule(60)
def test_for_the_public_interest_the_third_party_is_asked_first() -> None:
    """86条2項: without the opportunity to answer, 80条 and 78条1項2号ロ open nothing."""
    alone = gathered(part(PLAIN), part(MARKED, "other_person"))
    for footing in ("public_interest", "life_protection"):
        told = verdict("full", ruled(MARKED, disclosed="full", footing=footing))
        assert refusal_code(decide, alone, told, HERE) == "third-party-not-asked"
        assert decide(asked_and_answered(opposes=False), told, HERE)


@pytest.mark.rule(60)
def test_who_opposed_has_two_weeks_to_appeal() -> None:
    """86条3項: the day after the two weeks, and not before; who agreed delays nothing."""
    told = verdict("full", ruled(MARKED, disclosed="full", footing="public_interest"))
    against, for_it = (asked_and_answered(opposes=one) for one in (True, False))
    against = after(against, *decide(against, told, HERE))
    for_it = after(for_it, *decide(for_it, told, HERE))

    early = TODAY + timedelta(days=13)
    assert refusal_code(may_be_delivered, against, today=early) == "third-party-may-appeal"
    assert may_be_delivered(against, today=TODAY + timedelta(days=14)) is against
    assert may_be_delivered(for_it, today=TODAY) is for_it


def test_only_what_was_decided_is_handed_over_and_once() -> None:
    """Neither before the decision, nor twice, nor a piece that was kept back."""
    request = gathered(part(PLAIN), part(MARKED, "assessment"))

    def handing(*record_ids: UUID) -> AccessDelivered:
        return AccessDelivered(
            municipality=TOWN, delivered_on=TODAY, how="copy", record_ids=record_ids
        )

    assert refusal_code(deliver, request, handing(PLAIN), today=TODAY) == "access-undecided"
    decided = after(request, *decide(request, verdict("partial", ruled(MARKED)), HERE))
    assert refusal_code(deliver, decided, handing(MARKED), today=TODAY) == "record-undecided"
    delivered = after(decided, *deliver(decided, handing(PLAIN), today=TODAY))
    assert refusal_code(deliver, delivered, handing(PLAIN), today=TODAY) == (
        "access-already-delivered"
    )
    assert refusal_code(decide, decided, verdict("full"), HERE) == "access-already-decided"

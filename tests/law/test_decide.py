"""The whole answer: every item for every recipient, each with a basis or a reason."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.bases.conference import NOT_REQUESTED
from services.conference.law.bases.consent.reasons import CONSENTED, NOT_RECORDED
from services.conference.law.bases.emergency import ESCALATED
from services.conference.law.decide import decide, in_order, put_into_words, why_withheld
from services.conference.law.limits.floor import UNCLASSIFIED
from services.conference.law.limits.meeting import NOT_A_MEMBER
from services.conference.law.limits.profile import BLURRED_WITHOUT_CONSENT, NEVER, PLAN_BY_CONSENT
from services.conference.law.rule import Finding, Limit, every_basis_but
from services.conference.law.vocabulary import BASES, AgencyKind, Category
from services.conference.law.weighing import NO_BASIS, OWN_RECORD, Weighing, greatest
from tests.law.records import with_consent, with_determination, with_emergency
from tests.law.verdicts import assert_full, assert_withheld
from tests.law.worlds import (
    Document,
    casework_world,
    conference_world,
    decide_cell,
    item,
    read,
    with_agency,
    with_conference,
    with_item,
    with_person,
    with_profile,
    without_member,
)

WORLD = casework_world()
SENSITIVE = ["health", "disability", "crime"]


def test_decisions_stand_in_the_order_of_the_world() -> None:
    """All recipients of the first item, then all of the second."""
    world = WORLD | {"items": [item("b"), item("a")], "recipients": ["npo", "city", "clinic"]}
    cells = [(one.item, one.recipient) for one in decide(read(world))]
    assert cells == [(one, who) for one in ("b", "a") for who in ("npo", "city", "clinic")]


def test_nothing_to_decide_is_no_decision() -> None:
    """No item or no recipient gives an empty answer."""
    assert decide(read(WORLD)) == []
    assert decide(read(WORLD | {"items": [], "recipients": ["npo"]})) == []


def test_a_cell_does_not_depend_on_the_others() -> None:
    """Neighbouring items and recipients, and their order, change nothing."""
    notes = [item("note"), item("health", category="health"), item("other", subjects=["mother"])]
    world = with_consent(conference_world())
    alone = decide_cell(world)
    for items in (notes, notes[::-1]):
        crowd = world | {"items": items, "recipients": ["city", "npo", "boss", "clinic"]}
        assert alone in decide(read(crowd))


@pytest.mark.rule(1)
@pytest.mark.parametrize("kind", [one for one in get_args(AgencyKind) if one != "person_self"])
@pytest.mark.parametrize("holder_class", ["public", "private", "individual"])
@pytest.mark.parametrize("internal", [True, False])
def test_without_a_basis_nobody_sees_anything(
    kind: str,
    holder_class: str,
    internal: bool,  # noqa: FBT001
) -> None:
    """Default is withheld, whoever asks; the reason is that there is no consent."""
    world = with_agency(
        WORLD, "npo", kind=kind, holder_class=holder_class, internal_to_municipality=internal
    )
    decision = decide_cell(world)
    assert_withheld(decision, NOT_RECORDED)
    assert decision.obligations == ()


@pytest.mark.rule(63)
@pytest.mark.parametrize("category", get_args(Category))
def test_the_prefecture_sees_no_case_without_a_basis(category: str) -> None:
    """A prefecture gets case-level items on a basis like anybody else."""
    world = with_agency(
        with_item(WORLD, category=category, holder="city"),
        "npo",
        kind="prefecture",
        holder_class="public",
    )
    assert decide_cell(world).effect == "withheld"
    need = with_determination(with_profile(world, without_consent="allowed"), "public_need")
    if category == "other":
        assert_withheld(decide_cell(need), UNCLASSIFIED)
    else:
        assert_full(decide_cell(need), "appi_69_2_3")


@pytest.mark.rule(31)
@pytest.mark.parametrize("category", SENSITIVE)
@pytest.mark.parametrize("holder", ["city", "clinic"])
def test_a_private_body_acquires_sensitive_data_on_a_basis_only(holder: str, category: str) -> None:
    """要配慮個人情報 reaches a private body by consent or a determination, and by nothing else."""
    world = with_item(WORLD, category=category, holder=holder)
    assert_withheld(decide_cell(world), NOT_RECORDED)
    assert_full(decide_cell(with_consent(world)), "consent")
    assert_full(decide_cell(with_determination(world, "in_purpose")), "in_purpose")


@pytest.mark.rule(62)
@pytest.mark.parametrize("died_on", [None, "2026-06-14", "2020-01-01"])
def test_what_is_known_of_the_dead_stays_closed(died_on: str | None) -> None:
    """Death opens nothing, and takes nothing from what the person agreed to."""
    world = with_person(WORLD, "son", died_on=died_on)
    assert_withheld(decide_cell(world), NOT_RECORDED)
    assert_withheld(decide_cell(with_item(world, subjects=["mother"])), NOT_RECORDED)
    assert_full(decide_cell(with_consent(world)), "consent")
    conference = with_person(conference_world(), "son", died_on=died_on)
    assert decide_cell(conference) == decide_cell(conference_world())


@pytest.mark.rule(1)
def test_the_own_record_is_read_on_no_other_basis() -> None:
    """A holder's look at its own record is no disclosure: consent beside it is not asked."""
    world = with_determination(with_consent(conference_world()), "in_purpose")
    decision = decide_cell(world, "clinic")
    assert_full(decision, "own_record")
    assert decision.reasons == (OWN_RECORD.reason,)
    assert decision.rules == (1,)


@pytest.mark.rule(29, 34)
@pytest.mark.parametrize(
    "fields",
    [
        {"text": "別の文章"},
        {"generalised": "別の言い方"},
        {"source_kind": "family_statement"},
        {"source_kind": "assessment"},
        {"purpose": "statistics"},
    ],
)
def test_what_is_written_never_decides(fields: Document) -> None:
    """Text, wording, kind of source and the holder's purpose leave every decision as it is."""
    for world in (WORLD, with_consent(WORLD), conference_world()):
        assert decide_cell(with_item(world, **fields)) == decide_cell(world)


def test_a_decision_is_written_as_the_contract_says() -> None:
    """Seven fields, lists for what is several."""
    assert decide_cell(with_consent(WORLD)).document() == {
        "item": "note",
        "recipient": "npo",
        "effect": "full",
        "basis": ["consent"],
        "rules": [1, 4],
        "reasons": [CONSENTED.reason],
        "obligations": [],
    }


def test_a_closed_conference_tells_what_is_missing_for_each_way() -> None:
    """What stands in the way of the meeting's own basis, of consent, and what either lacks."""
    world = with_conference(with_profile(conference_world(), without_consent="never"), requests=[])
    assert decide_cell(world).reasons == (NEVER.reason, NOT_RECORDED.reason, NOT_REQUESTED.reason)
    assert decide_cell(world).rules == (1, 5, 17, 21)


def test_where_not_even_consent_would_help_only_that_is_told() -> None:
    """To ask for a consent that opens nothing would be idle."""
    decision = decide_cell(without_member(conference_world()))
    assert decision.reasons == (NOT_A_MEMBER.reason,)
    assert decision.rules == (19,)


def test_a_stop_for_a_basis_that_was_not_found_is_not_told_beside_a_final_one() -> None:
    """What would also keep the conference shut is idle where nothing was asked for."""
    rule = {"without_consent": "never", "secrecy_acknowledgement": False}
    world = with_profile(without_member(conference_world()), **rule)
    assert decide_cell(world).reasons == (NOT_A_MEMBER.reason, NEVER.reason)
    unasked = with_conference(world, requests=[])
    assert decide_cell(unasked).reasons == (NOT_A_MEMBER.reason,)


@pytest.mark.rule(42)
def test_that_a_human_decides_is_always_told() -> None:
    """An emergency put before somebody is told beside what keeps everything shut."""
    world = with_emergency(with_item(WORLD, category="other"))
    assert decide_cell(world).reasons == (UNCLASSIFIED.reason, ESCALATED.reason)
    incomplete = with_emergency(with_item(WORLD, category="other"), reason=None)
    assert decide_cell(incomplete).reasons == (UNCLASSIFIED.reason,)


def test_a_stop_for_another_basis_is_told_beside_the_final_one() -> None:
    """What also keeps a basis shut that was found is told after what keeps everything shut."""
    world = with_conference(with_item(WORLD, category="other"), purpose="plan_formation")
    decision = decide_cell(with_determination(world, "in_purpose"))
    assert decision.reasons == (UNCLASSIFIED.reason, PLAN_BY_CONSENT.reason)
    assert decide_cell(world).reasons == (UNCLASSIFIED.reason,)


def test_a_visible_cell_tells_its_bases_and_what_lowered_them() -> None:
    """A blurred cell says why it is not full; a limit that binds no basis of it is not told."""
    world = with_profile(conference_world(), blur_without_consent=["consultation"])
    decision = decide_cell(world)
    assert decision.reasons[1:] == (BLURRED_WITHOUT_CONSENT.reason,)
    assert len(decide_cell(with_consent(world)).reasons) == 1


SHUT = Limit((30,), "理由。", "withheld", every_basis_but("own_record"))
DIM = Limit((18,), "理由。", "blurred", frozenset({"in_purpose", "consent"}))
SOME = Finding((4,), "根拠。")


@pytest.mark.parametrize(
    ("found", "limits", "expected"),
    [
        ([], [], ("withheld", [])),
        ([], [DIM], ("withheld", [])),
        (["consent"], [], ("full", ["consent"])),
        (["consent"], [DIM], ("blurred", ["consent"])),
        (["consent", "emergency"], [DIM], ("full", ["emergency"])),
        (["consent", "in_purpose"], [DIM], ("blurred", ["consent", "in_purpose"])),
        (["consent", "in_purpose"], [SHUT], ("withheld", [])),
        (["own_record", "consent"], [SHUT], ("full", ["own_record"])),
        (["own_record", "consent"], [SHUT, DIM], ("full", ["own_record"])),
        (["consent"], [DIM, SHUT], ("withheld", [])),
    ],
)
def test_the_greatest_effect_of_any_basis_stands(
    found: list[str], limits: list[Limit], expected: tuple[str, list[str]]
) -> None:
    """Each basis gives what the limits that bind it leave; the greatest counts."""
    effect, basis = greatest(dict.fromkeys(found, SOME), tuple(limits))
    assert (effect, sorted(basis)) == expected


def test_a_closed_cell_always_has_a_reason() -> None:
    """Where nothing was found and nothing is missing, that is the reason."""
    nothing = Weighing("withheld", frozenset(), (), (), ())
    assert why_withheld(nothing, None) == [NO_BASIS]
    words = put_into_words(nothing, None, ())
    assert (words.basis, words.rules, words.reasons) == ((), (1,), (NO_BASIS.reason,))


def test_bases_stand_in_the_order_of_the_vocabulary() -> None:
    """However they were found."""
    assert in_order(frozenset(BASES)) == BASES
    assert in_order(frozenset({"emergency", "consent"})) == ("consent", "emergency")

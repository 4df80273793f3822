"""What travels with a decision, and what a closed cell asks of a human."""

from __future__ import annotations

from typing import get_args

import pytest

from services.conference.law.vocabulary import OBLIGATIONS, StatutoryMode
from tests.law.records import (
    representative,
    with_consent,
    with_determination,
    with_emergency,
)
from tests.law.worlds import (
    LONG_AGO,
    Document,
    casework_world,
    conference_world,
    decide_cell,
    meeting_world,
    with_agency,
    with_item,
    with_person,
    with_profile,
)

CONFERENCE = ("no_onward_sharing", "view_only", "secrecy_notice", "seek_consent")


def public(world: Document) -> Document:
    """The world in which the holder of the note is a public body."""
    return with_agency(world, "clinic", holder_class="public")


@pytest.mark.rule(23, 25, 26, 27, 70, 71)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_what_a_conference_shows_carries_its_duties(mode: str) -> None:
    """No reuse, viewing only, the printed notice, and the way towards consent."""
    decision = decide_cell(conference_world(mode))
    assert decision.obligations == ("no_consent_flag", *CONFERENCE)
    assert {23, 25, 26, 27, 70, 71} <= set(decision.rules)


@pytest.mark.rule(23, 25, 26, 27)
def test_what_a_conference_blurs_carries_them_too() -> None:
    """A blurred cell is a visible cell."""
    world = with_profile(conference_world(), blur_without_consent=["consultation"])
    decision = decide_cell(world)
    assert decision.effect == "blurred"
    assert decision.obligations == ("no_consent_flag", *CONFERENCE)


@pytest.mark.rule(26)
@pytest.mark.parametrize("mode", get_args(StatutoryMode))
def test_consent_in_a_conference_is_no_conference_basis(mode: str) -> None:
    """What is shown on consent alone carries no duty of the conference."""
    assert decide_cell(with_consent(meeting_world(mode))).obligations == ()


@pytest.mark.rule(23, 27)
def test_a_conference_beside_consent_keeps_its_duties_without_the_flag() -> None:
    """Two bases, both named: the duties stay, the flag 「同意なし」 does not."""
    decision = decide_cell(with_consent(conference_world()))
    assert decision.basis == ("consent", "conference_106_6")
    assert decision.obligations == CONFERENCE


@pytest.mark.parametrize(("flagging", "expected"), [(True, ("no_consent_flag",)), (False, ())])
@pytest.mark.parametrize("way", ["in_purpose", "emergency", "abuse_report"])
def test_the_flag_stands_on_whatever_is_not_consent(
    way: str,
    flagging: bool,  # noqa: FBT001
    expected: tuple[str, ...],
) -> None:
    """「同意なし」 is the municipality's choice, and stands on every basis but consent."""
    world = with_profile(casework_world(), flag_no_consent=flagging, emergency="act")
    world = with_agency(world, "npo", kind="welfare_office")
    if way == "emergency":
        world = with_emergency(world)
    else:
        world = with_determination(world, way, victim_kind="child")
    decision = decide_cell(world)
    assert tuple(one for one in decision.obligations if one == "no_consent_flag") == expected


def test_neither_consent_nor_the_own_record_is_flagged() -> None:
    """Who consented needs no flag, and what is one's own is not disclosed."""
    world = with_consent(casework_world())
    assert decide_cell(world).obligations == ()
    assert decide_cell(world, "clinic").obligations == ()


def test_a_case_without_identity_is_flagged() -> None:
    """Nobody consented to the case review."""
    world = with_profile(meeting_world("case_review"), deidentified_case_review=True)
    assert decide_cell(world).obligations == ("no_consent_flag",)


@pytest.mark.rule(36)
@pytest.mark.parametrize("holder_class", ["public", "private", "individual"])
def test_what_a_public_body_gives_is_returned_or_erased(holder_class: str) -> None:
    """70条 travels with the data of a public body, not of a private one."""
    world = with_agency(with_consent(casework_world()), "clinic", holder_class=holder_class)
    decision = decide_cell(world)
    expected = ("return_or_erase",) if holder_class == "public" else ()
    assert decision.obligations == expected
    assert (36 in decision.rules) == (holder_class == "public")


@pytest.mark.rule(36)
def test_the_own_record_is_not_returned() -> None:
    """What a public body reads of its own goes nowhere."""
    assert decide_cell(public(casework_world()), "clinic").obligations == ()


@pytest.mark.rule(35)
def test_a_promise_of_silence_binds_every_reader() -> None:
    """「本人に言わないで」 goes along, to the holder as well; an informant's flag does not."""
    world = with_consent(with_item(casework_world(), flags=["do_not_tell_person"]))
    for reader in ("npo", "clinic"):
        decision = decide_cell(world, reader)
        assert decision.obligations == ("do_not_tell_person",)
        assert 35 in decision.rules
    informant = with_item(world, flags=["confidential_informant"])
    assert decide_cell(informant).obligations == ()
    closed = world | {"consents": []}
    assert decide_cell(closed).obligations == ()


@pytest.mark.rule(10)
@pytest.mark.parametrize(
    ("birth_date", "informs"),
    [
        ("2008-06-16", True),
        ("2008-06-15", False),
        ("2011-06-15", True),
        ("2009", True),
        ("2008", False),
    ],
)
def test_a_minors_own_consent_is_told_to_the_representative(
    birth_date: str,
    informs: bool,  # noqa: FBT001
) -> None:
    """From the consent age to 17 the representative is informed."""
    world = with_person(with_consent(casework_world()), "son", birth_date=birth_date)
    decision = decide_cell(world)
    assert decision.effect == "full"
    assert decision.obligations == (("inform_representative",) if informs else ())
    assert (10 in decision.rules) == informs


@pytest.mark.rule(10)
def test_a_suspected_representative_is_not_informed() -> None:
    """Telling the suspect would harm the minor."""
    guarded = with_person(
        with_consent(casework_world()),
        "son",
        birth_date="2009-01-01",
        representatives=[representative("parental_authority")],
    )
    assert decide_cell(guarded).obligations == ("inform_representative",)
    by_person = with_person(guarded, "mother", suspected_abuser_of=["son"])
    assert decide_cell(by_person).obligations == ()
    entry = [representative("parental_authority", suspected_abuser=True)]
    by_entry = with_person(guarded, "son", representatives=entry)
    assert decide_cell(by_entry).obligations == ()


@pytest.mark.rule(10)
def test_what_a_representative_consented_to_needs_no_informing() -> None:
    """A child's representative knows what they agreed to."""
    world = with_person(
        casework_world(),
        "son",
        birth_date="2014-01-01",
        representatives=[representative("parental_authority")],
    )
    consented = with_consent(world, given_by="mother", capacity="parental_authority")
    decision = decide_cell(consented)
    assert decision.effect == "full"
    assert decision.obligations == ()


@pytest.mark.rule(10)
def test_without_a_consent_nobody_is_informed_of_one() -> None:
    """On another basis the minor has not spoken."""
    world = with_person(
        with_determination(casework_world(), "in_purpose"), "son", birth_date="2009-01-01"
    )
    assert "inform_representative" not in decide_cell(world).obligations


@pytest.mark.rule(9, 10)
def test_one_minor_among_several_is_enough_to_inform() -> None:
    """And one suspected representative is enough to keep silent."""
    world = with_item(casework_world(), subjects=["mother", "son"])
    world = with_person(with_consent(with_consent(world, "mother")), "son", birth_date="2009-01-01")
    assert decide_cell(world).obligations == ("inform_representative",)
    two = with_person(world, "mother", birth_date="2010-01-01")
    suspect = [representative("parental_authority", "stranger", suspected_abuser=True)]
    assert decide_cell(with_person(two, "mother", representatives=suspect)).obligations == ()


@pytest.mark.rule(42)
def test_an_emergency_is_reviewed() -> None:
    """Every emergency on which something was shown is looked at again."""
    world = with_emergency(with_profile(casework_world(), emergency="act"))
    decision = decide_cell(world)
    assert decision.obligations == ("no_consent_flag", "emergency_review")
    assert "emergency_review" not in decide_cell(world, "clinic").obligations


@pytest.mark.rule(15)
@pytest.mark.parametrize("kind", ["in_purpose", "entrustment", "abuse_report"])
def test_what_rests_on_a_determination_is_recorded(kind: str) -> None:
    """The reason is kept with what it opened."""
    world = with_agency(
        casework_world(),
        "npo",
        kind="welfare_office",
        entrusted={"from": LONG_AGO, "to": None},
    )
    decision = decide_cell(with_determination(world, kind, victim_kind="child"))
    assert decision.obligations == ("no_consent_flag", "record_reason")
    assert 15 in decision.rules


def test_obligations_stand_in_the_order_of_the_vocabulary() -> None:
    """A cell with many duties lists them in a fixed order."""
    world = public(with_item(conference_world(), flags=["do_not_tell_person"]))
    world = with_determination(world, "in_purpose")
    world = with_emergency(with_profile(world, emergency="act"))
    obligations = decide_cell(world).obligations
    assert obligations == tuple(one for one in OBLIGATIONS if one in obligations)
    assert len(obligations) == 9

"""議題: what may come on the agenda, under which law, and what is refused."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.conference import (
    Agreement,
    ConferenceLinked,
    link,
    place_item,
    remove_item,
)
from services.conference.domain.conference.linking import are_linked
from services.conference.domain.municipality import Period
from tests.refusals import refused
from tests.unit.meeting_under_way import (
    CALL,
    CITY,
    CLINIC,
    CODE,
    DAY,
    ITEM,
    NOW,
    NPO,
    PLANNED,
    SON,
    TOWN,
    held,
    matter,
    placed,
    sitting,
    standing,
)

SECOND = UUID(int=99)


def agreement(*parties: UUID, **but: Any) -> Agreement:
    """An agreement in force for a year."""
    told = {
        "agreement_id": UUID(int=70),
        "parties": parties,
        "period": Period(start=NOW, end=NOW + 365 * DAY),
    }
    return Agreement(**{**told, **but})


def place(*, with_consent: bool = False, here: Any = TOWN, **but: Any) -> Any:
    """Place the son's case, but for what is told, on an empty agenda."""
    return place_item(sitting(), ITEM, matter(**but), standing(), here, with_consent=with_consent)


def test_a_case_is_placed_as_it_was_told() -> None:
    """Given a known case, then one event carries it with its law, purpose and subjects."""
    (event,) = place()
    assert (event.agenda_id, event.legal_mode, event.subjects) == (
        ITEM,
        "shien_kaigi_106_6",
        (SON,),
    )


@pytest.mark.rule(18, 72)
def test_a_law_that_is_not_on_the_roster_is_refused_with_the_lawful_ways() -> None:
    """要対協 is not one of this standing meeting's types; those that are, are named."""
    with refused("mode-not-of-roster") as no:
        place(legal_mode="yotaikyo")
    assert "社会福祉法106条の6第1項" in no.value.remedy
    with refused("unknown-legal-mode"):
        place(legal_mode="casework")


@pytest.mark.rule(16, 17)
def test_each_item_needs_an_entitled_convener_and_its_day() -> None:
    """A sitting called for another type opens 106条の6 to nobody."""
    entrusted = sitting(call=CALL.model_copy(update={"convened_by": "entrusted"}))
    with refused("convener-not-entitled"):
        place_item(entrusted, ITEM, matter(), standing(), TOWN, with_consent=False)
    with refused("juso-not-run"):
        place(here=replace(TOWN, runs_juso=False))


@pytest.mark.rule(3, 18)
def test_each_item_has_the_purpose_and_the_consent_of_its_law() -> None:
    """A plan is no matter of 106条の6; without consent nothing is one of the 重層的支援会議."""
    with refused("purpose-not-covered"):
        place(purpose="plan_formation")
    with refused("consent-required"):
        place(legal_mode="juso_kaigi", purpose="plan_formation")
    assert place(legal_mode="juso_kaigi", purpose="plan_formation", with_consent=True)


def test_a_case_is_known_and_comes_once_under_one_law() -> None:
    """The same case may be discussed under two laws, not twice under one."""
    with refused("case-not-found"):
        place(case_id=UUID(int=50))
    with refused("subject-twice"):
        place(subjects=(SON, SON))
    there = sitting(placed())
    with refused("case-twice"):
        place_item(there, SECOND, matter(), standing(), TOWN, with_consent=False)
    other_law = matter(legal_mode="juso_kaigi")
    assert place_item(there, SECOND, other_law, standing(), TOWN, with_consent=True)


@pytest.mark.rule(18)
def test_an_agreement_goes_with_its_mode_its_day_and_its_parties() -> None:
    """Missing, unwanted, not in force, or without the convener among its parties: refused."""
    assert place(legal_mode="agreement", agreement=agreement(CITY, NPO))
    with refused("agreement-missing"):
        place(legal_mode="agreement")
    with refused("agreement-unwanted"):
        place(agreement=agreement(CITY))
    with refused("convener-no-party"):
        place(legal_mode="agreement", agreement=agreement(NPO, CLINIC))
    over = agreement(CITY, period=Period(start=NOW - DAY, end=PLANNED))
    with refused("agreement-not-in-force"):
        place(legal_mode="agreement", agreement=over)


def test_an_item_is_taken_off_once_and_its_id_is_not_used_again() -> None:
    """After it is off, the case may come back as another item."""
    there = sitting(placed())
    (removed,) = remove_item(there, ITEM)
    off = sitting(placed(), removed)

    with refused("agenda-item-not-found"):
        remove_item(off, ITEM)
    with refused("agenda-item-exists"):
        place_item(off, ITEM, matter(), standing(), TOWN, with_consent=False)
    with refused("agenda-item-exists"):
        place_item(off, SECOND, matter(), standing(), TOWN, with_consent=False, taken=True)
    assert place_item(off, SECOND, matter(), standing(), TOWN, with_consent=False)


def test_an_agenda_is_changed_until_the_meeting_is_held() -> None:
    """There must be a conference, and it must not be over."""
    with refused("conference-not-found"):
        remove_item(None, ITEM)
    with refused("conference-held"):
        remove_item(sitting(placed(), held()), ITEM)


@pytest.mark.rule(28)
def test_that_another_conference_exists_is_noted_once() -> None:
    """A 調整会議 is noted for a 106条の6 item, a second time nothing happens."""
    there = sitting(placed())
    (event,) = link(there, ITEM, "chosei_kaigi")
    assert isinstance(event, ConferenceLinked)
    assert (event.legal_mode, event.municipality) == ("chosei_kaigi", CODE)
    assert link(sitting(placed(), event), ITEM, "chosei_kaigi") == ()


@pytest.mark.rule(28)
def test_only_conferences_that_their_statutes_link_know_of_each_other() -> None:
    """要対協, or a consent meeting, is nothing that others are told of; nor was it before 2025."""
    there = sitting(placed(), placed(SECOND, legal_mode="juso_kaigi"))
    with refused("not-to-be-linked") as no:
        link(there, ITEM, "yotaikyo")
    assert "106条の6第5項" in no.value.message
    with refused("not-to-be-linked"):
        link(there, SECOND, "chosei_kaigi")
    with refused("not-to-be-linked"):
        link(there, ITEM, "shien_kaigi_106_6")
    reform = PLANNED.date().replace(2025, 4, 1)
    assert are_linked("shien_kaigi_106_6", "chosei_kaigi", reform)
    assert not are_linked("shien_kaigi_106_6", "chosei_kaigi", reform - DAY)

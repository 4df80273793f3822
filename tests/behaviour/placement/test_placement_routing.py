"""Looking for somewhere to go: the town's own rules propose, a human decides, and why is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.placement.application.routing import (
    AdoptRules,
    CaseRouting,
    DecideRouting,
    ListRoutings,
    LookAgain,
    ProposeRouting,
    Routing,
    Rules,
)
from services.placement.application.routing.forms import WhichRules
from services.placement.everything import Everything
from services.placement.routing.proposals import Proposals
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Actor
from shared.personal_records import EverythingAbout
from shared.refusal import InvalidInput
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import ENTRUSTED, NEXT_DOOR, NPO, Town, who
from tests.refusals import refused
from tests.town_hall import SECRETARIAT
from tests.unit.routing_table import situation
from tests.unit.test_placement_routing_reading import GOOD

CASE, PERSON = uuid4(), uuid4()
WHY = "本人が前から気になっていた場所カナリア"
WORDS = {"municipality": DEMO_MUNICIPALITY}


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Town:
    """A town that works by 自治体12's rules, on SQLite, then on PostgreSQL."""
    town = Town(tmp_path, database)
    adopt(town, name="municipality-12")
    return town


def adopt(town: Town, actor: Actor = SECRETARIAT, **rules: Any) -> None:
    """Take up rules."""
    Rules(town.desk).adopt(actor, AdoptRules.model_validate(WORDS | rules))


def propose(town: Town, known: str, actor: Actor | None = None) -> Proposals:
    """What is proposed for a situation."""
    asked = ProposeRouting(municipality=DEMO_MUNICIPALITY, situation=situation(known))
    return Routing(town.desk).propose(actor or who(), asked)


def decide(town: Town, known: str, actor: Actor | None = None, **more: Any) -> UUID:
    """Record what was decided for a situation."""
    asked = {**WORDS, "case_id": CASE, "person_id": PERSON, "situation": situation(known)} | more
    return Routing(town.desk).decide(actor or who(), DecideRouting.model_validate(asked))


CHOSEN = {"rule": "place-to-be", "place": "private_place", "kind": "community_place"}
CHOSEN_SO = {**CHOSEN, "mode": "introduce"}


def test_proposals_name_the_places_of_the_towns_own_directory(town: Town) -> None:
    """Given a 居場所 in the directory, then it is found where the rules name that kind."""
    assert propose(town, "needs=place_to_be").none_fits
    place = town.enter("ひだまり（架空）", "place_to_be", area="東地区", max_age=39)
    town.enter("満員の居場所（架空）", "salon", confirmed_on=town.desk.today, free_places=0)

    [found] = propose(town, "needs=place_to_be; ages=30").proposals[0].found
    assert (found.id, found.name, found.out_of_date) == (str(place), "ひだまり（架空）", True)
    assert propose(town, "needs=place_to_be; ages=50").none_fits
    assert propose(town, "needs=place_to_be; area=東地区").proposals[0].found
    assert propose(town, "needs=place_to_be; area=東地区; wishes=hide_from_locals").none_fits


def test_a_town_without_rules_is_told_how_to_get_some(tmp_path: Path, database: Database) -> None:
    """Given no rules, then proposing and deciding are refused with the way on."""
    town = Town(tmp_path, database)

    with refused("routing-rules-not-adopted"):
        propose(town, "factors=poverty")
    with refused("routing-rules-not-adopted"):
        decide(town, "factors=poverty", why_none="not_now")
    with refused("routing-rules-not-adopted"):
        Rules(town.desk).show(who(), WhichRules(municipality=DEMO_MUNICIPALITY))


def test_the_rules_a_town_writes_itself_replace_those_it_had(town: Town) -> None:
    """Given the town's own file, then it proposes from now on; the same again is nothing new."""
    adopt(town, document=GOOD)
    adopt(town, document=GOOD)

    assert propose(town, "factors=poverty").name == "見本町"
    shown = Rules(town.desk).show(who(), WhichRules(municipality=DEMO_MUNICIPALITY))
    assert (shown.rules_id, shown.document) == ("sample-town", GOOD)
    log = town.desk.store.log(0, 10_000)
    adopted = [one for one in log if one.recorded.event.TOPIC == "placement.RoutingRulesAdopted"]
    assert len(adopted) == 2


def test_rules_that_are_broken_or_unnamed_are_not_taken_up(town: Town) -> None:
    """Given a broken file, none, or two, then the town's rules stay as they are."""
    with refused("routing-rules-invalid"):
        adopt(town, document=GOOD.replace("mode: refer", "mode: x"))
    with refused("routing-rules-unknown"):
        adopt(town, name="atlantis")
    for both in ({}, {"name": "sakai", "document": GOOD}):
        with refused("routing-rules-unnamed"):
            adopt(town, **both)
    assert propose(town, "factors=poverty").name == "自治体12"


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ("factors=weather", "unknown-code"),
        ("needs=castle", "unknown-code"),
        ("window=castle", "unknown-window"),
        ("area=どこか", "unknown-area"),
    ],
)
def test_no_words_that_nobody_knows_get_into_a_record(town: Town, known: str, code: str) -> None:
    """Given a word that no list, rule or place knows, then it is refused."""
    with refused(code):
        propose(town, known)
    with refused(code):
        decide(town, known, why_none="not_now")


def test_a_choice_is_on_record_with_what_was_proposed_and_why(town: Town) -> None:
    """Given a choice among the proposals, then it is shown again; the reason only in the clear."""
    place = town.enter("ひだまり（架空）", "place_to_be")
    known = "needs=place_to_be; factors=poverty; ages=30"
    decided = decide(town, known, chosen=[{**CHOSEN_SO, "resource_id": place}], note=WHY)

    shown = Routing(town.desk).show(who(), CaseRouting(routing_id=decided))
    assert (shown.situation, shown.note, shown.rules_id) == (
        situation(known),
        WHY,
        "municipality-12",
    )
    assert shown.chosen[0].resource_id == place
    assert WHY not in repr(shown)
    assert WHY not in town.written()
    [event] = [one.event for one in town.desk.store.history(decided)]
    assert {one.rule for one in event.proposed} == {"poverty", "place-to-be"}  # type: ignore[attr-defined]
    assert town.facts() == []


def test_what_was_decided_in_a_case_is_listed_the_latest_first(town: Town) -> None:
    """Given two decisions of a case and one of another, then the case's two, without a word."""
    first = decide(town, "factors=poverty", why_none="kept_here", note=WHY)
    decide(town, "factors=poverty", why_none="not_now", case_id=uuid4())
    town.now += timedelta(days=3)
    second = decide(town, "needs=place_to_be", why_none="person_declines", person_id=None)

    asked = ListRoutings(municipality=DEMO_MUNICIPALITY, case_id=CASE)
    listed = Routing(town.desk).list_decided(who(), asked)

    assert [(one.routing_id, one.person_id, one.why_none) for one in listed] == [
        (second, None, "person_declines"),
        (first, PERSON, "kept_here"),
    ]
    assert WHY not in str([one.model_dump() for one in listed])
    town.desk.store.rebuild_views()
    assert Routing(town.desk).list_decided(who(), asked) == listed


def test_nothing_chosen_needs_a_reason_and_a_reason_no_choice(town: Town) -> None:
    """Given neither or both, then the decision is refused with the reasons that there are."""
    for asked in ({}, {"chosen": [CHOSEN_SO], "why_none": "kept_here"}):
        with refused("routing-undecided"):
            decide(town, "needs=place_to_be", **asked)
    assert decide(town, "needs=place_to_be", why_none="person_declines")


def test_a_place_that_was_not_proposed_is_chosen_only_with_a_reason(town: Town) -> None:
    """Given a place of nobody's rule, then why it is chosen must be said."""
    own = {"kind": "farm", "mode": "introduce"}
    for wrong in (
        {**CHOSEN_SO, "rule": "poverty"},
        {**CHOSEN_SO, "kind": "farm"},
        {**CHOSEN_SO, "resource_id": uuid4()},
    ):
        with pytest.raises(InvalidInput, match="民間団体の居場所") as no:
            decide(town, "needs=place_to_be", chosen=[wrong], note=WHY)
        assert no.value.code == "choice-not-proposed"
    with refused("choice-unexplained"):
        decide(town, "needs=place_to_be", chosen=[own])
    with refused("unknown-code"):
        decide(town, "needs=place_to_be", chosen=[{**own, "kind": "castle"}], note=WHY)
    with refused("resource-not-found"):
        decide(town, "needs=place_to_be", chosen=[{**own, "resource_id": uuid4()}], note=WHY)
    assert decide(town, "needs=place_to_be", chosen=[own], note=WHY)


def test_a_decision_is_recorded_once_and_not_ahead_of_its_day(town: Town) -> None:
    """Given an id that was used, or tomorrow, then it is refused."""
    decided = decide(town, "needs=place_to_be", why_none="not_now")

    with refused("routing-exists"):
        decide(town, "needs=place_to_be", why_none="not_now", routing_id=decided)
    with refused("date-in-future"):
        tomorrow = town.desk.today + timedelta(days=1)
        decide(town, "needs=place_to_be", why_none="not_now", on=tomorrow)
    with refused("note-without-person"):
        decide(town, "needs=place_to_be", why_none="not_now", note=WHY, person_id=None)


def test_a_second_look_says_what_a_factor_found_later_changes(town: Town) -> None:
    """Given 障害 found after the decision, then the new proposal is told, and nothing recorded."""
    decided = decide(town, "factors=poverty", why_none="kept_here")
    version = len(list(town.desk.store.history(decided)))
    again = LookAgain(routing_id=decided, situation=situation("factors=poverty,disability"))

    answer = Routing(town.desk).look_again(who(), again)

    assert [one.rule for one in answer.changes.added] == ["disability"]
    assert "障害福祉部門" in answer.changes.says[0]
    assert len(list(town.desk.store.history(decided))) == version


def test_strangers_and_those_whose_contract_has_ended_see_and_decide_nothing(town: Town) -> None:
    """Given agencies of no business here, then neither rules, proposals nor records are theirs."""
    decided = decide(town, "factors=poverty", why_none="kept_here")
    known = situation("factors=poverty")
    for agency in (NPO, NEXT_DOOR):
        with refused("not-of-this-municipality"):
            propose(town, "factors=poverty", who(agency))
        with refused("not-of-this-municipality"):
            decide(town, "factors=poverty", who(agency), why_none="not_now")
        with refused("not-of-this-municipality"):
            adopt(town, who(agency, "secretariat"), name="sakai")
        with refused("not-of-this-municipality"):
            asked = ListRoutings(municipality=DEMO_MUNICIPALITY, case_id=CASE)
            Routing(town.desk).list_decided(who(agency), asked)
        for routing_id in (decided, uuid4()):
            with refused("routing-not-found"):
                Routing(town.desk).show(who(agency), CaseRouting(routing_id=routing_id))
            with refused("routing-not-found"):
                again = LookAgain(routing_id=routing_id, situation=known)
                Routing(town.desk).look_again(who(agency), again)
    assert propose(town, "factors=poverty", who(ENTRUSTED))
    town.now += timedelta(days=31)
    with refused("not-of-this-municipality"):
        propose(town, "factors=poverty", who(ENTRUSTED))
    with refused("role-not-entitled"):
        adopt(town, who(role="counsellor"), name="sakai")
    with refused("role-not-entitled"):
        decide(town, "factors=poverty", who(role="secretariat"), why_none="not_now")


def test_the_person_is_told_what_was_looked_at_and_an_erased_ones_reason_is_gone(
    town: Town,
) -> None:
    """Given 開示請求, then the situation, choice and reason are told; after 消去 no reason."""
    known = "needs=place_to_be; ages=30; family=60; wishes=work"
    decided = decide(town, known, why_none="person_declines", note=WHY)
    everything = Everything(town.desk.store, town.desk.sealer)
    asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=PERSON, case_ids=(CASE,))

    [told] = everything.everything_about(SECRETARIAT, asked)
    for words in ("居場所", "主たる対象者 30歳", "働きたい", "本人が望まない", WHY):
        assert words in told.text
    assert {"assessment", "other_person"} <= set(told.marks)

    town.desk.sealer.destroy(str(PERSON))
    assert Routing(town.desk).show(who(), CaseRouting(routing_id=decided)).note is None
    [left] = everything.everything_about(SECRETARIAT, asked)
    assert WHY not in left.text

"""つなぎ先がない: recorded, and told as a code to the conference and to the figures, once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.conference.handlers import handler
from services.placement.application.routing import (
    AdoptRules,
    DecideRouting,
    FindNeeds,
    NeedListed,
    Needs,
    RecordNeed,
    Routing,
    Rules,
    UndoNeed,
)
from services.placement.everything import Everything
from services.placement.routing.situation import Situation
from services.stats import handlers as stats_handlers
from services.stats.domain.dimension import DIMENSIONS
from services.stats.domain.measures import MEASURES
from services.stats.domain.scope import scope_of
from services.stats.domain.template import TableTemplate
from services.stats.views import TABLES, count
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts import Fact
from shared.facts.envelope import Received
from shared.facts.placement import PlacementUnmetNeedFound, PlacementUnmetNeedUndone
from shared.identity import Actor
from shared.personal_records import EverythingAbout
from shared.store import EventStore
from shared.store.database import Database
from tests.behaviour.placement.directory_of_resources import (
    ENTRUSTED,
    NEXT_DOOR,
    NEXT_TOWN,
    NOON,
    NPO,
    Town,
    who,
)
from tests.behaviour.town import SECRETARIAT as CONVENER
from tests.behaviour.town import named, town_with_a_meeting
from tests.conftest import NewPlace
from tests.refusals import refused
from tests.town_hall import SECRETARIAT

CASE, PERSON = uuid4(), uuid4()
WHAT = "夜に行ける居場所がないカナリア"
MAY, TODAY = date(2026, 5, 1), NOON.date()


@pytest.fixture
def town(tmp_path: Path, database: Database) -> Town:
    """A town, on SQLite, then on PostgreSQL."""
    return Town(tmp_path, database)


def record(town: Town, actor: Actor | None = None, **more: Any) -> UUID:
    """Record that nothing meets a need."""
    asked = {
        "municipality": DEMO_MUNICIPALITY,
        "case_id": CASE,
        "person_id": PERSON,
        "gap": "place_to_be",
    }
    return Needs(town.desk).record(actor or who(), RecordNeed.model_validate(asked | more))


def take_back(town: Town, need: UUID, actor: Actor | None = None, **more: Any) -> None:
    """It was not so."""
    asked = {"need_id": need, "reason": "wrong_kind"} | more
    Needs(town.desk).undo(actor or who(), UndoNeed.model_validate(asked))


def listed(town: Town, actor: Actor | None = None, **more: Any) -> list[NeedListed]:
    """What was lacking this year."""
    asked = {
        "municipality": DEMO_MUNICIPALITY,
        "since": date(2026, 4, 1),
        "until": date(2027, 3, 31),
    }
    return Needs(town.desk).list_needs(actor or who(), FindNeeds.model_validate(asked | more))


def test_a_need_is_listed_with_its_words_and_told_without_them(town: Town) -> None:
    """Given a need, then the town lists it, and only case, day and gap leave the service."""
    need = record(town, note=WHAT)

    [found] = listed(town)
    assert (found.need_id, found.label, found.note) == (need, "居場所", WHAT)
    assert WHAT not in repr(found)
    assert WHAT not in town.written()
    [fact] = town.facts()
    assert fact == PlacementUnmetNeedFound(
        municipality=DEMO_MUNICIPALITY,
        occurred_on=NOON.date(),
        case_id=str(CASE),
        need_id=str(need),
        gap="place_to_be",
    )


def test_needs_are_listed_by_day_within_the_days_asked_for(town: Town) -> None:
    """Given two days, then both ends are within, and the earlier comes first."""
    late, early = record(town), record(town, found_on=MAY, gap="transport", person_id=None)

    assert [one.need_id for one in listed(town)] == [early, late]
    assert [one.need_id for one in listed(town, since=MAY, until=MAY)] == [early]
    assert listed(town, until=MAY - timedelta(days=1)) == []


def test_what_cannot_be_is_refused(town: Town) -> None:
    """Given a gap nobody knows, tomorrow, an id twice or words about nobody, then a no."""
    need = record(town)

    with refused("unknown-code"):
        record(town, gap="love")
    with refused("date-in-future"):
        record(town, found_on=town.desk.today + timedelta(days=1))
    with refused("need-exists"):
        record(town, need_id=need)
    with refused("note-without-person"):
        record(town, person_id=None, note=WHAT)


def test_a_need_rests_only_on_a_decision_of_its_own_case(town: Town) -> None:
    """Given a decision of another case, or none, then the need is refused."""
    rules = AdoptRules(municipality=DEMO_MUNICIPALITY, name="municipality-12")
    Rules(town.desk).adopt(SECRETARIAT, rules)
    decided = Routing(town.desk).decide(
        who(),
        DecideRouting(
            municipality=DEMO_MUNICIPALITY,
            case_id=CASE,
            situation=Situation(needs=("place_to_be",)),
            why_none="none_fits",
        ),
    )

    assert record(town, routing_id=decided)
    with refused("routing-not-found"):
        record(town, routing_id=decided, case_id=uuid4())
    with refused("routing-not-found"):
        record(town, routing_id=uuid4())


def test_what_was_recorded_by_mistake_is_taken_back(town: Town) -> None:
    """Given a need that is not so, then it is listed no more, and the others are told that."""
    wrong, right = record(town, gap="transport"), record(town)
    take_back(town, wrong, expected_version=1)

    assert [one.need_id for one in listed(town)] == [right]
    last = town.facts()[-1]
    assert last == PlacementUnmetNeedUndone(
        municipality=DEMO_MUNICIPALITY,
        occurred_on=NOON.date(),
        case_id=str(CASE),
        need_id=str(wrong),
        gap="transport",
    )
    town.desk.store.rebuild_views()
    assert [one.need_id for one in listed(town)] == [right]
    with refused("need-undone") as no:
        take_back(town, wrong)
    assert "新しく記録" in no.value.remedy


def test_only_who_works_for_the_town_takes_a_need_back(town: Town) -> None:
    """Given a stranger, an ended contract, an old screen, no reason or no need, then a no."""
    need = record(town)
    for actor in (who(NPO), who(NEXT_DOOR)):
        with refused("need-not-found"):
            take_back(town, need, actor)
    with refused("need-not-found"):
        take_back(town, uuid4())
    with refused("unknown-code"):
        take_back(town, need, reason="because")
    with refused("stale-version"):
        take_back(town, need, expected_version=2)
    with refused("role-not-entitled"):
        take_back(town, need, who(role="member"))
    town.now += timedelta(days=31)
    with refused("need-not-found"):
        take_back(town, need, who(ENTRUSTED))
    assert [one.need_id for one in listed(town)] == [need]


def test_strangers_neither_record_nor_read_needs(town: Town) -> None:
    """Given agencies of no business here, or a role without it, then neither is theirs."""
    record(town)
    for agency in (NPO, NEXT_DOOR):
        with refused("not-of-this-municipality"):
            record(town, who(agency))
        with refused("not-of-this-municipality"):
            listed(town, who(agency))
    assert listed(town, who(ENTRUSTED))
    town.now += timedelta(days=31)
    with refused("not-of-this-municipality"):
        listed(town, who(ENTRUSTED))
    with refused("role-not-entitled"):
        record(town, who(role="member"))
    with refused("role-not-entitled"):
        listed(town, who(role="statistician"))


def test_the_person_is_told_of_it_and_an_erased_ones_words_are_gone(town: Town) -> None:
    """Given 開示請求, then gap and words are told; after 消去 the gap alone, as for the figures."""
    record(town, note=WHAT)
    asked = EverythingAbout(municipality=DEMO_MUNICIPALITY, person_id=PERSON, case_ids=(CASE,))
    everything = Everything(town.desk.store, town.desk.sealer)

    [told] = everything.everything_about(SECRETARIAT, asked)
    assert "居場所" in told.text
    assert WHAT in told.text
    town.desk.sealer.destroy(str(PERSON))
    assert listed(town)[0].note is None
    assert WHAT not in everything.everything_about(SECRETARIAT, asked)[0].text


def received(fact: Fact, number: int = 1) -> Received:
    """A fact as the inbox hands it on."""
    return Received(number, number - 1, NOON, fact)


def fact_of(case: UUID, gap: str, on: date = TODAY, **but: Any) -> PlacementUnmetNeedFound:
    """What placement tells."""
    told = {
        "municipality": DEMO_MUNICIPALITY,
        "occurred_on": on,
        "case_id": str(case),
        "need_id": str(uuid4()),
        "gap": gap,
    }
    return PlacementUnmetNeedFound.model_validate(told | but)


def test_the_conference_lists_and_counts_what_placement_told_of(
    tmp_path: Path, new_place: NewPlace
) -> None:
    """Given facts, one of them twice, then the case's are listed, and all counted once, apart."""
    town = town_with_a_meeting(tmp_path / "home", new_place())
    where = {"conference_id": named("meeting"), "agenda_id": named("matter")}
    town.offer("needs.find", CONVENER, **where, gap="place_to_be")
    about = fact_of(named("case"), "place_to_be")
    elsewhere = fact_of(named("case"), "place_to_be", municipality=NEXT_TOWN)
    told = [about, about, elsewhere, fact_of(uuid4(), "transport")]
    handle = handler(town.sealer)
    with town.at_work() as tx:
        for number, fact in enumerate(told, start=1):
            handle(tx, received(fact, number))

    found, from_placement = town.offer("needs.list", CONVENER, **where)
    assert (found.by_placement, from_placement.by_placement) == (False, True)
    assert (str(from_placement.need_id), from_placement.gap) == (about.need_id, "place_to_be")
    year = {
        "municipality": DEMO_MUNICIPALITY,
        "since": date(2026, 4, 1),
        "until": date(2027, 3, 31),
    }
    counted = town.offer("needs.count", CONVENER, **year)
    assert [(one.label, one.found, one.by_placement) for one in counted] == [
        ("居場所", 1, 1),
        ("移動", 0, 1),
    ]
    assert town.offer("needs.count", CONVENER, **year | {"until": MAY}) == []


def test_the_conference_forgets_what_placement_took_back(
    tmp_path: Path, new_place: NewPlace
) -> None:
    """Given a need found by mistake and taken back, then the case's list and the count lose it."""
    town = town_with_a_meeting(tmp_path / "home", new_place())
    about = fact_of(named("case"), "place_to_be")
    undone = PlacementUnmetNeedUndone.model_validate(about.model_dump())
    handle = handler(town.sealer)
    with town.at_work() as tx:
        handle(tx, received(about, 1))
        handle(tx, received(undone, 2))

    where = {"conference_id": named("meeting"), "agenda_id": named("matter")}
    assert town.offer("needs.list", CONVENER, **where) == []


def test_the_figures_count_needs_by_what_is_lacking(database: Database) -> None:
    """Given three needs in the period and one before it, then the figures divide the three."""
    store = EventStore("stats", database, (), TABLES)
    store.migrate()
    facts = [
        fact_of(CASE, "place_to_be"),
        fact_of(CASE, "place_to_be"),
        fact_of(CASE, "transport"),
        fact_of(CASE, "transport", on=MAY),
    ]
    with store.transaction(SECRETARIAT, NOON) as tx:
        for number, fact in enumerate(facts, start=1):
            stats_handlers.handle(tx, received(fact, number))
    template = TableTemplate("不足", MEASURES["つなぎ先がない件数"], (DIMENSIONS["足りない支援"],))
    scope = scope_of(DEMO_MUNICIPALITY, date(2026, 10, 1), date(2026, 11, 30), NOON)

    assert count(store, template, scope) == {("place_to_be",): 2, ("transport",): 1}

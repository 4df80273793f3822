"""相談票からの提出: from intake's counter to a conference's agenda, piece by chosen piece."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.command.conference.sheet import Chosen, Matter, offer_sheet
from services.conference.domain.conference import CONFERENCE, AgendaItemPlaced
from services.conference.domain.person import PERSON, PersonDescribed
from services.intake.application import ContactNote, IntakeApplication, PersonDetails
from services.intake.application.sheets import SheetOfCase, Sheets
from services.intake.domain.sheet import Section
from shared.calendar import FuzzyDate
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal
from shared.store.open import open_database
from tests.behaviour.intake_service import open_intake
from tests.behaviour.town import Town, named, town_with_a_meeting, worker

NAME, ADDRESS, SAID, MADE_OF_IT = (
    "架空 一郎",
    "架空町一丁目",
    "架空の相談・青巻紙赤巻紙",
    "架空の見立て・竹垣",
)
CITY, SHAKYO = worker("city", "counsellor"), worker("shakyo", "counsellor")


@dataclass
class Counter:
    """Intake beside the town's conference, and one household's case."""

    intake: IntakeApplication
    sheets: Sheets
    town: Town
    case_id: UUID
    son: UUID
    mother: UUID

    def sections(self, who: Any = CITY) -> dict[str, Section]:
        """The sheet as an agency reads it, by title."""
        sheet = self.sheets.sheet(who, SheetOfCase(case_id=self.case_id))
        return {one.title: one for one in sheet.sections}

    def offer(self, *chosen: Chosen, who: Any = CITY, before: str = "matter-2") -> list[Any]:
        """Lay pieces before the agenda item about this case."""
        matter = Matter(conference_id=named("meeting"), agenda_id=named(before))
        sheet = self.sheets.sheet(who, SheetOfCase(case_id=self.case_id))
        return offer_sheet(self.town.conference.application.items, who, sheet, matter, chosen)

    def held(self, who: Any = CITY) -> list[Any]:
        """What lies before the agenda item of an agency's own."""
        lines = self.town.offer("items.list", who, agenda_id=named("matter-2"))
        return [self.town.offer("items.show", who, item_id=one.item_id) for one in lines]


def contact(day: int, content: str, **told: Any) -> ContactNote:
    """A contact in May 2026."""
    on = FuzzyDate.parse(f"2026-05-{day:02}").earliest
    return ContactNote(on=on, method="phone", content=content, **{"consulter": "mother", **told})


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    """A son and his mother came to the city's counter; later the 社協 met the son too."""
    town = town_with_a_meeting(tmp_path / "home")
    database = open_database(f"sqlite://{tmp_path / 'intake.sqlite'}", "")
    intake = open_intake(tmp_path, database, lambda: town.now)
    details = PersonDetails(name=NAME, address=ADDRESS, number="1234")
    son = intake.register_person(CITY, DEMO_MUNICIPALITY, details)
    mother = intake.register_person(CITY, DEMO_MUNICIPALITY, PersonDetails(name="架空 花"))
    first = contact(10, SAID, told_in_confidence=True, factors=("illness", "family_relations"))
    case_id = intake.receive(CITY, DEMO_MUNICIPALITY, first, (son, mother))
    intake.assess(
        CITY, case_id, MADE_OF_IT, factors=("withdrawal",), needs_conference=True, on=first.on
    )
    intake.record_contact(SHAKYO, case_id, contact(12, "社協が聞いた架空の話"), son)
    known = PersonDescribed(municipality=DEMO_MUNICIPALITY, role="person_concerned")
    for one in (son, mother):
        town.given(PERSON, one, known)
    placed = AgendaItemPlaced(
        municipality=DEMO_MUNICIPALITY,
        agenda_id=named("matter-2"),
        case_id=case_id,
        legal_mode="shien_kaigi_106_6",
        purpose="information_exchange",
        subjects=(son, mother),
    )
    town.given(CONFERENCE, named("meeting"), placed)
    return Counter(intake, Sheets(intake.store, intake.sealer), town, case_id, son, mother)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def test_the_sheet_is_in_pieces_of_one_kind_each(counter: Counter) -> None:
    """Given a case, then name, address, talk, factors and assessment are pieces of their kinds."""
    sheet = counter.sheets.sheet(CITY, SheetOfCase(case_id=counter.case_id))
    pieces = {(one.title.split("（")[0], one.text): one for one in sheet.sections}

    assert pieces["住所", ADDRESS].category == "address"
    assert pieces["氏名", NAME].subjects == (counter.son,)
    talk = pieces["相談の内容", SAID]
    assert (talk.category, talk.source_kind) == ("consultation", "family_statement")
    assert talk.flags == ("do_not_tell_person",)
    made = pieces["見立て", MADE_OF_IT]
    assert (made.category, set(made.subjects)) == ("assessment", {counter.son, counter.mother})
    factors = {one.text: one.category for (title, _), one in pieces.items() if title == "課題"}
    assert factors == {"病気": "health", "家族関係": "family", "ひきこもり": "life_history"}
    assert "1234" not in {one.text for one in sheet.sections}
    assert len({one.section_id for one in sheet.sections}) == len(sheet.sections)


def test_an_agency_reads_only_what_it_noted_itself(counter: Counter) -> None:
    """Given two agencies in a case, then each has its own talk, and a third has no case at all."""
    of_shakyo = [one.text for one in counter.sections(SHAKYO).values()]

    assert of_shakyo == ["社協が聞いた架空の話"]
    assert "社協が聞いた架空の話" not in {one.text for one in counter.sections(CITY).values()}
    with refused("case-not-found"):
        counter.sections(worker("npo", "counsellor"))
    with refused("case-not-found"):
        counter.sheets.sheet(CITY, SheetOfCase(case_id=named("nothing")))
    with refused("role-not-entitled"):
        counter.sections(worker("city", "statistician"))


@pytest.mark.rule(33)
def test_a_field_that_another_agency_corrected_is_no_longer_told(counter: Counter) -> None:
    """Given a corrected address, then the first agency tells the name only, as it still stands."""
    amended = PersonDetails(name=NAME, address="架空町二丁目")
    counter.intake.amend_person(SHAKYO, counter.son, amended)

    assert "住所" not in counter.sections(CITY)
    assert counter.sections(SHAKYO)["住所"].text == "架空町二丁目"


def test_nothing_is_chosen_beforehand(counter: Counter) -> None:
    """When nothing is chosen, then nothing is recorded."""
    assert counter.offer() == []
    assert counter.held() == []


@pytest.mark.rule(30, 34)
def test_the_chosen_pieces_lie_before_the_agenda_item(counter: Counter) -> None:
    """Given chosen talk and address, then these two are items there, with source and marks."""
    sections = counter.sections()
    talk = next(one for title, one in sections.items() if title.startswith("相談の内容"))
    counter.offer(
        Chosen(section_id=talk.section_id, generalised="家での様子の相談がありました"),
        Chosen(section_id=sections["住所"].section_id, source_kind="person_statement"),
    )
    items = {one.category: one for one in counter.held()}

    assert set(items) == {"consultation", "address"}
    assert items["consultation"].text == SAID
    assert items["consultation"].flags == ("do_not_tell_person",)
    assert (items["address"].text, items["address"].source_kind) == (ADDRESS, "person_statement")


@pytest.mark.rule(34)
def test_a_piece_without_a_known_source_is_refused_until_it_is_told(counter: Counter) -> None:
    """Given the name, whose source no record tells, then the worker has to say it."""
    with refused("source-kind-missing"):
        counter.offer(Chosen(section_id=counter.sections()["氏名"].section_id))
    assert counter.held() == []


def test_another_agencys_piece_and_another_cases_matter_are_refused(counter: Counter) -> None:
    """When a piece is not on the own sheet or the matter is another case's, nothing is recorded."""
    (theirs,) = counter.sections(SHAKYO).values()
    with refused("section-not-found"):
        counter.offer(Chosen(section_id=theirs.section_id))
    mine = Chosen(section_id=counter.sections()["住所"].section_id, source_kind="observation")
    with refused("sheet-of-another-case"):
        counter.offer(mine, before="matter")
    assert counter.held() == []


def test_what_belongs_to_somebody_erased_is_left_out(counter: Counter) -> None:
    """Given an erased son, then the sheet has nothing that was sealed for him."""
    counter.intake.sealer.destroy(str(counter.son))

    texts = {one.text for one in counter.sections().values()}
    assert NAME not in texts
    assert SAID not in texts
    assert MADE_OF_IT in texts

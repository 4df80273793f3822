"""検索・重複の確認・一覧: what is found by what, in which order, and what is gone after erasure."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.intake.application.ledger_file import LedgerFile
from services.intake.domain.erasure import ANSWER, KeysDestroyed, answer_id
from services.intake.views import alike
from shared.identity import service_actor
from shared.refusal import Refusal
from shared.sealing.destruction import destroy_keys
from shared.spreadsheet.xlsx_table import LARGEST_PART
from shared.store import EventStore
from shared.store.database import Database
from tests.behaviour.intake_service import open_intake
from tests.behaviour.intake_town import (
    BEGINNING,
    CHILDREN,
    CITY,
    CITY_TWO,
    SHAKYO,
    TOWN,
    IntakeTown,
    named,
    worker,
)
from tests.refusals import refused

MEGABYTE = 1024 * 1024
LEDGER = (
    "受付日,ケース番号,対象者番号,氏名,フリガナ,電話,方法,相談者,内容,受付機関\n"
    "2026-05-01,K-1,P-1,架空 三郎,カクウ サブロウ,0790-11-1111,電話,母,台帳の架空の話,福祉課\n"
    "2026-05-02,K-1,P-1,架空 三郎,,,訪問,本人,二度目の架空の話,福祉課\n"
    "2026-13-02,K-2,P-2,架空 四郎,,,電話,母,,\n"
)


@pytest.fixture
def town(database: Database, tmp_path: Path) -> IntakeTown:
    """The town's counter, on SQLite and on PostgreSQL."""
    town: list[IntakeTown] = []
    intake = open_intake(tmp_path, database, lambda: town[0].now if town else BEGINNING)
    town.append(IntakeTown(intake, BEGINNING))
    return town[0]


def found(town: IntakeTown, how: str = "persons.search", /, **asked: Any) -> list[Any]:
    """Whom the city finds."""
    return list(town.ask(how, CITY, municipality=TOWN, **asked))


@pytest.mark.parametrize(
    "clue",
    [
        {"name": "渡邉　太郎"},
        {"name": "渡辺太郎"},
        {"kana": "わたなべ たろう"},
        {"kana": "ﾜﾀﾅﾍﾞﾀﾛｳ"},
        {"phone": "0790(22)3333"},
        {"phone": "０９０ー１１１１ー２２２２"},
        {"birth": "S50.4.1"},
        {"birth": "1975-04-01", "name": "渡邊太郎"},
    ],
)
def test_somebody_is_found_however_clerks_write_it(town: IntakeTown, clue: dict[str, str]) -> None:
    """Blanks, width, kana, old forms, several numbers, 和暦: the same person is found."""
    case_id = town.receive(
        CITY,
        name="渡邊 太郎",
        kana="ワタナベ タロウ",
        phone="0790-22-3333、090-1111-2222",
        birth="昭和50年4月1日",
    )
    town.receive(CITY, name="架空 花子", kana="カクウ ハナコ", birth="昭和51年4月1日")

    [one] = found(town, **clue)

    assert (one.open_case, set(one.agrees)) == (case_id, set(clue))


def test_everything_that_is_asked_has_to_fit(town: IntakeTown) -> None:
    """A namesake with another day of birth is no hit, and shown as a possible duplicate apart."""
    town.receive(CITY, birth="昭和50年4月1日")
    asked = {"name": "架空太郎", "birth": "昭和61年5月5日"}

    [possible] = found(town, "persons.possible-duplicates", **asked)

    assert found(town, **asked) == []
    assert (possible.agrees, possible.differs) == (("name",), ("birth",))


def test_an_estimated_year_agrees_with_the_days_around_it(town: IntakeTown) -> None:
    """「昭和50年頃」 agrees with a day of 1976, and contradicts one of 1990."""
    town.receive(CITY, birth="昭和50年頃")

    agreed = found(town, "persons.possible-duplicates", name="架空太郎", birth="1976-02-03")
    differed = found(town, "persons.possible-duplicates", name="架空太郎", birth="1990-02-03")

    assert [one.agrees for one in agreed] == [("name", "birth")]
    assert [one.differs for one in differed] == [("birth",)]


def test_the_same_birthday_alone_is_no_duplicate_and_nothing_is_no_clue(town: IntakeTown) -> None:
    """Many are born on one day; a search without a clue is refused."""
    town.receive(CITY, birth="昭和50年4月1日")

    assert found(town, "persons.possible-duplicates", birth="昭和50年4月1日") == []
    for nothing in ({}, {"birth": "不明"}, {"birth": "昭和50年頃"}, {"phone": "なし"}):
        with refused("nothing-to-search"):
            found(town, **nothing)


def test_who_was_corrected_is_found_by_what_stands_now(town: IntakeTown) -> None:
    """The former name finds nobody any more."""
    case_id = town.receive(CITY)
    town.ask("persons.amend", CITY, person_id=town.main(CITY, case_id), name="架空 次郎")

    assert found(town, name="架空太郎") == []
    assert len(found(town, name="架空次郎")) == 1


@pytest.mark.rule(58)
@pytest.mark.parametrize("rebuilt", [False, True])
def test_nothing_finds_an_erased_person(town: IntakeTown, *, rebuilt: bool) -> None:
    """With the key the digests go, and rebuilding the views does not bring them back."""
    person_id = town.main(CITY, town.receive(CITY))
    intake = town.intake
    digests = [row["digest"] for row in intake.store.rows("SELECT digest FROM likenesses")]
    assert digests
    with intake.store.transaction(service_actor("intake", "erasure"), town.now) as tx:
        keys = destroy_keys(intake.sealer, (str(person_id),))
        gone = KeysDestroyed(
            municipality=TOWN, erasure_id=named("erasure"), person_id=person_id, keys=keys
        )
        tx.append(ANSWER, tx.load(ANSWER, answer_id(named("erasure"))), gone)
    if rebuilt:
        intake.store.rebuild_views()

    assert intake.store.rows("SELECT digest FROM likenesses") == []
    assert found(town, name="架空太郎") == []
    assert alike(intake.store, digests, [CITY.agency], 10) == []
    assert town.ask("persons.show", CITY, person_id=person_id).erased


def test_the_worklist_goes_page_by_page_from_the_longest_quiet_one(town: IntakeTown) -> None:
    """Every case once, the quietest first, whatever the size of the page; a wrong mark is told."""
    cases = [town.receive(CITY, ago, name=f"架空 {ago}") for ago in (5, 90, 40, 1)]
    for size in (1, 3, 4):
        listed: list[Any] = []
        after: str | None = None
        for _ in range(len(cases) + 1):
            asked: dict[str, Any] = {"municipality": TOWN, "limit": size, "after": after}
            page = town.ask("cases.list", CITY, **asked)
            listed += page.cases
            if (after := page.next_after) is None:
                break
        assert [one.quiet_days for one in listed] == [90, 40, 5, 1]
        assert {one.case_id for one in listed} == set(cases)
    with refused("cursor-unreadable"):
        town.ask("cases.list", CITY, municipality=TOWN, after=f"2026-99-99_{cases[0]}")


def test_each_line_of_the_worklist_names_whoever_the_case_is_about_now(town: IntakeTown) -> None:
    """Also after a change of the main subject and a rebuilding; an anonymous caller has no name."""
    case_id = town.receive(CITY, birth="昭和60年5月20日", address="架空町一丁目")
    mother = town.ask("persons.register", CITY, municipality=TOWN, name="架空 花子")
    day = {"case_id": case_id, "person_id": mother, "on": town.day(0)}
    town.ask("cases.add-person", CITY, **day)
    unnamed = town.ask("cases.receive", CITY, municipality=TOWN, contact=town.contact())

    def listed() -> dict[Any, Any]:
        return {
            one.case_id: one.main_subject and (one.main_subject.name, one.main_subject.birth)
            for one in town.ask("cases.list", CITY, municipality=TOWN).cases
        }

    assert listed() == {case_id: ("架空 太郎", "昭和60年5月20日"), unnamed: None}
    town.ask("cases.change-main-subject", CITY, **day)
    assert listed() == {case_id: ("架空 花子", None), unnamed: None}
    town.intake.store.rebuild_views()
    assert listed() == {case_id: ("架空 花子", None), unnamed: None}


def test_a_worklist_reads_no_case_from_its_beginning(
    town: IntakeTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case with many contacts is listed as quickly as one with few: its history is not read."""
    case_id = town.receive(CITY)
    read, load_in, load_all_in = list[UUID](), EventStore.load_in, EventStore.load_all_in

    def watched(store: EventStore, unit: Any, aggregate: Any, stream_id: UUID) -> Any:
        read.append(stream_id)
        return load_in(store, unit, aggregate, stream_id)

    def all_watched(store: EventStore, unit: Any, aggregate: Any, stream_ids: list[UUID]) -> Any:
        read.extend(stream_ids)
        return load_all_in(store, unit, aggregate, stream_ids)

    monkeypatch.setattr(EventStore, "load_in", watched)
    monkeypatch.setattr(EventStore, "load_all_in", all_watched)
    [line] = town.ask("cases.list", CITY, municipality=TOWN).cases

    assert line.case_id == case_id
    assert line.main_subject.person_id in read
    assert case_id not in read


def test_what_is_due_follows_from_the_days_that_were_asked(town: IntakeTown) -> None:
    """An open case is due after 30 quiet days, a resting one after 90, or after others' days."""
    quiet, edge, resting = (town.receive(CITY, ago) for ago in (31, 30, 91))
    town.ask("cases.suspend", CITY, case_id=resting, on=town.day(91))

    def due(**asked: Any) -> dict[Any, Any]:
        listed = town.ask("cases.list", CITY, municipality=TOWN, show="due", **asked)
        return {one.case_id: one.due for one in listed.cases}

    assert due() == {resting: "look_again", quiet: "contact"}
    assert due(quiet_after_days=29, resting_after_days=91) == {quiet: "contact", edge: "contact"}
    town.ask("contacts.record", CITY, case_id=quiet, **town.contact())
    assert due() == {resting: "look_again"}


def test_only_mine_are_those_i_am_in_charge_of(town: IntakeTown) -> None:
    """Taking charge puts a case on one's own list, handing over takes it off."""
    case_id = town.receive(CITY)
    town.receive(CITY, name="架空 花子")

    def mine(actor: Any) -> list[Any]:
        listed = town.ask("cases.list", actor, municipality=TOWN, mine=True)
        return [one.case_id for one in listed.cases]

    town.ask("cases.take-charge", CITY, case_id=case_id, on=town.day(0))
    assert (mine(CITY), mine(CITY_TWO)) == ([case_id], [])
    town.ask("cases.hand-over", CITY, case_id=case_id, on=town.day(0), worker=CITY_TWO.person)
    assert (mine(CITY), mine(CITY_TWO)) == ([], [case_id])


@pytest.mark.parametrize("encode", [str.encode, lambda text: text.encode("cp932")])
def test_a_department_takes_a_ledger_in_and_writes_its_own_out(
    town: IntakeTown, encode: Callable[[str], bytes]
) -> None:
    """Twice adds nothing; the wrong row comes back with its reason; others see nothing of it."""
    content = base64.b64encode(encode(LEDGER)).decode()

    first = town.ask("ledgers.import", CITY, municipality=TOWN, content=content)
    again = town.ask("ledgers.import", CITY, municipality=TOWN, content=content)
    [case] = town.ask("cases.list", CITY, municipality=TOWN).cases
    shown = town.show(CITY, case.case_id)
    written = town.ask("ledgers.export", CITY, municipality=TOWN, form="csv")

    assert (first.imported, again.imported, again.already_there) == (2, 0, 2)
    assert [(one.row, one.column) for one in first.rejected] == [(4, "受付日")]
    assert "架空 四郎" not in str(first)
    assert shown.number == "K-1"
    assert "台帳の架空の話" in shown.model_dump_json()
    assert "台帳の架空の話" in written.content.decode("utf-8-sig")
    for other in (SHAKYO, CHILDREN):
        assert town.ask("cases.list", other, municipality=TOWN).cases == ()
    children = town.ask("ledgers.export", CHILDREN, municipality=TOWN, form="csv")
    assert "台帳の架空の話" not in children.content.decode("utf-8-sig")
    for name, more in (("ledgers.import", {"content": content}), ("ledgers.export", {})):
        with refused("not-a-department"):
            town.ask(name, SHAKYO, municipality=TOWN, **more)


def test_the_municipalitys_own_ledger_is_every_departments_and_nobody_elses(
    town: IntakeTown, tmp_path: Path
) -> None:
    """What was taken in at the machine itself is seen by both departments, not by the 社協."""
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, encoding="utf-8")
    importer = worker("city", "operator").model_copy(update={"agency": "own"})
    LedgerFile(town.intake, path, TOWN, importer).take_in()

    for department in (CITY, CHILDREN):
        [case] = town.ask("cases.list", department, municipality=TOWN).cases
        assert "台帳の架空の話" in town.show(department, case.case_id).model_dump_json()
        assert len(town.ask("persons.search", department, municipality=TOWN, name="架空三郎")) == 1
    assert town.ask("cases.list", SHAKYO, municipality=TOWN).cases == ()
    assert town.ask("persons.search", SHAKYO, municipality=TOWN, name="架空三郎") == ()
    with refused("case-not-found"):
        town.show(SHAKYO, case.case_id)


def test_an_export_says_nothing_that_another_agency_noted(town: IntakeTown) -> None:
    """Of a case with a joint contact the department's rows go out, and no word of the 社協's."""
    case_id = town.receive(CITY)
    town.ask(
        "contacts.record",
        CITY,
        case_id=case_id,
        **town.contact(joint_agencies=[named("shakyo")], content="市が書いた架空の話"),
    )
    town.ask(
        "contacts.record", SHAKYO, case_id=case_id, **town.contact(content="社協が書いた架空の話")
    )

    text = town.ask("ledgers.export", CITY, municipality=TOWN, form="csv").content.decode()
    book = town.ask("ledgers.export", CITY, municipality=TOWN)

    assert "市が書いた架空の話" in text
    assert "社協が書いた架空の話" not in text
    assert (book.content[:2], book.filename) == (b"PK", f"daicho-{town.day(0)}.xlsx")
    looks = town.ask(
        "looks.about",
        worker("city", "auditor"),
        municipality=TOWN,
        about=town.main(CITY, case_id),
    )
    assert "export" in {one.look for one in looks}


def bomb() -> bytes:
    """A workbook of some kilobytes whose one sheet unpacks to more than any ledger."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(LARGEST_PART // MEGABYTE + 1):
                sheet.write(bytes(MEGABYTE))
    return packed.getvalue()


def test_a_file_that_is_no_ledger_takes_nothing_in(town: IntakeTown) -> None:
    """Neither a picture nor a workbook that unpacks without end leaves anything behind."""
    before = town.intake.store.position()

    for content in (b"", b"\x89PNG....", b"PK\x03\x04 nonsense", bomb()):
        with pytest.raises(Refusal) as caught:
            town.ask(
                "ledgers.import",
                CITY,
                municipality=TOWN,
                content=base64.b64encode(content).decode(),
            )
        assert caught.value.code.startswith(("ledger-", "header-"))
    assert town.intake.store.position() == before


def test_a_birth_that_cannot_be_is_refused_with_how_to_write_it(town: IntakeTown) -> None:
    """A day to come, a day that is none, a decade: each is told, and nobody is registered."""
    for birth, code in (
        ("2030-01-01", "birth-in-future"),
        ("昭和50年2月30日", "date-impossible"),
        ("昭和70年1月1日", "date-outside-era"),
        ("50代", "date-too-vague"),
        ("むかし", "date-unreadable"),
    ):
        with refused(code):
            town.ask("persons.register", CITY, municipality=TOWN, name="架空 太郎", birth=birth)
    assert found(town, name="架空太郎") == []

"""A ledger file goes in once, row by row, and comes out as it was; on both databases."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from services.intake.application import IntakeApplication
from services.intake.application.ledger_export import LedgerExport
from services.intake.application.ledger_file import ImportReport, LedgerFile
from services.intake.domain import case
from services.intake.ledger import HEADERS, write_csv, write_xlsx
from services.intake.published import publish
from services.intake.views import list_cases
from shared.calendar import Clock
from shared.facts.intake import (
    AgencyNoted,
    ContactRecorded,
    LedgerEmploymentNoted,
    LedgerReferralNoted,
)
from shared.identity import Actor
from shared.store.open import open_database
from tests.behaviour.intake_service import open_intake

TOWN = "332089"
Row = dict[str, str]

SON: Row = {
    "ケース番号": "K-1",
    "対象者番号": "P-1",
    "氏名": "架空 太郎",
    "フリガナ": "カクウ タロウ",
    "生年月日": "昭和50年4月2日",
    "性別": "男",
}
CALL: Row = {"受付日": "2024-04-01", "方法": "電話", "相談者": "母", "内容": "母からの電話"}


def write(folder: Path, *rows: Row, name: str = "ledger.csv") -> Path:
    """Write rows as a CSV ledger."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADERS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def take_in(intake: IntakeApplication, actor: Actor, path: Path) -> ImportReport:
    """Import one file."""
    return LedgerFile(intake, path, TOWN, actor).take_in()


def contacts(intake: IntakeApplication) -> list[ContactRecorded]:
    """The contacts that intake publishes."""
    facts = (publish(logged.recorded) for logged in intake.store.log(0, 10_000))
    return [fact for fact in facts if isinstance(fact, ContactRecorded)]


def test_the_same_file_twice_adds_nothing(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """Every row of the second import is recognised; the log does not grow."""
    path = write(tmp_path, SON | CALL, SON | CALL | {"受付日": "2024-05-01"}, CALL)
    first = take_in(intake, actor, path)
    position = intake.store.position()

    second = take_in(intake, actor, path)

    assert (first.imported, first.already_there, first.rejected) == (3, 0, [])
    assert (second.imported, second.already_there, second.rejected) == (0, 3, [])
    assert intake.store.position() == position


def test_two_calls_alike_on_one_day_count_twice_and_only_twice(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """Equal rows of one file are different contacts; of the same file again they are not."""
    path = write(tmp_path, CALL, CALL, SON | CALL, SON | CALL)

    take_in(intake, actor, path)
    take_in(intake, actor, path)

    assert len(contacts(intake)) == 4
    assert len(list_cases(intake.store, TOWN)) == 3


def test_an_age_is_counted_from_the_birth_date_on_the_day_of_each_row(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """Age is that of the person concerned: it turns on the birthday; blank means 不明."""
    path = write(
        tmp_path,
        SON | CALL | {"受付日": "2024-04-01"},
        SON | CALL | {"受付日": "2024-04-02"},
        SON | CALL | {"受付日": "2024-04-03", "生年月日": "", "年齢": "48"},
        SON | CALL | {"受付日": "2024-04-04", "生年月日": ""},
    )

    take_in(intake, actor, path)

    assert [contact.age for contact in contacts(intake)] == [48, 49, 48, None]


def test_a_bad_row_is_kept_for_mending_and_the_good_ones_are_in(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """The rejects file says why; mended and imported again, it brings the row in."""
    path = write(
        tmp_path, SON | CALL, SON | CALL | {"受付日": "2024-02-30", "内容": "二度目の電話"}
    )

    report = take_in(intake, actor, path)

    assert report.imported == 1
    assert [(one.row, one.column, one.code) for one in report.rejected] == [
        (3, "受付日", "date-impossible")
    ]
    assert report.rejects_file is not None
    text = report.rejects_file.read_text(encoding="utf-8-sig")
    assert "暦にない日付です" in text
    report.rejects_file.write_text(text.replace("2024-02-30", "2024-02-29"), encoding="utf-8-sig")
    mended = take_in(intake, actor, report.rejects_file)
    assert (mended.imported, mended.rejected) == (1, [])


def test_a_row_that_a_rule_refuses_leaves_nothing_behind(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """A second open case for the same person is refused; no case is opened for it."""
    path = write(tmp_path, SON | CALL, SON | CALL | {"ケース番号": "K-2"}, CALL)

    report = take_in(intake, actor, path)

    assert report.imported == 2
    assert [(one.row, one.code) for one in report.rejected] == [(3, "case-already-open")]
    assert len(list_cases(intake.store, TOWN)) == 2


def test_several_persons_of_a_household_share_one_case(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """The first person of the ledger's case is its main subject; the others come into it."""
    sister = SON | {"対象者番号": "P-2", "氏名": "架空 花", "性別": "女"}

    take_in(intake, actor, write(tmp_path, SON | CALL, sister | CALL, SON | CALL))

    [line] = list_cases(intake.store, TOWN)
    assert line.contacts == 3
    assert len({contact.person_id for contact in contacts(intake)}) == 2


@pytest.mark.parametrize("reverse", [False, True])
def test_the_standing_of_a_case_is_that_of_its_latest_row(
    intake: IntakeApplication, actor: Actor, tmp_path: Path, *, reverse: bool
) -> None:
    """Rows in any order: closed in May, re-opened in June, resting in July."""
    rows = [
        SON | CALL | {"受付日": "2024-05-01", "状態": "終結"},
        SON | CALL | {"受付日": "2024-06-01", "状態": "継続"},
        SON | CALL | {"受付日": "2024-07-01", "状態": "中断"},
    ]

    report = take_in(intake, actor, write(tmp_path, *(reversed(rows) if reverse else rows)))

    assert report.rejected == []
    assert list_cases(intake.store, TOWN)[0].standing is case.Standing.SUSPENDED


def test_what_the_ledger_says_of_referral_and_work_is_published(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """つなぎ and 就労 leave as facts with the same ids, however often a row repeats them."""
    outcome = {
        "つなぎ先": "サポステ",
        "つなぎ結果": "完了",
        "つなぎ日": "2024-05-10",
        "就労": "B型",
        "就職日": "2024-06-01",
    }
    path = write(
        tmp_path,
        SON | CALL | outcome | {"受付日": "2024-06-02"},
        SON | CALL | outcome | {"受付日": "2024-07-02"},
    )

    take_in(intake, actor, path)

    facts = [publish(logged.recorded) for logged in intake.store.log(0, 1_000)]
    referrals = [fact for fact in facts if isinstance(fact, LedgerReferralNoted)]
    jobs = [fact for fact in facts if isinstance(fact, LedgerEmploymentNoted)]
    assert {(one.destination, one.result, one.occurred_on.isoformat()) for one in referrals} == {
        ("youth_station", "completed", "2024-05-10")
    }
    assert len({one.referral_id for one in referrals}) == 1
    assert {(one.kind, one.started_on.isoformat()) for one in jobs} == {("type_b", "2024-06-01")}
    assert len({one.employment_id for one in jobs}) == 1


def test_of_a_receiving_agency_the_kind_is_told_once_and_its_name_never(
    intake: IntakeApplication, actor: Actor, tmp_path: Path
) -> None:
    """Given a word for a kind and a name of its own, then only the kind leaves, once."""
    path = write(
        tmp_path,
        SON | CALL | {"受付日": "2024-06-02", "受付機関": "生活困窮者自立相談支援窓口"},
        SON | CALL | {"受付日": "2024-06-03", "受付機関": "生活困窮者自立相談支援窓口"},
        SON | CALL | {"受付日": "2024-06-04", "受付機関": "ひだまり相談室（架空）"},
    )

    take_in(intake, actor, path)

    facts = [publish(logged.recorded) for logged in intake.store.log(0, 1_000)]
    [noted] = [fact for fact in facts if isinstance(fact, AgencyNoted)]
    contacts = [fact for fact in facts if isinstance(fact, ContactRecorded)]
    assert noted.agency_kind == "self_reliance_center"
    assert [one.agency_id == noted.agency_id for one in contacts] == [True, True, False]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_and_imported_elsewhere_is_the_same_ledger(
    intake: IntakeApplication, actor: Actor, tmp_path: Path, clock: Clock, ending: str
) -> None:
    """Export, import into an empty intake, export again: the same rows."""
    outcome = {"つなぎ先": "社協", "つなぎ結果": "受理", "担当者": "担当 甲", "受付機関": "福祉課"}
    path = write(
        tmp_path,
        SON | CALL | outcome,
        SON | CALL | {"受付日": "2024-05-01", "内容": "=1+1", "状態": "終結"},
        CALL | {"相談者": "匿名"},
    )
    take_in(intake, actor, path)
    exported = tmp_path / f"out.{ending}"
    save = write_xlsx if ending == "xlsx" else write_csv

    save(exported, LedgerExport(intake, TOWN).rows())
    other = tmp_path / "elsewhere"
    other.mkdir()
    elsewhere = open_intake(other, open_database(f"sqlite://{other / 's.sqlite'}"), clock)
    report = take_in(elsewhere, actor, exported)

    assert (report.imported, report.rejected) == (3, [])
    first = sorted(map(repr_of_row, LedgerExport(intake, TOWN).rows()))
    assert sorted(map(repr_of_row, LedgerExport(elsewhere, TOWN).rows())) == first


def repr_of_row(row: object) -> str:
    """Everything a row says, the confidential fields as well."""
    return repr([getattr(row, name) for name in row.__slots__])  # type: ignore[attr-defined]

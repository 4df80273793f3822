"""相談受付 in a browser: received, asked about namesakes, found, rested, ended; a ledger."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from shared.calendar import format_wareki, jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody
from tests.browser.conftest import DESK, PHONE, Shot, Visitor
from tests.browser.site import Site, expect_accessible, expect_fits

OPERATOR = somebody("city", "operator", "-op")
COUNSELLOR, SHAKYO = somebody("city", "counsellor"), somebody("shakyo", "counsellor")
SECRETARY = somebody("city", "secretariat")
TOWN = {"municipality": DEMO_MUNICIPALITY}
TODAY = jst_date(system_clock())
pytestmark = pytest.mark.usefixtures("town")
SAID = "息子が部屋から出てこないと、母が架空の電話で話した。"


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """The town hall and an entrusted 社協, of which intake has heard."""
    conference, intake = site.counter("conference"), site.counter("intake")
    described = {"runs_juso": [], "welfare_office": True, "profile": "municipality-01"}
    conference.told("municipality.describe", OPERATOR, **TOWN, **described)
    for name, kind in (("city", "municipal_department"), ("shakyo", "social_welfare_council")):
        internal = name == "city"
        contract = {} if internal else {"entrusted": {"start": "2020-04-01T00:00:00+09:00"}}
        conference.told(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=f"架空の{name}",
            kind=kind,
            holder_class="public" if internal else "private",
            internal=internal,
            **contract,
            **TOWN,
        )
        intake.told_in_time("agencies.own", somebody(name, "counsellor"))
    return intake


def ago(days: int) -> str:
    """A day as ISO text."""
    return str(TODAY - timedelta(days=days))


def received(town: Counter, name: str, kana: str, days: int = 0, **details: Any) -> str:
    """Somebody was received so many days ago."""
    contact = {"on": ago(days), "method": "phone", "consulter": "mother", "content": SAID}
    household = [{"details": {"name": name, "kana": kana, **details}}]
    case: str = town.told("cases.receive", COUNSELLOR, contact=contact, household=household, **TOWN)
    return case


def expect_good(page: Page, shot: Shot, name: str) -> None:
    """Everybody can use the page, at a desk and on a telephone; pictures of it are kept."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for place, (width, height) in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size({"width": width, "height": height})
        shot(page, f"{name}-{place}")
        expect_accessible(page)
        expect_fits(page)


def test_somebody_is_received_with_consent(visitor: Visitor, shot: Shot) -> None:
    """A form with 和暦 and an estimated birth leads to the case, with the consent on record."""
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/receive")
    expect_good(page, shot, "ways")
    page.get_by_role("link", name="本人の同意があるときの受付へ").click()
    page.get_by_label("氏名").first.fill("架空 春")
    page.get_by_label("生年月日").first.fill("昭和50年頃")
    page.get_by_label("方法").select_option(label="来所")
    page.get_by_label("相談者").select_option(label="本人")
    page.get_by_label("相談の内容").fill(SAID)
    page.get_by_label("ひきこもり").check()
    expect_good(page, shot, "receive")
    page.get_by_role("button", name="受け付ける").click()

    expect(page.get_by_role("status")).to_have_text("相談を受け付けました。")
    expect(page.get_by_role("row").filter(has_text="昭和50年頃")).to_contain_text("あり")
    expect(page.locator(".course")).to_contain_text(SAID)
    assert "架空" not in page.url
    assert "架空" not in page.title()
    expect_good(page, shot, "case")


def test_without_consent_other_things_are_asked(visitor: Visitor, shot: Shot) -> None:
    """The name is not needed, why there is no consent is; the mark of confidence stays on it."""
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/receive/without-consent")
    page.get_by_label("確かめられない").check()
    page.get_by_label("生年月日が分からないときの年齢").fill("45")
    page.get_by_label("方法").select_option(label="電話")
    page.get_by_label("相談者").select_option(label="知人・近隣")
    page.get_by_label("相談の内容").fill("近所の方の架空の話")
    page.get_by_label("だれの話か").select_option(label="他機関情報")
    page.get_by_label("本人に伝えないでほしい").check()
    expect_good(page, shot, "receive-without-consent")
    page.get_by_role("button", name="受け付ける").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("氏名の分からない方")
    expect(page.locator(".course")).to_contain_text("本人に伝えない")
    expect(page.get_by_role("table")).to_contain_text("確認不能")


def test_a_day_that_cannot_be_read_is_told_with_how_to_write_it(
    visitor: Visitor, shot: Shot
) -> None:
    """What was typed stays, the field says what is wrong and how it is written."""
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/receive/with-consent")
    page.get_by_label("氏名").first.fill("架空 夏")
    page.get_by_label("生年月日").first.fill("50代")
    page.get_by_label("方法").select_option(label="来所")
    page.get_by_label("相談者").select_option(label="本人")
    page.get_by_label("相談の内容").fill(SAID)
    page.get_by_role("button", name="受け付ける").click()

    birth = page.get_by_label("生年月日").first
    expect(page.get_by_role("alert")).to_contain_text("年代だけでは")
    expect(birth).to_have_attribute("aria-invalid", "true")
    expect(birth).to_have_value("50代")
    expect(page.locator("#birth-wrong")).to_contain_text("昭和50年頃")
    expect(page.get_by_label("相談の内容")).to_have_value(SAID)
    expect_good(page, shot, "receive-wrong-date")
    birth.fill("昭和50年4月1日")
    page.get_by_label("受付日").fill("あした")
    page.get_by_role("button", name="受け付ける").click()
    expect(page.locator("#on-wrong")).to_contain_text("R8.4.1")
    page.get_by_label("受付日").fill(format_wareki(TODAY))
    page.get_by_role("button", name="受け付ける").click()
    expect(page.get_by_role("status")).to_have_text("相談を受け付けました。")


@pytest.mark.parametrize("same", [True, False], ids=["same", "other"])
def test_namesakes_are_asked_about_before_anything_is_recorded(
    town: Counter, visitor: Visitor, shot: Shot, *, same: bool
) -> None:
    """Somebody of an ended case may be the same person; a namesake of the 社協's is not shown."""
    name, kana = ("架空 秋一", "カクウ シュウイチ") if same else ("架空 秋二", "カクウ シュウジ")
    case = received(town, name, kana, birth="昭和50年4月1日")
    day = {"case_id": case, "on": ago(0)}
    town.told("cases.close", COUNSELLOR, **day, reason="moved_away", evaluation="架空の評価")
    contact = {"on": ago(0), "method": "phone", "consulter": "mother"}
    theirs = [{"details": {"name": name, "kana": kana, "birth": "昭和61年5月5日"}}]
    town.told("cases.receive", SHAKYO, contact=contact, household=theirs, **TOWN)
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/receive/with-consent")
    page.get_by_label("氏名").first.fill(name.replace(" ", ""))
    page.get_by_label("生年月日").first.fill("S50.4.1")
    page.get_by_label("方法").select_option(label="来所")
    page.get_by_label("相談者").select_option(label="本人")
    page.get_by_role("button", name="受け付ける").click()

    expect(page.get_by_text("まだ記録していません")).to_be_visible()
    expect(page.locator(".match")).to_have_count(1)
    expect(page.locator(".match")).to_contain_text("生年月日が同じ")
    expect_good(page, shot, "same-person")
    page.get_by_role("button", name="入力に戻る").click()
    expect(page.get_by_label("氏名").first).to_have_value(name.replace(" ", ""))
    page.get_by_role("button", name="受け付ける").click()
    page.get_by_label("同じ方です" if same else "どの方とも違います").check()
    page.get_by_role("button", name="この内容で記録する").click()

    expect(page.get_by_role("status")).to_have_text("相談を受け付けました。")
    found = town.told("persons.search", COUNSELLOR, kana=kana, **TOWN)
    assert [len(one["cases"]) for one in found] == ([2] if same else [1])


def test_the_worklist_shows_what_is_overdue(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """The quietest case stands first; writing a contact down takes it off the list."""
    quiet = received(town, "架空 冬", "カクウ フユ", days=75)
    resting = received(town, "架空 雪", "カクウ ユキ", days=120)
    town.told("cases.suspend", COUNSELLOR, case_id=resting, on=ago(100))
    page = visitor(COUNSELLOR)
    page.goto("/")
    rows = page.locator("tbody tr")
    expect(rows.filter(has_text="架空 雪")).to_contain_text("中断の見直し")
    expect(rows.filter(has_text="架空 冬")).to_contain_text("連絡が空いている")
    expect_good(page, shot, "worklist")
    page.get_by_role("link", name="架空 冬").click()
    page.get_by_role("link", name="相談対応を記録する").click()
    page.get_by_label("方法").select_option(label="訪問")
    page.get_by_label("相談者").select_option(label="本人")
    page.get_by_label("相談の内容").fill("ふすま越しに架空の返事があった。")
    expect_good(page, shot, "contact")
    page.get_by_role("button", name="記録する").click()

    expect(page.get_by_role("status")).to_have_text("相談対応を記録しました。")
    expect(page.locator(".course > li").first).to_contain_text("ふすま越し")
    page.goto("/intake/pages/")
    expect(page.locator("main")).not_to_contain_text("架空 冬")
    page.goto("/intake/pages/list/suspended")
    expect(page.locator("main")).to_contain_text("架空 雪")
    listed = town.told("cases.list", COUNSELLOR, **TOWN)["cases"]
    assert quiet in [one["case_id"] for one in listed]


def test_a_case_rests_goes_on_and_ends(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """中断, 再開 and 終結 by their forms; an older page is refused with what was typed kept."""
    case = received(town, "架空 梅", "カクウ ウメ")
    page, late = visitor(COUNSELLOR), visitor(COUNSELLOR)
    late.goto(f"/intake/pages/cases/{case}/close")
    page.goto(f"/intake/pages/cases/{case}")
    page.get_by_role("link", name="担当になる").click()
    page.get_by_role("button", name="担当になる").click()
    expect(page.get_by_role("status")).to_have_text("担当になりました。")
    page.get_by_role("link", name="アセスメント", exact=True).click()
    page.get_by_label("見立て").fill("架空の見立て")
    page.get_by_label("家族関係").check()
    expect_good(page, shot, "assess")
    page.get_by_role("button", name="アセスメントを記録する").click()
    page.get_by_role("link", name="同意を記録する").click()
    page.get_by_label("架空 梅").check()
    page.get_by_label("拒否").check()
    page.get_by_role("button", name="同意を記録する").click()
    expect(page.get_by_role("row").filter(has_text="架空 梅")).to_contain_text("拒否")
    page.get_by_role("link", name="中断する").click()
    page.get_by_role("button", name="中断する").click()
    expect(page.locator("dl.facts").first).to_contain_text("中断")
    page.get_by_role("link", name="再開する").click()
    page.get_by_role("button", name="再開する").click()
    late.get_by_label("終結理由").select_option(label="目標達成")
    late.get_by_label("評価").fill("架空の評価")
    late.get_by_role("button", name="終結する").click()
    expect(late.get_by_role("alert")).to_contain_text("ほかの人がこの記録を更新しました")
    expect(late.get_by_label("評価")).to_have_value("架空の評価")
    page.get_by_role("link", name="終結する").click()
    page.get_by_label("終結理由").select_option(label="目標達成")
    page.get_by_label("評価").fill("架空の評価")
    expect_good(page, shot, "close")
    page.get_by_role("button", name="終結する").click()

    expect(page.get_by_role("status")).to_have_text("終結しました。")
    expect(page.locator("dl.facts").first).to_contain_text("目標達成")
    expect_good(page, shot, "case-ended")


def test_somebody_is_found_and_corrected(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """The search is a form whose answer has no name in its address; the profile is mended there."""
    received(town, "架空 桃代", "カクウ モモヨ", phone="0790-00-0001")
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/search")
    page.get_by_role("button", name="さがす").click()
    expect(page.get_by_role("alert")).to_contain_text("手がかりがありません")
    page.get_by_label("フリガナ").fill("かくうももよ")
    page.get_by_role("button", name="さがす").click()
    expect(page.get_by_role("row").filter(has_text="架空 桃代")).to_contain_text("継続中のケース")
    expect_good(page, shot, "search")
    page.get_by_role("button", name="連絡先・訂正").click()
    expect(page.locator("dl.facts")).to_contain_text("0790-00-0001")
    page.get_by_label("住所").first.fill("架空町三丁目")
    page.get_by_label("氏名").first.fill("架空 桃子")
    page.get_by_role("button", name="書き直す").click()

    expect(page.get_by_role("status")).to_have_text("書き直しました。")
    expect(page.get_by_role("heading", level=1)).to_contain_text("架空 桃子")
    expect(page.locator("dl.facts")).to_contain_text("架空町三丁目")
    expect(page).to_have_url(re.compile(r"/intake/pages/person/amend$"))
    assert "架空" not in page.title()
    expect_good(page, shot, "person")


def test_the_household_grows_and_the_anonymous_caller_is_known(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """The mother joins the case; an anonymous call is tied to it by somebody's decision."""
    case = received(town, "架空 柳", "カクウ ヤナギ")
    page = visitor(COUNSELLOR)
    page.goto(f"/intake/pages/cases/{case}/person")
    page.get_by_label("氏名").fill("架空 柳子")
    expect_good(page, shot, "join")
    page.get_by_role("button", name="加える").click()
    expect(page.get_by_role("row").filter(has_text="架空 柳子")).to_be_visible()
    page.goto("/intake/pages/receive/anonymous")
    page.get_by_label("方法").select_option(label="電話")
    page.get_by_label("相談者").select_option(label="匿名")
    page.get_by_label("相談の内容").fill("名乗らない架空の電話")
    page.get_by_role("button", name="受け付ける").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("匿名の相談")
    page.get_by_role("link", name="だれの相談か分かった").click()
    page.get_by_label("氏名").fill("架空柳")
    page.get_by_role("button", name="さがす").click()
    page.get_by_label("同じ方だと判断した理由").fill("声と話が同じ（架空）")
    expect_good(page, shot, "link")
    page.get_by_role("button", name="名寄せする").click()

    expect(page.get_by_role("status")).to_have_text("匿名の相談を名寄せしました。")
    expect(page).to_have_url(re.compile(rf"{case}$"))


def test_a_ledger_goes_in_with_its_reasons_and_comes_out(
    visitor: Visitor, shot: Shot, tmp_path: Path
) -> None:
    """Right rows come in, the wrong one is told by row and reason, no picture is taken for one."""
    ledger, picture = tmp_path / "daicho.csv", tmp_path / "picture.xlsx"
    ledger.write_text(
        "受付日,ケース番号,対象者番号,氏名,方法,相談者,内容\n"
        f"{ago(3)},K-9,P-9,架空 楓,電話,母,台帳の架空の話\n"
        f"{ago(2)},K-8,P-8,架空 葵,のろし,母,\n",
        encoding="utf-8",
    )
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/ledger")
    page.get_by_label("台帳のファイル").set_input_files(picture)
    page.get_by_role("button", name="取り込む").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("台帳のファイル").set_input_files(ledger)
    page.get_by_role("button", name="取り込む").click()

    expect(page.get_by_role("status")).to_contain_text("1 件を取り込みました")
    expect(page.get_by_role("row").filter(has_text="方法")).to_contain_text("3")
    expect(page.locator("main")).not_to_contain_text("のろし")
    expect_good(page, shot, "ledger")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV で書き出す").click()
    content = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "台帳の架空の話" in content
    assert download.value.suggested_filename == f"daicho-{TODAY}.csv"


def test_others_see_nothing_and_are_told_as_much(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """The 社協 opening the town hall's case, and a secretariat wanting to receive, are refused."""
    case = received(town, "架空 楠", "カクウ クスノキ")
    page = visitor(SHAKYO)
    page.goto(f"/intake/pages/cases/{case}")
    expect(page.get_by_role("alert")).to_contain_text("このケースは登録されていません")
    expect(page.locator("body")).not_to_contain_text("楠")
    expect_good(page, shot, "not-yours")
    page.goto("/intake/pages/list/open")
    expect(page.locator("body")).not_to_contain_text("楠")
    looking_on = visitor(SECRETARY)
    looking_on.goto(f"/intake/pages/cases/{case}")
    expect(looking_on.get_by_role("heading", level=1)).to_contain_text("架空 楠")
    expect(looking_on.get_by_role("link", name="相談対応を記録する")).to_have_count(0)
    looking_on.goto("/intake/pages/receive")
    expect(looking_on.get_by_role("alert")).to_contain_text("役割ではできません")


def test_who_looked_is_found_by_the_auditor(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """From the counter's sheet of a case to the auditor's list, where that look stands."""
    case = received(town, "架空 みお", "かくう みお")
    page = visitor(COUNSELLOR)
    page.goto(f"/intake/pages/cases/{case}")
    page.get_by_role("link", name="相談票").click()
    expect(page.get_by_text(SAID).first).to_be_visible()
    expect_good(page, shot, "sheet")
    auditor = visitor(somebody("city", "auditor"))
    auditor.goto("/conference/pages/audit")
    auditor.get_by_role("link", name="相談受付の閲覧の記録").click()
    auditor.get_by_label("対象者かケースの番号").fill(case)
    auditor.get_by_role("button", name="調べる").click()
    expect(auditor.get_by_role("row", name="相談票").first).to_contain_text("相談員")
    expect_good(auditor, shot, "looks")

"""A request for access from the counter to the answer, by people at their desks."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import expect

from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.personal_records import HoldingService, PersonalRecord, RecordsFile
from tests.behaviour.http_counter import Counter, named, somebody
from tests.browser.after_a_meeting import looked_at, opened, town_after_a_meeting
from tests.browser.conference_town import SECRETARY
from tests.browser.conftest import Shot, Visitor
from tests.browser.site import Site

COUNSELLOR = somebody("city", "counsellor", "-desk")
PLAIN, SAID_BY_MOTHER = "窓口で話した架空のことあさきゆめ", "母が話した架空のことゑひもせす"


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town whose meeting was held today."""
    return town_after_a_meeting(site)


def written_out(service: HoldingService, person: str, at: datetime) -> bytes:
    """The file in which a service wrote out what it holds about somebody."""
    told = [(PLAIN, ()), (SAID_BY_MOTHER, ("family_statement",))] if service == "intake" else []
    records = tuple(
        PersonalRecord(
            service=service,
            kind="contact",
            record_id=uuid4(),
            recorded_at=at,
            title="相談対応",
            category="consultation",
            text=text,
            marks=marks,
        )
        for text, marks in told
    )
    part = RecordsFile(person_id=UUID(person), service=service, records=records)
    return part.model_dump_json().encode()


@pytest.mark.usefixtures("town")
def test_a_request_is_received_at_the_counter(visitor: Visitor, shot: Shot) -> None:
    """A counsellor takes a request in, and learns nothing on the way."""
    page = visitor(COUNSELLOR)
    page.goto("/intake/pages/")
    page.get_by_role("link", name="開示請求の受付").click()
    page.get_by_role("button", name="受け付ける").focus()
    looked_at(page, shot, "access-new")
    page.get_by_label("本人", exact=True).check()
    page.get_by_label("請求の内容").fill("私についての記録すべて（架空）")
    page.get_by_role("button", name="受け付ける").click()
    expect(page.get_by_role("status")).to_contain_text("30日")


def test_a_request_is_answered(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """Received, gathered from files, read, decided piece by piece, handed over and printed."""
    page = visitor(SECRETARY)
    page.goto("/conference/pages/")
    page.get_by_role("link", name="開示請求", exact=True).click()
    page.get_by_role("link", name="開示請求を受け付ける").click()
    page.get_by_label("本人", exact=True).check()
    page.get_by_label("対象者の番号").fill(town.son)
    page.get_by_label("請求の内容").fill("私についての記録すべて（架空）")
    page.get_by_label("本人を確かめた方法").fill("運転免許証の提示")
    page.get_by_role("button", name="受け付ける").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("開示請求")
    for service in ("intake", "placement"):
        opened(page, "相談受付とつなぎ・就労の記録を入れる")
        content = written_out(service, town.son, system_clock())
        told = {"name": f"{service}.json", "mimeType": "application/json", "buffer": content}
        page.get_by_label("書き出したファイル").set_input_files(told)
        page.get_by_role("button", name="このファイルの記録を入れる").click()
        expect(page.get_by_role("status")).to_contain_text("記録を集めました")
    page.get_by_role("button", name="支援会議の記録を集める").click()
    expect(page.get_by_text("件を審査し、決定します")).to_be_visible()
    assert town.son not in page.url
    looked_at(page, shot, "access-request")

    page.get_by_role("button", name="請求書を読む").click()
    expect(page.get_by_text("私についての記録すべて（架空）")).to_be_visible()
    looked_at(page, shot, "access-written")
    page.go_back()

    page.get_by_role("button", name="記録を読んで審査する").click()
    expect(page.get_by_text(SAID_BY_MOTHER)).to_be_visible()
    marked = page.locator("form[action$='/decide'] > section.card")
    expect(marked.first).to_be_visible()
    for one in range(marked.count()):
        piece = marked.nth(one)
        piece.get_by_label("をどうするか").select_option(label="開示しない")
        piece.get_by_label("2号").check()
    page.get_by_label("一部を開示する").check()
    page.get_by_label("決定の理由").fill("架空の理由")
    looked_at(page, shot, "access-review")
    page.get_by_role("button", name="開示の決定を記録する").click()
    expect(page.get_by_role("status")).to_contain_text("決定を記録しました")

    opened(page, "答えを渡す")
    page.get_by_role("button", name="渡したことを記録して表示する").click()
    expect(page.get_by_text(PLAIN)).to_be_visible()
    expect(page.get_by_text("一部を開示する決定")).to_be_visible()
    expect(page.get_by_text(SAID_BY_MOTHER)).to_have_count(0)
    looked_at(page, shot, "access-answer")


def test_what_is_overdue_stands_first(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """A request of five weeks ago is marked in the list, for the auditor as well."""
    received = jst_date(system_clock()) - timedelta(days=35)
    town.told(
        "access.receive",
        SECRETARY,
        municipality=DEMO_MUNICIPALITY,
        person_id=str(named("somebody")),
        requester="other",
        requester_id=str(named("somebody-else")),
        described="架空の請求",
        received_on=str(received),
    )
    page = visitor(somebody("city", "auditor", "-audit"))
    page.goto("/conference/pages/audit")
    page.get_by_role("link", name="開示請求", exact=True).click()
    expect(page.get_by_text("期限を過ぎて、まだ決定していない請求が 1 件")).to_be_visible()
    looked_at(page, shot, "access-requests")

"""What is recorded beside meetings and consent, at a desk and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.behaviour.http_counter import Counter, named, somebody
from tests.browser.after_a_meeting import looked_at, opened, town_after_a_meeting
from tests.browser.conference_town import MATTER, MEETING, NPO, SECRETARY
from tests.browser.conftest import Shot, Visitor
from tests.browser.site import Site

COUNSELLOR = somebody("city", "counsellor", "-desk")
ROOM = "/conference/pages"
HAPPENED, LACKING = "連絡が取れない架空の様子あさき", "夜に開いている架空の居場所"
TOLD, MENDED = "電話で聞いた架空の内容ゆめみし", "言い直した架空の内容ゑひもせす"


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town whose meeting was held today."""
    return town_after_a_meeting(site)


def test_an_emergency_is_asserted_and_reviewed_by_another(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """People are chosen by ticks; a second person says what it was, and it waits no more."""
    page = visitor(COUNSELLOR)
    page.goto(f"{ROOM}/packets")
    page.get_by_role("link", name="人について記録する").click()
    looked_at(page, shot, "persons-choose")
    page.get_by_role("checkbox", name="対象者").first.check()
    page.get_by_role("button", name="選んだ人について記録する").click()
    opened(page, "緊急を申し立てる")
    form = page.locator("form[action$='/emergency']")
    form.get_by_label("生命").check()
    form.get_by_label("何が起きているか").fill(HAPPENED)
    form.get_by_label("架空こころの診療所").check()
    form.get_by_label("病歴・病状・受診").check()
    looked_at(page, shot, "persons")
    form.get_by_role("button", name="緊急を申し立てる").click()
    expect(page.get_by_role("status")).to_contain_text("3日以内に、別の職員が見直します")
    assert town.son not in page.url

    other = visitor(SECRETARY)
    other.goto(f"{ROOM}/")
    other.get_by_role("link", name="緊急の見直し").click()
    expect(other.get_by_text(HAPPENED)).to_be_visible()
    other.get_by_label("相当だった").check()
    looked_at(other, shot, "emergencies")
    other.get_by_role("button", name="見直しを記録する").click()
    expect(other.get_by_text("待っている緊急の申し立てはありません")).to_be_visible()


@pytest.mark.usefixtures("town")
def test_a_word_by_mouth_is_taken_down(visitor: Visitor, shot: Shot) -> None:
    """The agenda item spares the case's number; what the law says of it stands there at once."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/persons")
    page.get_by_role("checkbox", name="対象者").first.check()
    page.get_by_role("button", name="選んだ人について記録する").click()
    opened(page, "口頭で伝えたことを記録する")
    form = page.locator("form[action$='/tell']")
    form.get_by_label("伝えた機関").select_option(label="NPO法人 架空のひだまり")
    form.get_by_label("病歴・病状・受診").check()
    form.get_by_label("目的").select_option(index=1)
    form.get_by_label("どの会議の議題で").select_option(index=1)
    form.get_by_role("button", name="伝えたことを記録する").click()
    expect(page.get_by_role("region", name="法律の上では")).to_be_visible()
    looked_at(page, shot, "told-by-mouth")


@pytest.mark.usefixtures("town")
def test_what_is_beside_an_agenda_item(visitor: Visitor, shot: Shot) -> None:
    """What lacks, and whose consent an agency is to seek, which then finds its task."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/meetings/{MEETING}/agenda/{MATTER}")
    page.get_by_role("link", name="受けた情報・足りない支援・同意の課題").click()
    opened(page, "足りない支援を記録する")
    form = page.locator("form[action$='/need']")
    form.get_by_label("内容").fill(LACKING)
    form.get_by_role("button").click()
    expect(page.get_by_text(LACKING)).to_be_visible()
    opened(page, "同意を得る課題を置く")
    form = page.locator("form[action$='/seek']")
    form.get_by_label("どの機関が尋ねるか").select_option(label="NPO法人 架空のひだまり")
    form.get_by_label("相談の内容").check()
    form.get_by_label("NPO法人 架空のひだまり").last.check()
    looked_at(page, shot, "beside")
    form.get_by_role("button").click()
    expect(page.get_by_role("cell", name="まだ会えていない")).to_be_visible()
    page.goto(f"{ROOM}/needs")
    expect(page.get_by_role("cell", name="1", exact=True)).to_be_visible()
    looked_at(page, shot, "needs")

    member = visitor(NPO)
    member.goto(f"{ROOM}/consent-tasks")
    member.get_by_role("button", name="会えたことを記録する").click()
    expect(member.get_by_role("status")).to_contain_text("進みを記録しました")
    looked_at(member, shot, "consent-tasks")


@pytest.mark.usefixtures("town")
def test_own_information_is_mended(visitor: Visitor, shot: Shot) -> None:
    """Recorded, read, corrected; the page that follows names whom to tell."""
    page = visitor(NPO)
    page.goto(f"{ROOM}/information")
    opened(page, "情報を記録する")
    page.get_by_role("checkbox", name="対象者").first.check()
    page.get_by_label("情報の種類").select_option(label="相談の内容・経過")
    page.get_by_label("内容", exact=False).last.scroll_into_view_if_needed()
    page.locator("textarea#new-text").fill(TOLD)
    page.get_by_role("button", name="自機関の情報として記録する").click()
    expect(page.get_by_role("status")).to_contain_text("自機関の情報として記録しました")
    looked_at(page, shot, "information")
    page.get_by_role("button", name="を読む").first.click()
    expect(page.locator("p.wording")).to_contain_text(TOLD)
    opened(page, "訂正する")
    page.locator("textarea#correct-text").fill(MENDED)
    looked_at(page, shot, "information-one")
    page.get_by_role("button", name="訂正を記録する").click()
    expect(page.get_by_role("status")).to_contain_text("訂正しました")


@pytest.mark.usefixtures("town")
def test_records_are_held_and_terms_lengthened(visitor: Visitor, shot: Shot) -> None:
    """From the list of what is due to both rooms; what lacks is told at its field."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/erasures")
    page.get_by_role("link", name="消去の停止").click()
    opened(page, "消去を止める")
    page.get_by_label("何のために").select_option(label="訴訟")
    page.get_by_label("理由").fill("架空の訴訟")
    page.get_by_role("button", name="消去を止める").click()
    expect(page.get_by_role("alert")).to_contain_text("人かケースのどちらか一つ")
    looked_at(page, shot, "holds-refused")
    page.get_by_label("対象者の番号").fill(named("nobody"))
    page.goto(f"{ROOM}/retention")
    looked_at(page, shot, "retention")
    page.goto(f"{ROOM}/meetings/record")
    looked_at(page, shot, "meeting-record")

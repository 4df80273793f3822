"""県の集約: who has reported, who is missing, how they compare, whose ledger holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from services.command.embedded.ports import Ports
from shared.identity import Actor
from tests.behaviour.http_counter import somebody
from tests.behaviour.prefecture_counter import PREFECTURE, SAKAI, Ken, hub_running
from tests.browser.conftest import DESK, PHONE, Shot
from tests.browser.site import Site, beside, expect_accessible, expect_fits

HOME = "/prefecture/pages/"
pytestmark = pytest.mark.timeout(300)
"""The first of them starts the hub."""

APRIL = HOME + "returns/basic/2026-04-01/2026-04-30"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ken, Ports]]:
    """A running hub to which two of three have reported."""
    with beside(hub_running(tmp_path_factory.mktemp("hub"))) as found:
        yield found


class Windows:
    """Opens windows on the hub."""

    def __init__(self, chromium: Browser, ken: Ken, ports: Ports) -> None:
        self._chromium = chromium
        self._site = Site(ken.home, ports)
        self._url = f"http://127.0.0.1:{ports.front}"

    def open(self, actor: Actor | None = PREFECTURE, size: tuple[int, int] = DESK) -> Page:
        """A window for somebody who is signed in, or for nobody."""
        width, height = size
        context = self._chromium.new_context(
            base_url=self._url, locale="ja-JP", viewport={"width": width, "height": height}
        )
        if actor is not None:
            context.add_cookies([self._site.session_cookie(actor)])
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page

    @property
    def passphrase(self) -> str:
        """The word that ``tsunagu prefecture up`` shows."""
        return self._site.home.issuer_passphrase.read_text()


@pytest.fixture
def windows(hub: tuple[Ken, Ports], chromium: Browser) -> Windows:
    """Windows on the running hub."""
    return Windows(chromium, *hub)


def good(page: Page, shot: Shot, name: str) -> None:
    """Look at it: kept as a picture, readable for everybody, no wider than the window."""
    shot(page, name)
    expect_accessible(page)
    expect_fits(page)


def test_who_is_missing_is_seen_and_what_arrived_can_be_read(windows: Windows, shot: Shot) -> None:
    """From all periods to one, and to a municipality's own figures, marked as true counts."""
    page = windows.open()
    page.goto("/")
    expect(page.get_by_role("row").filter(has_text="令和8年4月")).to_contain_text("三好市")
    good(page, shot, "home")
    page.get_by_role("link", name="令和8年4月", exact=True).click()
    expect(page.get_by_role("row").filter(has_text="三好市")).to_contain_text("まだ")
    good(page, shot, "status")
    page.get_by_role("link", name="総社市").click()
    expect(page.get_by_text("取扱注意")).to_be_visible()
    cases = page.get_by_role("table", name="令和8年4月　新規ケース数")
    expect(cases.get_by_role("row", name="新規ケース数")).to_contain_text("3")
    good(page, shot, "return")
    page.goto(HOME + "members")
    good(page, shot, "members")


def test_municipalities_are_ranked_by_their_rate(windows: Windows, shot: Shot) -> None:
    """Three of 69,000 are before nine of 810,000; who has not reported has no bar, and no 0."""
    page = windows.open()
    page.goto(APRIL + "/compare")
    page.get_by_label("比べる表").select_option("新規ケース数")
    page.get_by_role("button", name="比べる").click()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows.get_by_role("rowheader")).to_have_text(["総社市", "堺市", "三好市"])
    expect(rows.nth(1).locator("rect").last).to_have_attribute("width", "100.0%")
    expect(rows.nth(2).locator("rect").last).to_have_attribute("width", "25.6%")
    expect(rows.nth(3)).to_contain_text("未報告")
    expect(rows.nth(3).locator("rect")).to_have_count(0)
    good(page, shot, "compare")
    page.get_by_label("区分ごとに").check()
    page.get_by_label("比べる表").select_option("年代別の延件数")
    page.get_by_role("button", name="比べる").click()
    expect(page.get_by_role("table").nth(1)).to_be_visible()
    good(page, shot, "compare-cells")


def test_a_rewound_ledger_is_an_alarm_on_the_first_page(
    hub: tuple[Ken, Ports], windows: Windows, shot: Shot
) -> None:
    """Nobody has to look for it; the evidence and what to do stand on its page."""
    page = windows.open()
    page.goto(HOME + "checkpoints")
    expect(page.get_by_text("異常は見つかっていません。")).to_be_visible()
    ken, _ = hub
    ken.towns[SAKAI].now = ken.towns[SAKAI].now.replace(hour=13)
    ken.report(SAKAI, 1, size=5, root=3)
    page.goto(HOME)
    expect(page.get_by_role("alert")).to_contain_text("堺市")
    good(page, shot, "alarm")
    page.get_by_role("link", name="検査点を確かめる").click()
    expect(page.get_by_role("row").filter(has_text="堺市")).to_contain_text("巻き戻し")
    expect(page.get_by_text("食い違う検査点")).to_be_visible()
    good(page, shot, "checkpoints")


def test_somebody_of_the_prefecture_signs_in(windows: Windows, shot: Shot) -> None:
    """The hub has a way in of its own, in the same frame."""
    page = windows.open(None)
    page.goto("/")
    page.get_by_label("合言葉").fill(windows.passphrase)
    page.get_by_label("機関の番号").fill(PREFECTURE.agency)
    page.get_by_label("職員の番号").fill("w-1")
    page.get_by_label("県", exact=True).check()
    good(page, shot, "sign-in")
    page.get_by_role("button", name="入る").click()
    page.wait_for_url("**/prefecture/pages/")
    expect(page.get_by_role("heading", level=1)).to_have_text("県の集約")


def test_nobody_of_a_municipality_looks_in(windows: Windows, shot: Shot) -> None:
    """A statistician is refused on every page of the hub, before anything is read."""
    page = windows.open(somebody("city", "statistician"))
    for path in (HOME, APRIL, APRIL + "/compare", HOME + "checkpoints", HOME + "members"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_role("table")).to_have_count(0)
    good(page, shot, "refused")


def test_everything_is_readable_on_a_phone(windows: Windows, shot: Shot) -> None:
    """The main pages fit 390 pixels."""
    page = windows.open(size=PHONE)
    for name, path in {
        "phone-home": HOME,
        "phone-status": APRIL,
        "phone-compare": APRIL + "/compare",
        "phone-checkpoints": HOME + "checkpoints",
    }.items():
        page.goto(path)
        good(page, shot, name)

"""Fixtures of browser tests: the embedded system, real Chromium, people signed in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import noto_cjk_sans_jp_bold as bold
import noto_cjk_sans_jp_regular as regular
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from services.command.embedded.system import System
from shared.identity import Actor
from shared.settings import Home
from tests.browser.site import Site, beside

SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
"""Where pictures of pages are kept; CI keeps them with its run."""

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DESK = (1366, 768)
PHONE = (390, 844)

Visitor = Callable[..., Page]
Shot = Callable[[Page, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser or another program that the plain tests do not."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


def _with_fonts(folder: Path) -> dict[str, str]:
    """An environment in which Chromium has the project's own Japanese fonts and no others."""
    folders = {Path(str(one.FONT_PATH)).parent for one in (regular, bold)}
    told = "".join(f"<dir>{one}</dir>" for one in sorted(folders))
    (folder / "fonts.conf").write_text(FONTS.format(folders=told, cache=folder / "cache"))
    return {**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Real Chromium; without it the test fails and says how to come by it."""
    found = (
        os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    assert found, "Chromium がありません。`make test-browser` で導入してください。"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=list(OPTIONS),
            env=_with_fonts(tmp_path_factory.mktemp("fonts")),
        )
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A running embedded system of this test file's own, empty."""
    home = Home(tmp_path_factory.mktemp("site") / "home")
    with beside(System(home).running()) as ports:
        yield Site(home, ports)


@pytest.fixture
def visitor(site: Site, chromium: Browser) -> Iterator[Visitor]:
    """Opens a window for somebody who is signed in: ``visitor(actor)``, ``size=PHONE``."""
    contexts = []

    def open_window(actor: Actor, size: tuple[int, int] = DESK) -> Page:
        width, height = size
        context = chromium.new_context(
            base_url=site.url,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": width, "height": height},
        )
        contexts.append(context)
        context.add_cookies([site.session_cookie(actor)])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: pytest.fail(f"script error: {type(error).__name__}"))
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def shot(request: pytest.FixtureRequest) -> Shot:
    """Keeps a picture of a whole page: ``shot(page, "worklist")``."""
    folder = SHOTS / request.path.stem

    def keep(page: Page, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page.wait_for_load_state()
        page.screenshot(path=folder / f"{name}.png", full_page=True)

    return keep

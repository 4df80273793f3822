"""Signing in and out in a real browser, whose rules on cookies and forms no other client has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.behaviour.http_counter import named
from tests.browser.conftest import DESK, Shot
from tests.browser.site import Site, expect_accessible, expect_fits

SESSION = "__Host-tsunagu"
PHONE_WIDTH = {"width": 390, "height": 844}


@pytest.fixture
def stranger(site: Site, chromium: Browser) -> Iterator[Page]:
    """A window of somebody who is not signed in."""
    width, height = DESK
    context = chromium.new_context(
        base_url=site.url, locale="ja-JP", viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def cookies(page: Page) -> dict[str, object]:
    """What the browser keeps, by name."""
    return {one["name"]: one for one in page.context.cookies()}


def fill_in(page: Page, site: Site, *roles: str) -> None:
    """Answer the issuer's questions."""
    page.get_by_label("合言葉").fill(site.home.issuer_passphrase.read_text())
    page.get_by_label("機関の番号").fill(named("city"))
    page.get_by_label("職員の番号").fill("w-1")
    for role in roles:
        page.get_by_label(role, exact=True).check()
    page.get_by_role("button", name="入る").click()


def test_somebody_signs_in_chooses_a_role_and_leaves(
    site: Site, stranger: Page, shot: Shot
) -> None:
    """Over plain HTTP on the machine itself too: host-only secure cookies, and the way out."""
    page = stranger
    page.goto("/conference/pages/")
    expect(page.get_by_role("heading", level=1)).to_have_text("試用の本人確認")
    expect_accessible(page)
    shot(page, "issuer")
    page.get_by_label("合言葉").fill("wrong")
    page.get_by_label("機関の番号").fill(named("city"))
    page.get_by_label("職員の番号").fill("w-1")
    page.get_by_role("button", name="入る").click()
    expect(page.get_by_role("alert")).to_contain_text("合言葉が違います")
    expect_accessible(page)

    fill_in(page, site, "相談員", "会議事務局")
    expect(page.get_by_role("heading", level=1)).to_have_text("どの役割で行いますか")
    expect_accessible(page)
    shot(page, "role")
    page.set_viewport_size(PHONE_WIDTH)  # type: ignore[arg-type]
    expect_fits(page)
    assert "w-1" not in page.content()
    page.get_by_label("会議事務局").check()
    page.get_by_role("button", name="この役割で進む").click()
    page.wait_for_url("**/conference/pages/")
    kept = cookies(page)[SESSION]
    assert kept["secure"] is True  # type: ignore[index]
    assert kept["httpOnly"] is True  # type: ignore[index]
    assert kept["path"] == "/"  # type: ignore[index]

    page.get_by_role("button", name="終わる").click()
    page.wait_for_url("**/session/signed-out")
    expect(page.get_by_role("heading", level=1)).to_have_text("終わりました")
    expect_accessible(page)
    assert SESSION not in cookies(page)
    assert "__Host-tsunagu-issuer" not in cookies(page)
    page.goto("/conference/pages/")
    expect(page.get_by_role("heading", level=1)).to_have_text("試用の本人確認")


def test_a_form_of_another_site_does_nothing(site: Site, stranger: Page) -> None:
    """A page elsewhere that sends our form: the browser says where it comes from."""
    page = stranger
    page.goto("/conference/pages/")
    fill_in(page, site, "相談員")
    page.wait_for_url("**/conference/pages/")
    assert SESSION in cookies(page)
    page.goto("data:text/html,<title>elsewhere</title>")
    page.set_content(
        f'<form method="post" action="{site.url}/session/sign-out">'
        '<input name="form_token" value="x"><button>押す</button></form>'
    )
    page.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("この画面から送られたことを確かめられません")
    page.goto("/session/role")
    assert SESSION in cookies(page)

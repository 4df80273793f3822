"""Pages for whoever has not signed in: the ways in and out themselves."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

from shared.pages.security import CONTENT_SECURITY_POLICY
from shared.pages.writing import templates_of
from shared.refusal import Refusal


def unsigned_page(
    package: str,
    template: str,
    title: str,
    service: str,
    shown: Mapping[str, Any],
    refusal: Refusal | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    """Show a page without a session, a menu or a notice.

    Args:
        package: where the template lies.
        template: its file.
        title: of the window; it names nobody.
        service: whose stylesheet.
        shown: what the template shows, by name.
        refusal: why what was sent was not done.
        status: under which the page is told.
    """
    text = (
        templates_of(package)
        .get_template(template)
        .render(
            shown,
            title=title,
            refusal=refusal,
            session=None,
            menu=(),
            notice=None,
            service=service,
        )
    )
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return Response(text, status, headers, "text/html; charset=utf-8")

"""Whether a form was sent from our own pages: what the browser says of where it comes from."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request

from shared.pages.session.session import form_not_ours


def expect_same_origin(request: Request) -> None:
    """Make sure that a request that changes something was sent by one of our own pages.

    Browsers say so themselves (Fetch Metadata, ``Sec-Fetch-Site``); those that do not name at
    least the origin, which has to be the host that was asked. Whoever says neither is refused.

    Raises:
        Refusal: ``form-not-ours``.
    """
    site = request.headers.getlist("sec-fetch-site")
    if site:
        if site != ["same-origin"]:
            raise form_not_ours()
        return
    origin, host = request.headers.getlist("origin"), request.headers.getlist("host")
    if len(origin) != 1 or len(host) != 1:
        raise form_not_ours()
    try:
        named = urlsplit(origin[0])
    except ValueError:
        raise form_not_ours() from None
    if named.scheme not in ("https", "http") or named.netloc.lower() != host[0].lower():
        raise form_not_ours()

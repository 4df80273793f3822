"""One sentence on what was done, carried to the next page in a cookie and shown there once."""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "__Host-tsunagu-notice"
LONGEST = 200
SHOWN_WITHIN_SECONDS = 30


def leave(response: Response, sentence: str) -> None:
    """Leave a sentence for the next page; it names nobody."""
    response.set_cookie(
        COOKIE,
        quote(sentence, safe=""),
        max_age=SHOWN_WITHIN_SECONDS,
        secure=True,
        httponly=True,
        samesite="strict",
    )


def found(request: Request) -> str | None:
    """The sentence that was left for this page."""
    left = request.cookies.get(COOKIE)
    return unquote(left)[:LONGEST] if left else None


def take_away(request: Request, response: Response) -> None:
    """See to it that a sentence that was shown is not shown again."""
    if COOKIE in request.cookies:
        response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="strict")

"""Where somebody wanted to go before they had to sign in: a path of this site and nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

from shared.pages.session.seal import Kept

START = "/"
"""Where whoever wanted nothing in particular begins."""

SIGN_IN = "/session/sign-in"
CALLBACK = "/session/callback"
ROLE = "/session/role"
SIGN_OUT = "/session/sign-out"
SIGNED_OUT = "/session/signed-out"

SIGN_IN_WITHIN = timedelta(minutes=10)
"""So long somebody may take to sign in."""

_LOCAL = re.compile(r"/(?:[A-Za-z0-9._~-]+/?)*")
_LONGEST = 300


class Wanted(Kept):
    """The page that somebody wanted, on its way through the sign-in.

    Attributes:
        path: of this site.
    """

    path: str


def local_path(wanted: str) -> str:
    """A path of this site: what was wanted, else the start.

    Nothing but plain segments: no host (``//…``), no scheme, no query, no ``..``, nothing that a
    browser reads in another way (backslashes, control characters).
    """
    plain = len(wanted) <= _LONGEST and _LOCAL.fullmatch(wanted) is not None
    segments = wanted.split("/")
    if not plain or "." in segments or ".." in segments or wanted.startswith("/session"):
        return START
    return wanted

"""Which municipality a command is about, when it is not said."""

from __future__ import annotations

import os

from shared.codes.municipality import DEMO_MUNICIPALITY, parse_municipality
from shared.settings import home_from_environment


def municipality_for(said: str | None) -> str:
    """The municipality said, else ``TSUNAGU_MUNICIPALITY``, else the one this folder began with.

    The first municipality that a folder is used for becomes the folder's own. Without any, it is
    the fictional one of the demonstration.

    Raises:
        InvalidInput: the code has the wrong form or check digit.
    """
    home = home_from_environment()
    chosen = said or os.environ.get("TSUNAGU_MUNICIPALITY")
    own = home.folder / "municipality"
    if chosen:
        code = parse_municipality(chosen)
        if home.folder.is_dir() and not own.exists():
            own.write_text(code)
        return code
    return own.read_text().strip() if own.exists() else DEMO_MUNICIPALITY

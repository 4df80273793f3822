"""Municipal rules as data: one YAML file each, dated, with its source and its practices.

The fourteen files are the rules that as many municipalities told a national survey in 2024 and
2025. A file holds ``id``, ``name``, ``description``, ``source``, ``versions`` with the options of
:class:`services.conference.law.world.ProfileOptions`, and ``practices``. Options only tighten, or
choose where the law leaves a choice; a practice that is looser than the floor is told as a warning
and decides nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from services.conference.profiles.practice import Practice, PracticeCode
from services.conference.profiles.profile_file import ProfileFile, read_profile
from shared.packaged_yaml import packaged_yaml
from shared.plain_document import LARGEST
from shared.refusal import InvalidInput

__all__ = ["Practice", "PracticeCode", "ProfileFile", "load_profile", "profile_ids", "read_profile"]


@cache
def _own() -> dict[str, str]:
    """The text of every file of this folder by the id of its profile."""
    return packaged_yaml(__name__)


def profile_ids() -> tuple[str, ...]:
    """The ids of the profiles that come with the program."""
    return tuple(_own())


def load_profile(id_or_path: str | Path) -> ProfileFile:
    """Load one of the program's own profiles by its id, or any other from its file.

    Raises:
        InvalidInput: ``profile-unreadable``; there is neither such an id nor such a file.
        InvalidWorldError: the file is no valid profile; see :func:`read_profile`.
    """
    text = _own().get(str(id_or_path))
    return read_profile(_text_of(Path(id_or_path)) if text is None else text)


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(4 * LARGEST + 1).decode("utf-8-sig")
    except (OSError, ValueError):
        raise InvalidInput(
            "運用ルール",
            "profile-unreadable",
            "その番号の運用ルールも、読める運用ルールのファイルもありません。",
            f"付属の番号（{next(iter(_own()))} など）か、UTF-8 のファイルの場所を書いてください。",
        ) from None

"""A municipal rule as a file: what the law reads of it, and what people should know about it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from services.conference.law.reading import InvalidWorldError, parse
from services.conference.law.references import overlaps
from services.conference.law.world import Profile
from services.conference.law.world.moment import Part
from services.conference.profiles.attempts import refuse_attempts
from services.conference.profiles.document import PROFILE, profile_document
from services.conference.profiles.practice import Practice, Text

_BARE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MIDNIGHT = "T00:00:00+09:00"


class _About(Part):
    """What a file says besides the rule itself."""

    description: Text | None = None
    source: Text | None = None
    practices: tuple[Practice, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileFile:
    """A municipal rule with its origin and what in it goes against the floor.

    Attributes:
        profile: what decides.
        description: the rule in plain words; empty if the file says nothing.
        source: where the municipality states it; empty likewise.
        practices: what it does that is looser than the floor; none of them decides anything.
    """

    profile: Profile
    description: str = ""
    source: str = ""
    practices: tuple[Practice, ...] = ()

    @property
    def name(self) -> str:
        """The name for people, or the id where there is none."""
        return self.profile.name or self.profile.id

    @property
    def warnings(self) -> tuple[str, ...]:
        """One sentence for every practice: the rule, that the floor wins, the lawful way."""
        return tuple(one.warning for one in self.practices)


def read_profile(text: str) -> ProfileFile:
    """Read a profile: a file of this folder's form, or the ``profile`` of a world, YAML or JSON.

    Args:
        text: the document. Bare days of versions are midnights in Japan.

    Raises:
        InvalidWorldError: ``schema``, ``empty_period`` or ``overlapping_periods``; the path begins
            with ``/profile``, and nothing may be decided by it.
    """
    document = profile_document(text)
    if not isinstance(document, dict):
        return ProfileFile(_profile(document))
    about = {name: document.pop(name) for name in _About.model_fields if name in document}
    refuse_attempts(document)
    profile = _profile(_with_instants(document))
    read = parse(_About, json.dumps(about), under=PROFILE)
    return ProfileFile(profile, read.description or "", read.source or "", read.practices)


def _with_instants(document: dict[str, object]) -> dict[str, object]:
    versions = document.get("versions")
    if not isinstance(versions, list):
        return document
    return document | {"versions": [_dated(one) for one in versions]}


def _dated(version: object) -> object:
    if not isinstance(version, dict):
        return version
    return version | {name: _instant(version[name]) for name in ("from", "to") if name in version}


def _instant(value: object) -> object:
    day = isinstance(value, str) and _BARE_DAY.fullmatch(value)
    return f"{value}{_MIDNIGHT}" if day else value


def _profile(document: object) -> Profile:
    profile = parse(Profile, json.dumps(document), under=PROFILE)
    for index, version in enumerate(profile.versions):
        if version.end is not None and version.end <= version.start:
            raise InvalidWorldError(
                "empty_period",
                (*PROFILE, "versions", index, "to"),
                "期間の終わりが、始まりより後になっていません。",
            )
    for flaw in overlaps(profile):
        raise InvalidWorldError(*flaw)
    return profile

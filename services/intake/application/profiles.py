"""From what is known about a person to the sealed profile, and back."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field, fields, replace

from services.intake.domain.person import Profile
from shared.calendar import FuzzyDate
from shared.sealing import Sealed, Sealer


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """A person in the clear, on the way from a form or to a page; never logged, never stored.

    Attributes:
        number: 対象者番号.
        name: 氏名, as written, with 外字 and variants kept.
        kana: フリガナ.
        address: 住所.
        phone: 電話.
        birth: date of birth, which may be fuzzy; ``None`` is 不明.
        gender: code list ``genders``.
    """

    number: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    kana: str | None = field(default=None, repr=False)
    address: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    birth: FuzzyDate | None = field(default=None, repr=False)
    gender: str = "unknown"

    def completed_by(self, later: PersonDetails) -> PersonDetails:
        """What is known after a later statement, whose blanks take nothing away."""
        known = {
            one.name: value
            for one in fields(later)
            if (value := getattr(later, one.name)) is not None
        }
        if later.gender == "unknown":
            known.pop("gender")
        return replace(self, **known)


_SEALED = ("number", "name", "kana", "address", "phone")


def label(name: str) -> str:
    """What a sealed field of the profile is bound to."""
    return f"intake.person.{name}"


def seal_profile(sealer: Sealer, person_id: str, details: PersonDetails) -> Profile:
    """Seal a person's details under the person's own key."""

    def seal(name: str, text: str | None) -> Sealed | None:
        return sealer.seal(person_id, text, label(name)) if text else None

    birth = details.birth.to_edtf() if details.birth else None
    plain = {name: getattr(details, name) for name in _SEALED}
    fingerprint = json.dumps([*plain.values(), birth, details.gender], ensure_ascii=False)
    return Profile(
        **{name: seal(name, text) for name, text in plain.items()},
        birth=seal("birth", birth),
        gender=details.gender,
        profile_fingerprint=sealer.blind_index(fingerprint, label("profile")),
    )


def open_profile(
    sealer: Sealer, profile: Profile, only: Collection[str] = _SEALED
) -> PersonDetails:
    """Read a profile.

    Args:
        sealer: the service's keys.
        profile: as it is sealed.
        only: of its texts these alone; the others stay closed, and are not among the details.

    Raises:
        shared.sealing.Erased: the person's key was destroyed.
    """

    def opened(name: str) -> str | None:
        sealed = getattr(profile, name)
        return sealer.open(sealed, label(name)) if sealed is not None else None

    birth = opened("birth")
    return PersonDetails(
        **{name: opened(name) for name in only},
        birth=FuzzyDate.from_edtf(birth) if birth else None,
        gender=profile.gender,
    )


def open_birth(sealer: Sealer, profile: Profile) -> FuzzyDate | None:
    """Read the date of birth alone; the rest of the profile stays closed.

    Raises:
        shared.sealing.Erased: the person's key was destroyed.
    """
    if profile.birth is None:
        return None
    return FuzzyDate.from_edtf(sealer.open(profile.birth, label("birth")))

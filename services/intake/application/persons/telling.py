"""From what is told about a person to their details, and from a sealed profile to who may read it.

Name, reading, birth and gender are known to every agency that has to do with the person: nobody
can help somebody whom they cannot address. Where to find them (住所・電話) and the municipality's
number are read by the agency that told them, and by no other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.intake.application.persons.forms import PersonLine, PersonTold
from services.intake.application.profiles import PersonDetails, open_profile
from services.intake.domain.person import PersonAmended, PersonRegistered, PersonState, Profile
from shared.calendar import FuzzyDate
from shared.refusal import InvalidInput
from shared.sealing import Erased, Sealer
from shared.store import Recorded

TELLERS_OWN = ("number", "address", "phone")
"""What is read by the agency alone that told it."""

PROFILE_DETAILS = ("number", "name", "kana", "address", "phone", "birth")
HOW_TO_WRITE = "「昭和50年4月1日」「S50.4.1」「昭和50年頃」「不明」のように書けます。"
UNKNOWN_BIRTH = ("不明", "わからない", "不詳")


def birth_told(text: str | None, today: date) -> FuzzyDate | None:
    """Read a date of birth as it was told; ``None`` for 不明.

    Raises:
        InvalidInput: ``date-unreadable``, ``date-impossible``, ``date-outside-era``,
            ``date-too-vague``, ``birth-in-future``.
    """
    if text is None or not text.strip() or text.strip() in UNKNOWN_BIRTH:
        return None
    try:
        birth = FuzzyDate.parse(text)
    except InvalidInput as wrong:
        raise InvalidInput(
            "生年月日", wrong.code, wrong.message, f"{wrong.remedy}{HOW_TO_WRITE}"
        ) from None
    if birth.earliest > today:
        raise InvalidInput(
            "生年月日",
            "birth-in-future",
            "生年月日が、今日より後になっています。",
            "元号と年を確かめて、書き直してください。",
        )
    return birth


def details_told(told: PersonTold, today: date) -> PersonDetails:
    """What somebody told, as details.

    Raises:
        InvalidInput: as :func:`birth_told`.
    """
    texts = {
        name: (getattr(told, name) or "").strip() or None
        for name in ("number", "name", "kana", "address", "phone")
    }
    return PersonDetails(**texts, birth=birth_told(told.birth, today), gender=told.gender)


def opened(sealer: Sealer, profile: Profile) -> PersonDetails | None:
    """A profile in the clear; ``None`` once the person was erased."""
    try:
        return open_profile(sealer, profile)
    except Erased:
        return None


def line_of(sealer: Sealer, person_id: UUID, state: PersonState) -> PersonLine:
    """A person as every agency sees them that has to do with them; no other text is opened."""
    try:
        known = open_profile(sealer, state.profile, only=("name", "kana"))
    except Erased:
        return PersonLine(
            person_id=person_id,
            name=None,
            kana=None,
            birth=None,
            gender=state.profile.gender,
            erased=True,
        )
    return PersonLine(
        person_id=person_id,
        name=known.name,
        kana=known.kana,
        birth=known.birth.label if known.birth else None,
        gender=known.gender,
    )


def told_by(sealer: Sealer, history: Iterable[Recorded], names: Collection[str]) -> frozenset[str]:
    """The details that one of these agencies told last, of those that still stand.

    Who repeats what stands already has told nothing new; so nobody learns another agency's
    telephone number by correcting a name.
    """
    before, tellers = PersonDetails(), dict[str, str]()
    for recorded in history:
        event = recorded.event
        if not isinstance(event, PersonRegistered | PersonAmended):
            continue
        now = opened(sealer, Profile.carried_by(event))
        if now is None:
            return frozenset()
        for name in PROFILE_DETAILS:
            if getattr(now, name) != getattr(before, name):
                tellers[name] = recorded.metadata.actor.agency
        before = now
    return frozenset(name for name, teller in tellers.items() if teller in names)


def readable(details: PersonDetails, told: Collection[str]) -> PersonDetails:
    """Details without what another agency told for itself."""
    hidden = {name: None for name in TELLERS_OWN if name not in told}
    return replace(details, **hidden)  # type: ignore[arg-type]

"""What an answer on record weighs now: the law asked beforehand, with the municipality's rule."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from services.conference.docket import Now
from services.conference.docket.answers import consents_of
from services.conference.docket.people import person_of
from services.conference.domain.consent import FAMILY_WISH, Answer, why_it_does_not_count
from services.conference.domain.municipality import MUNICIPALITY, municipality_id
from services.conference.law import world as law
from services.conference.law.reading import parse
from services.conference.law.world.profile import DEFAULT_OPTIONS
from services.conference.views import is_agency
from shared.sealing import Sealer
from shared.store import Transaction

_AGE_UNKNOWN = "生年月日が分からず、本人だけで返事ができる年齢かどうかを確かめられません。"


class Weight(NamedTuple):
    """What an answer weighs.

    Attributes:
        counts: the law takes it as an answer.
        because: its sentence, if it does not.
        label: what is written beside it.
    """

    counts: bool
    because: str | None
    label: str | None


class Scales:
    """Weighs the answers of one person.

    Args:
        tx: the record as it stands.
        sealer: opens dates of birth, and nothing else.
        municipality: whose rule applies.
        person_id: whose answers.
        at: the instant; an answer that begins later is weighed for its own beginning.
    """

    def __init__(
        self, tx: Transaction, sealer: Sealer, municipality: str, person_id: UUID, at: datetime
    ) -> None:
        record = Now(tx)
        self._at = at
        self._person = person_of(record, sealer, person_id)
        self._answers = {(one.id, one.version): one for one in consents_of(record, [person_id])}
        others = {one.given_by for one in self._answers.values() if one.given_by}
        self._persons = {self._person.id: self._person}
        for one in sorted(others - {self._person.id}):
            if not is_agency(tx, UUID(one)):
                self._persons[one] = person_of(record, sealer, UUID(one))
        self._profile = _profile(tx, municipality)

    def weigh(self, answer: Answer) -> Weight:
        """What one of the person's answers weighs."""
        at = max(self._at, answer.start)
        options = self._profile.options_at(at) if self._profile else DEFAULT_OPTIONS
        found = why_it_does_not_count(
            self._answers[str(answer.consent_id), answer.version],
            self._person,
            self._persons,
            options,
            at,
        )
        label = FAMILY_WISH if answer.capacity == "family_wish" else None
        if found is None:
            return Weight(counts=True, because=None, label=label)
        own_age_unknown = answer.capacity == "self" and self._person.birth_date is None
        because = _AGE_UNKNOWN if own_age_unknown else found.reason
        return Weight(counts=False, because=because, label=label)


def _profile(tx: Transaction, municipality: str) -> law.Profile | None:
    state = tx.load(MUNICIPALITY, municipality_id(municipality)).state
    document = state.details.profile if state else None
    return parse(law.Profile, document) if document is not None else None

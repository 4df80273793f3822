"""検索と、同じ方かもしれない人: among those with whom the own agency has to do, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import get_args
from uuid import UUID

from services.intake import views
from services.intake.application.counter import COUNSELLORS, Counter
from services.intake.application.door import Eyes, eyes_on
from services.intake.application.finding import described, digests_of
from services.intake.application.looking import put_look_on_record
from services.intake.application.persons.forms import Clue, PersonFound, SearchPersons
from services.intake.application.persons.telling import birth_told, line_of, opened
from services.intake.domain.likeness import Description, agreeing, contradicting, keys_of
from services.intake.domain.person import PERSON, existing
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import use_case

MOST_FOUND = 50
"""So many are looked at and shown at most; whoever has more namesakes says more of whom."""

Fits = Callable[[PersonFound], bool]
CLUES: tuple[Clue, ...] = get_args(Clue)


class Finder:
    """Looks for persons.

    Args:
        counter: store, keys, clock.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("persons.search", "対象者の検索", roles=COUNSELLORS, kind="query")
    def search(self, actor: Actor, request: SearchPersons) -> tuple[PersonFound, ...]:
        """Those to whom everything fits that was asked; that they were shown goes on record.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``nothing-to-search``.
            InvalidInput: ``birth-in-future``, ``date-unreadable``, ``date-impossible``,
                ``date-outside-era``, ``date-too-vague``.
        """
        asked = self._asked(request)
        wanted = {kind for kind, _ in keys_of(asked)}
        return self._found(actor, request.municipality, asked, lambda one: wanted <= {*one.agrees})

    @use_case(
        "persons.possible-duplicates",
        "同じ方かもしれない対象者",
        roles=COUNSELLORS,
        kind="query",
    )
    def possible_duplicates(self, actor: Actor, request: SearchPersons) -> tuple[PersonFound, ...]:
        """Those who may be the one at the counter, to be asked about before anybody is registered.

        The same name, reading or telephone is enough; the same day of birth alone is not.

        Raises:
            Refusal, InvalidInput: as :meth:`search`.
        """
        asked = self._asked(request)
        return self._found(
            actor, request.municipality, asked, lambda one: bool({*one.agrees} - {"birth"})
        )

    def _asked(self, request: SearchPersons) -> Description:
        birth = birth_told(request.birth, self._counter.today)
        asked = Description(request.name, request.kana, request.phone, birth)
        if not any(True for _ in keys_of(asked)):
            raise Refusal(
                "nothing-to-search",
                "探す手がかりがありません。",
                "氏名・フリガナ・電話・生年月日（年月日まで）のどれかを書いてください。",
            )
        return asked

    def _found(
        self, actor: Actor, municipality: str, asked: Description, fits: Fits
    ) -> tuple[PersonFound, ...]:
        with self._counter.transaction(actor) as tx:
            eyes = eyes_on(tx, municipality)
            digests = digests_of(self._counter.sealer, municipality, asked)
            ids = views.alike(tx, digests, eyes.names, MOST_FOUND)
            found = [one for one in self._looked_at(tx, eyes, asked, ids) if fits(one)]
            found.sort(key=lambda one: (len(one.differs), -len(one.agrees)))
            put_look_on_record(tx, eyes, "search", person_ids=(one.person_id for one in found))
        return tuple(found)

    def _looked_at(
        self, tx: Transaction, eyes: Eyes, asked: Description, ids: list[str]
    ) -> Iterator[PersonFound]:
        for person_id in map(UUID, ids):
            state = existing(tx.load(PERSON, person_id).state)
            known = opened(self._counter.sealer, state.profile)
            if known is None or state.municipality != eyes.municipality:
                continue
            cases = tuple(views.cases_held(tx, person_id, eyes.names))
            yield PersonFound(
                **line_of(self._counter.sealer, person_id, state).model_dump(),
                agrees=_clues(agreeing(asked, described(known))),
                differs=_clues(contradicting(asked, described(known))),
                open_case=state.open_case if state.open_case in cases else None,
                cases=cases,
            )


def _clues(found: frozenset[str]) -> tuple[Clue, ...]:
    return tuple(one for one in CLUES if one in found)

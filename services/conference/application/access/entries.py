"""What an answer to a request for access leaves in the ledger: disclosures, refusals, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid4

from services.conference.domain.access_request import (
    EXEMPTIONS,
    AccessRequestState,
    CollectedPart,
    Disclosed,
    PartDecision,
    citations,
)
from services.conference.law.vocabulary import Effect
from services.conference.ledger.entry import Act, Entry, ItemShared
from shared.identity import Actor

GATHERING = ("個人情報保護法76条・78条（開示請求のための記録の収集）",)
READING = ("個人情報保護法77条・82条（開示請求書等の閲覧）",)
REVIEW = ("個人情報保護法78条〜82条（開示請求の審査）",)
HANDING = ("個人情報保護法78条1項・87条",)
RULES = (60,)
"""What the answers rest on is no basis of sharing but the person's own right; it is cited."""

_EFFECTS: dict[Disclosed, Effect] = {"full": "full", "partial": "blurred", "withheld": "withheld"}


@dataclass(frozen=True, slots=True)
class _What:
    """What of one entry differs from the others of the same act."""

    act: Act
    holder_id: UUID
    recipient_id: UUID
    effect: Effect
    subjects: tuple[UUID, ...]
    items: tuple[ItemShared, ...] = ()
    cited: tuple[str, ...] = ()
    rules: tuple[int, ...] = RULES


@dataclass(frozen=True, slots=True)
class Answering:
    """The act: who answers which request, for which agency, when.

    Attributes:
        actor: who does it.
        agency_id: their agency, which holds what no other agency does.
        access_id: the request.
        request: as it stands.
        at: the instant.
    """

    actor: Actor
    agency_id: UUID
    access_id: UUID
    request: AccessRequestState
    at: datetime

    def gathered(self) -> Entry:
        """That somebody had what one service holds about the person written out.

        It is the same whether there is a file or not (rule 61): the pieces stand in the request.
        """
        whom = (self.request.requesting.person_id,)
        return self._entry(
            _What("export", self.agency_id, self.agency_id, "full", whom, cited=GATHERING)
        )

    def read(self) -> Entry:
        """That somebody read the request itself; what it asks for says something about both.

        It is the same whether there is a file or not (rule 61).
        """
        asked = self.request.requesting
        whom = tuple(dict.fromkeys((asked.person_id, asked.requester_id)))
        return self._entry(
            _What("record_read", self.agency_id, self.agency_id, "full", whom, cited=READING)
        )

    def reviewed(self) -> Iterator[Entry]:
        """That somebody looked at everything that was gathered, to decide on it."""
        yield from self._entries("record_read", self.agency_id, "full", self.request.parts, REVIEW)

    def refused(self) -> Iterator[Entry]:
        """What the decision keeps back; one entry without items where it keeps back everything.

        Of a refusal as a whole the entry is the same whether there is a file or not (rule 61).
        """
        decided = self.request.decided
        if decided is None:
            return
        if decided.outcome in {"refused", "existence_not_confirmed"}:
            rules = (61,) if decided.outcome == "existence_not_confirmed" else RULES
            whom = (self.request.requesting.person_id,)
            yield self._entry(
                _What(
                    "access_request",
                    self.agency_id,
                    self._requester,
                    "withheld",
                    whom,
                    cited=citations(decided),
                    rules=rules,
                )
            )
            return
        withheld = (one for one in decided.parts if one.disclosed == "withheld")
        by_reason = sorted(withheld, key=_reasons)
        for reasons, group in groupby(by_reason, key=_reasons):
            wanted = {one.record_id for one in group}
            parts = [part for part in self.request.parts if part.record_id in wanted]
            yield from self._entries("access_request", self._requester, "withheld", parts, reasons)

    def handed_out(self, parts: Iterable[CollectedPart]) -> Iterator[Entry]:
        """What was handed to the requester, whole and in part."""
        by_effect: dict[Effect, list[CollectedPart]] = {}
        for part in parts:
            decision = self.request.decision_on(part.record_id)
            effect = _EFFECTS[decision.disclosed] if decision else "full"
            by_effect.setdefault(effect, []).append(part)
        for effect, same in by_effect.items():
            yield from self._entries("access_request", self._requester, effect, same, HANDING)

    @property
    def _requester(self) -> UUID:
        return self.request.requesting.requester_id

    def _entries(
        self,
        act: Act,
        recipient_id: UUID,
        effect: Effect,
        parts: Iterable[CollectedPart],
        cited: tuple[str, ...],
    ) -> Iterator[Entry]:
        """One entry for what has the same holder and says something about the same persons."""
        person_id = self.request.requesting.person_id

        def footing(part: CollectedPart) -> tuple[str, tuple[str, ...]]:
            return str(part.holder_id or self.agency_id), tuple(sorted(map(str, part.others)))

        for (holder, others), group in groupby(sorted(parts, key=footing), key=footing):
            subjects = (person_id, *map(UUID, others))
            items = tuple(
                ItemShared(item_id=one.record_id, revision=None, category=one.category)
                for one in group
            )
            yield self._entry(
                _What(act, UUID(holder), recipient_id, effect, subjects, items, cited)
            )

    def _entry(self, what: _What) -> Entry:
        return Entry(
            entry_id=uuid4(),
            municipality=self.request.municipality,
            at=self.at,
            recorded_at=self.at,
            actor=self.actor,
            legal_mode="casework",
            purpose="other",
            matter_id=self.access_id,
            act=what.act,
            holder_id=what.holder_id,
            recipient_id=what.recipient_id,
            subjects=what.subjects,
            items=what.items,
            effect=what.effect,
            citations=what.cited,
            rules=what.rules,
        )


def _reasons(decision: PartDecision) -> tuple[str, ...]:
    return tuple(text for one, text in EXEMPTIONS.items() if one in decision.exemptions)

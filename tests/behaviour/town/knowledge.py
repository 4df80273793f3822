"""What agencies of the town know about people, and what these have consented to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from services.conference.domain.consent import (
    CONSENTS,
    ConsentAnswered,
    ConsentWithdrawn,
    Scope,
    consents_id,
)
from services.conference.domain.item import (
    GENERALISED_LABEL,
    ITEM,
    TEXT_LABEL,
    ItemContributed,
    ItemOffered,
)
from services.conference.law.vocabulary import Category
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.sealing import seal_jointly
from tests.behaviour.town.names import named
from tests.behaviour.town.service import Service


class Knowledge(Service):
    """Pieces of information, and the people's own say on them."""

    def item(
        self,
        name: str,
        holder: str,
        category: Category,
        text: str,
        *subjects: str,
        generalised: str | None = None,
        offered: Sequence[str] = (),
        **told: Any,
    ) -> None:
        """An agency knows something, and lays it before agenda items."""
        people = tuple(named(one) for one in subjects)
        keys = [str(one) for one in people]
        contributed = ItemContributed(
            municipality=DEMO_MUNICIPALITY,
            subjects=people,
            category=category,
            holder_id=named(holder),
            text=seal_jointly(self.sealer, keys, text, TEXT_LABEL),
            generalised=generalised
            and seal_jointly(self.sealer, keys, generalised, GENERALISED_LABEL),
            **{"source_kind": "observation", "purpose": "consultation", **told},
        )
        laid = (
            ItemOffered(municipality=DEMO_MUNICIPALITY, agenda_id=named(one)) for one in offered
        )
        self.given(ITEM, named(name), contributed, *laid)

    def consents(self, person: str, *recipients: str, **scope: Any) -> None:
        """The person consented, in writing, to sharing with agencies."""
        told = {
            "categories": ("health", "consultation", "family"),
            "purposes": ("information_exchange", "referral"),
            **scope,
        }
        answered = ConsentAnswered(
            municipality=DEMO_MUNICIPALITY,
            person_id=named(person),
            consent_id=named(f"{person}-consent"),
            version=1,
            given_by=named(person),
            capacity="self",
            state="given",
            method="written",
            scope=Scope(recipients=tuple(named(one) for one in recipients), **told),
            start=self.now,
            answered_at=self.now,
        )
        self.given(CONSENTS, consents_id(named(person)), answered)

    def withdraws(self, person: str) -> None:
        """The person withdrew the consent this very instant."""
        self.now += timedelta(minutes=1)
        withdrawn = ConsentWithdrawn(
            municipality=DEMO_MUNICIPALITY,
            person_id=named(person),
            consent_id=named(f"{person}-consent"),
            version=1,
            withdrawn_at=self.now,
            withdrawn_by=named(person),
            method="oral",
        )
        with self.at_work() as tx:
            stream = tx.load(CONSENTS, consents_id(named(person)))
            tx.append(CONSENTS, stream, withdrawn)

"""What the town has on its registers: itself, agencies, people."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from services.conference.domain.agency import AGENCY, AgencyRegistered
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    Period,
    municipality_id,
)
from services.conference.domain.person import BIRTH_LABEL, PERSON, PersonDescribed
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.town.names import named
from tests.behaviour.town.service import Service

ALLOWING = (
    '{"id":"allowing","versions":[{"from":"2020-04-01T00:00:00Z","to":null,'
    '"without_consent":"allowed","internal_sharing":"lawful_bases",'
    '"blur_without_consent":["health"],"flag_no_consent":true}]}'
)
"""A rule under which a statutory conference works without consent, health blurred."""


class Registers(Service):
    """Whom the conference knows."""

    def runs_juso(self, profile: str | None = ALLOWING) -> None:
        """The town runs 重層的支援体制整備事業."""
        described = MunicipalityDescribed(
            municipality=DEMO_MUNICIPALITY,
            runs_juso=(Period(start=datetime(2023, 4, 1, tzinfo=UTC)),),
            welfare_office=True,
            profile=profile,
        )
        self.given(MUNICIPALITY, municipality_id(DEMO_MUNICIPALITY), described)

    def agency(self, name: str, kind: str, holder_class: str, **told: Any) -> None:
        """An agency takes part, here unless it is told of another municipality."""
        told = {"municipality": DEMO_MUNICIPALITY, "internal": False, **told}
        details = {"name": f"架空の{name}", "kind": kind, "holder_class": holder_class}
        self.given(AGENCY, named(name), AgencyRegistered(**details, **told))

    def person(self, name: str, birth: str | None, **told: Any) -> None:
        """Somebody is known to the conference, here unless told of another municipality."""
        key = str(named(name))
        told = {"role": "person_concerned", "household_id": named("house"), **told}
        told = {"municipality": DEMO_MUNICIPALITY, **told}
        sealed = birth and self.sealer.seal(key, birth, BIRTH_LABEL)
        described = PersonDescribed(birth=sealed or None, **told)
        self.given(PERSON, named(name), described)

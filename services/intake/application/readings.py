"""閲覧の記録: who looked at what the counter knows about somebody, for the audit (law rule 53)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.intake import views
from services.intake.application.counter import Counter
from services.intake.application.door import department_on
from services.intake.domain.reading import LOOK_LABELS, Look
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor, Opaque, Role
from shared.paging import Paged, listed
from shared.use_case import use_case


class LooksAbout(Paged):
    """Looks at a person or a case.

    Attributes:
        municipality: whose record.
        about: the person, or the case.
    """

    municipality: MunicipalityCode
    about: UUID


class LookLine(BaseModel):
    """One look.

    Attributes:
        reading_id: names it.
        read_at: when.
        look: at what.
        title: the same, in Japanese.
        worker: who.
        agency: for which agency.
        role: in which role.
    """

    model_config = ConfigDict(frozen=True)

    reading_id: UUID
    read_at: datetime
    look: Look
    title: str
    worker: Opaque
    agency: Opaque
    role: Role


class Looks:
    """Answers auditors.

    Args:
        counter: store, keys, clock.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("looks.about", "閲覧の記録", roles=("auditor",), kind="query")
    @listed("-read_at", "reading_id")
    def about(self, actor: Actor, request: LooksAbout) -> list[LookLine]:
        """Who looked at what is known about a person or in a case, the latest first; ids alone.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``not-a-department``.
        """
        with self._counter.transaction(actor) as tx:
            department_on(tx, request.municipality)
            found = views.readings_about(tx, request.municipality, request.about)
        return [
            LookLine(
                reading_id=one.reading_id,
                read_at=one.read_at,
                look=one.look,
                title=LOOK_LABELS[one.look],
                worker=one.worker,
                agency=one.agency,
                role=one.role,
            )
            for one in found
        ]

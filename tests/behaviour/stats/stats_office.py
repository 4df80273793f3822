"""The statistician's office on a real store: contacts arrive, instants pass, returns are made."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from services.stats.application import StatsApplication
from services.stats.application.returns import (
    CloseReturn,
    IssueReturn,
    LookAtReturn,
    ReturnAnswer,
)
from services.stats.domain.period import parse_period
from services.stats.handlers import handle
from services.stats.views import TABLES
from services.stats.views.returns import IssuedReturns
from services.stats.views.submissions import Submissions
from shared.calendar import JST
from shared.facts import Fact, intake, placement
from shared.facts.envelope import Received
from shared.identity import Actor, service_actor
from shared.inbox import TABLES as INBOX_TABLES
from shared.refusal import Refusal
from shared.store import EventStore
from shared.store.database import Database

TOWN = "990019"
STATISTICIAN = Actor(person="p-1", agency="a-1", role="statistician", purpose="statistics")
PREFECTURE = Actor(person="p-2", agency="a-2", role="prefecture", purpose="statistics")
COUNSELLOR = Actor(person="p-3", agency="a-1", role="counsellor", purpose="consultation")


class Office:
    """The office.

    Attributes:
        now: the instant; a test moves it on.
        all_arrived: whether the other services say that nothing is on its way.
    """

    def __init__(self, database: Database) -> None:
        tables = (*TABLES, *INBOX_TABLES)
        self.store = EventStore("stats", database, (IssuedReturns(), Submissions()), tables)
        self.store.migrate()
        self.now = datetime(2024, 7, 3, 9, tzinfo=JST)
        self.all_arrived = True
        self.application = StatsApplication(self.store, lambda: self.now, self._confirm)
        self._facts = 0
        self._opened: set[int] = set()

    def _confirm(self) -> None:
        if not self.all_arrived:
            raise Refusal("facts-have-not-arrived", "", "")

    def arrives(self, fact: Fact) -> None:
        """A fact is recorded by its source and arrives, an hour after the last."""
        self._facts += 1
        self.now += timedelta(hours=1)
        with self.store.transaction(service_actor("stats", "statistics"), self.now) as tx:
            handle(tx, Received(self._facts, self._facts - 1, self.now, fact))
            tx.track(fact.SERVICE, self._facts)

    def contact(self, on: date, *, person: int = 1, age: int = 40, method: str = "phone") -> None:
        """A contact arrives, with the first of a person their case."""
        case = {"municipality": TOWN, "occurred_on": on, "case_id": str(UUID(int=person))}
        if person not in self._opened:
            self._opened.add(person)
            self.arrives(intake.ConsultationReceived(**case, anonymous=False))
        self.arrives(
            intake.ContactRecorded(
                **case,
                contact_id=str(UUID(int=1_000 + self._facts)),
                person_id=str(UUID(int=person)),
                age=age,
                gender="male",
                method=method,
                consulter="mother",
                consent="not_asked",
            )
        )

    def connected(self, on: date, referral: int) -> None:
        """A referral is completed."""
        self.arrives(
            placement.ReferralCompleted(
                municipality=TOWN,
                occurred_on=on,
                case_id=str(UUID(int=1)),
                referral_id=str(UUID(int=referral)),
                person_id=str(UUID(int=1)),
                destination="npo",
            )
        )

    def asked(self, period: str, template: str = "basic") -> dict[str, object]:
        """Which return."""
        span = parse_period(period)
        return {
            "template": template,
            "municipality": TOWN,
            "first": span.first,
            "last": span.last,
        }

    def look(self, period: str, as_of: datetime | None = None) -> dict[str, object]:
        """Look at figures."""
        asked = LookAtReturn.model_validate(self.asked(period) | {"as_of": as_of})
        return self.application.returns.look(STATISTICIAN, asked)

    def issue(self, period: str, **more: object) -> ReturnAnswer:
        """Issue a return."""
        asked = IssueReturn.model_validate(self.asked(period) | more)
        return self.application.returns.issue(STATISTICIAN, asked)

    def close(self, period: str) -> ReturnAnswer:
        """Close a return."""
        asked = CloseReturn.model_validate(self.asked(period))
        return self.application.returns.close(STATISTICIAN, asked)

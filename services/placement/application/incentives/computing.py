"""What the attendances on record come to for a payee's month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from services.placement.application.incentives.forms import MonthOfPayee, PayeeLine
from services.placement.domain.incentive import Attended, Computed, Payee, compute, days_of
from services.placement.incentives import programmes_in
from services.placement.views.attendances import attendances_of
from shared.refusal import InvalidInput
from shared.sealing import Sealer
from shared.store import Rows, Transaction


@dataclass(frozen=True, slots=True)
class PayeesMonth:
    """A payee's month in a municipality."""

    municipality: str
    payee: Payee
    month: str

    def statement_id(self, sealer: Sealer) -> UUID:
        """The id of its statement: always the same, and telling nobody who is paid."""
        return sealer.opaque_uuid(
            "incentives", self.municipality, self.payee.kind, str(self.payee.id), self.month
        )

    def computed(self, tx: Transaction, sealer: Sealer) -> Computed:
        """What it comes to, by what is on record now."""
        since, until = days_of(self.month)
        person, employer = self.payee.kind == "person", self.payee.kind == "employer"
        found = attendances_of(
            tx,
            self.municipality,
            since=since,
            until=until,
            person_id=self.payee.id if person else None,
            resource_id=self.payee.id if employer else None,
        )
        statement = str(self.statement_id(sealer))
        attended = (
            Attended(
                attendance_id=one.attendance_id,
                subject=sealer.opaque_uuid("incentive-subject", statement, str(one.person_id)),
                kind=one.kind,
                programme=one.programme,
                on=one.on,
                minutes=one.minutes,
            )
            for one in found
        )
        return compute(attended, programmes_in(self.municipality), self.payee.kind)


def payees_in(
    rows: Rows, municipality: str, month: str, issued: Collection[tuple[str, UUID | None]]
) -> Iterator[PayeeLine]:
    """The people who were there in a month, then the places they were at.

    Args:
        rows: the database.
        municipality: whose cases.
        month: ``2021-09``.
        issued: the payees, by kind and id, whose statement was issued.
    """
    since, until = days_of(month)
    found = attendances_of(rows, municipality, since=since, until=until)
    cases = {one.person_id: one.case_id for one in found}
    people = Counter(person for person, _ in {(one.person_id, one.on) for one in found})
    places = Counter(one.resource_id for one in found if one.resource_id is not None)
    for person_id, days in people.items():
        paid = ("person", person_id) in issued
        yield PayeeLine(
            payee="person",
            payee_id=person_id,
            case_id=cases[person_id],
            days=days,
            issued=paid,
        )
    for resource_id, days in places.items():
        paid = ("employer", resource_id) in issued
        yield PayeeLine(
            payee="employer", payee_id=resource_id, case_id=None, days=days, issued=paid
        )


def month_of(asked: MonthOfPayee) -> PayeesMonth:
    """Whose month is asked for.

    Raises:
        InvalidInput: ``payee-unclear``.
    """
    match asked:
        case MonthOfPayee(person_id=UUID() as person, resource_id=None):
            payee = Payee("person", person)
        case MonthOfPayee(person_id=None, resource_id=UUID() as employer):
            payee = Payee("employer", employer)
        case _:
            raise InvalidInput(
                "支払う相手",
                "payee-unclear",
                "支払う相手が、一つに決まりません。",
                "利用者か事業者の、どちらか一方の番号を指定してください。",
            )
    return PayeesMonth(asked.municipality, payee, asked.month)

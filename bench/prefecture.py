"""A fictional prefecture: ten years of events, written straight into the services' stores.

Every event lies there in the form in which its service would have stored it. Each kind is built
once by its class and then filled in as text, so that three million take minutes and not hours.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from bench.shapes import SHAPES
from shared.broker.topology import SUBSCRIPTIONS
from shared.codes.municipality import check_digit
from shared.facts import Service
from shared.service import open_store
from shared.settings import Home

FIRST_DAY = date(2016, 4, 1)
YEARS = 10
MUNICIPALITIES = tuple(
    f"99{number:03}{check_digit(f'99{number:03}')}" for number in range(101, 121)
)
"""The first has the most cases, the second half of it, the third a third of it."""

EVENTS_PER_CASE = 30
OPEN_CASES = 4_000
_ROWS_PER_WRITE = 20_000
_INSERT = "INSERT INTO stored_events VALUES (?, ?, ?, ?)"

_MIX: tuple[tuple[str, int], ...] = (
    ("contact", 860),
    ("assessed", 25),
    ("held", 8),
    ("plan", 12),
    ("referral", 12),
    ("step", 50),
    ("employment", 4),
    ("undone", 1),
)
"""What happens to an open case, in parts of a thousand; most of it is contacts."""

_Row = tuple[str, int, str, bytes]


@dataclass(slots=True)
class _Case:
    """An open case, with what goes on in it."""

    municipality: str
    id: str
    person: str
    age: int
    gender: str
    version: int = 1
    running: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By kind, the record that goes on and how many events it has."""


class Prefecture:
    """Writes the events.

    Args:
        home: the folder; its stores are made.
        events: how many, in all services together, to within those of one case.
        seed: of everything that is random.
    """

    def __init__(self, home: Home, events: int, seed: int) -> None:
        self._home = home
        self._events = events
        self._chance = random.Random(seed)  # noqa: S311 - a made-up caseload needs no secrecy
        self._rows: dict[Service, list[_Row]] = {name: [] for name in SUBSCRIPTIONS["stats"]}
        self._cases: list[_Case] = []
        self._written = 0

    def write(self) -> dict[Service, int]:
        """Write everything; return how many events each service has."""
        connections = {name: self._connect(name) for name in self._rows}
        counts = dict.fromkeys(self._rows, 0)
        while self._written < self._events:
            for _ in range(min(_ROWS_PER_WRITE, self._events - self._written)):
                self._happen()
            for name, rows in self._rows.items():
                with connections[name] as transaction:
                    transaction.executemany(_INSERT, rows)
                counts[name] += len(rows)
                rows.clear()
        for connection in connections.values():
            connection.close()
        return counts

    def _connect(self, name: Service) -> sqlite3.Connection:
        with closing(open_store(self._home.settings(name), ())) as store:
            store.migrate()
        connection = sqlite3.connect(self._home.store(name))
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        return connection

    def _happen(self) -> None:
        """One more thing happens: a case begins, or goes on."""
        chance = self._chance
        if not self._cases or chance.random() * EVENTS_PER_CASE < 1:
            self._open()
            return
        case = self._cases[chance.randrange(len(self._cases))]
        [what] = chance.choices(*_KINDS)
        getattr(self, f"_{what}")(case)

    def _open(self) -> None:
        chance = self._chance
        [municipality] = chance.choices(MUNICIPALITIES, _WEIGHTS)
        case = _Case(
            municipality, self._id(), self._id(), chance.randint(15, 70), chance.choice(_GENDERS)
        )
        self._cases.append(case)
        if len(self._cases) > OPEN_CASES:
            self._cases.pop(chance.randrange(OPEN_CASES))
        self._write("intake", "opened", case, case.id, 1)

    def _contact(self, case: _Case) -> None:
        chance = self._chance
        case.version += 1
        self._write(
            "intake",
            "contact",
            case,
            case.id,
            case.version,
            record=self._id(),
            method=chance.choice(_METHODS),
            consulter=chance.choice(_CONSULTERS),
        )

    def _assessed(self, case: _Case) -> None:
        case.version += 1
        self._write("intake", "assessed", case, case.id, case.version)

    def _held(self, case: _Case) -> None:
        self._write("conference", "held", case, self._id(), 1)

    def _plan(self, case: _Case) -> None:
        self._write("conference", "plan", case, self._id(), 1, record=self._id())

    def _referral(self, case: _Case) -> None:
        self._go_on("referral", case, ("offered", "accepted", "completed"))

    def _step(self, case: _Case) -> None:
        self._go_on("step", case, ("started", *("attended",) * 4))

    def _employment(self, case: _Case) -> None:
        self._go_on("employment", case, ("begun", "retained"))

    def _undone(self, case: _Case) -> None:
        """What was told last of a referral was not so."""
        if "referral" in case.running:
            record, version = case.running.pop("referral")
            shape = "not_offered" if version == 1 else "not_accepted"
            self._write("placement", shape, case, record, version + 1)
        else:
            self._contact(case)

    def _go_on(self, kind: str, case: _Case, shapes: tuple[str, ...]) -> None:
        record, version = case.running.get(kind, (self._id(), 0))
        self._write("placement", shapes[version], case, record, version + 1, record=self._id())
        if version + 1 < len(shapes):
            case.running[kind] = (record, version + 1)
        else:
            case.running.pop(kind, None)

    def _write(
        self, service: Service, shape: str, case: _Case, originator: str, version: int, **more: str
    ) -> None:
        found = SHAPES[shape]
        since = timedelta(days=365.25 * YEARS) * (self._written / self._events)
        day = FIRST_DAY + since
        state = found.fill(
            municipality=case.municipality,
            case=case.id,
            person=case.person,
            age=str(case.age),
            gender=case.gender,
            day=day.isoformat(),
            instant=(_MIDNIGHT + since).isoformat(timespec="microseconds"),
            **more,
        )
        self._rows[service].append((originator.replace("-", ""), version, found.topic, state))
        self._written += 1

    def _id(self) -> str:
        return str(UUID(int=self._chance.getrandbits(128), version=4))


_KINDS = ([kind for kind, _ in _MIX], [parts for _, parts in _MIX])
_WEIGHTS = [1 / place for place in range(1, len(MUNICIPALITIES) + 1)]
_GENDERS = ("male", "female", "unknown")
_METHODS = ("phone", "visit_office", "home_visit", "mail")
_CONSULTERS = ("person", "mother", "father")
_MIDNIGHT = datetime(2016, 4, 1, tzinfo=UTC)

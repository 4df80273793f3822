"""Tables of observations: one row for each fact, as it was told, never changed.

Facts of different services arrive in any order, so no row depends on another: they are joined when
figures are asked for. All tables begin alike:

- ``source``, ``position``: which service's fact, and its place in that service's log (unique);
- ``municipality``, ``occurred_on``: where, and on which day (ISO, JST);
- ``recorded_at``: when the source recorded it: UTC, ISO with microseconds, so that texts compare
  as instants do.

``factors`` are those of a contact that has any, sorted, with commas between them;
``joint_agencies`` came along beside the receiving one. Of an agency the latest of ``agencies``
holds, of one that only a ledger names the latest of ``noted_agencies``, of a programme the latest
of ``programmes``, and of whom a referral hands on the latest of
``handed_on``, which has none where only former facts told of it; ``ledger_referrals`` are those
that a row of a ledger tells of, behind the contact of that row. ``step`` is the name of the fact
(``referral-completed``). ``conference_matters`` has a row for each agenda item; ``with_consent`` is
``NULL`` where a fact told only that some of its items had consent. ``undone_steps`` says which step
of which record was not so: of that name the latest before it in the same source's log;
``record_id`` is the referral's, employment's, step's, attendance's, outcome's, need's or session's,
and of ``looks`` the employment's with its months. ``looks_due`` has a row for each month of the
series, on the day on which a job that began has lasted so long. Of a session the latest of
``sessions`` holds, and none once it is undone; ``people`` is ``NULL`` where nobody counted, and its
``session_counts`` have the same position. ``incentives`` lie on the last day of the month that they
are paid for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from shared.store.database import Params, Rows

_HEAD = """
    source TEXT NOT NULL,
    position INTEGER NOT NULL,
    municipality TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,"""
_KEY = "PRIMARY KEY (source, position)"


def _created(name: str, columns: str, key: str = _KEY) -> str:
    """The statement for a table."""
    return f"CREATE TABLE IF NOT EXISTS {name} ({_HEAD} {columns}, {key})"


def _table(name: str, columns: str, key: str = _KEY) -> tuple[str, str]:
    """The statements for a table and for the index that figures of a period are read by."""
    return (
        _created(name, columns, key),
        f"CREATE INDEX IF NOT EXISTS {name}_by_day ON {name} (municipality, occurred_on)",
    )


FOREIGN_TABLES: tuple[str, ...] = (
    _created(
        "contacts",
        """case_id TEXT NOT NULL, contact_id TEXT NOT NULL, person_id TEXT, age INTEGER,
        gender TEXT NOT NULL, method TEXT NOT NULL, consulter TEXT NOT NULL, route TEXT,
        outcome TEXT, consent TEXT NOT NULL, agency_id TEXT, duration_minutes INTEGER""",
    ),
    (
        "CREATE INDEX IF NOT EXISTS contacts_of_period ON contacts (municipality, occurred_on,"
        " recorded_at, position, person_id, method, consulter, age, gender)"
    ),
    (
        "CREATE INDEX IF NOT EXISTS contacts_about_case"
        " ON contacts (municipality, case_id, occurred_on, position, recorded_at)"
    ),
    (
        "CREATE INDEX IF NOT EXISTS contacts_about_person"
        " ON contacts (municipality, person_id, occurred_on, position, recorded_at)"
    ),
    *_table("contact_factors", "contact_id TEXT NOT NULL, factors TEXT NOT NULL"),
    *_table(
        "joint_agencies",
        "item INTEGER NOT NULL, contact_id TEXT NOT NULL, agency_id TEXT NOT NULL",
        key="PRIMARY KEY (source, position, item)",
    ),
    *_table("agencies", "agency_id TEXT NOT NULL, agency_kind TEXT NOT NULL"),
    "CREATE INDEX IF NOT EXISTS agencies_by_id ON agencies (agency_id)",
    *_table("noted_agencies", "agency_id TEXT NOT NULL, agency_kind TEXT NOT NULL"),
    "CREATE INDEX IF NOT EXISTS noted_agencies_by_id ON noted_agencies (agency_id)",
    *_table(
        "openings",
        "case_id TEXT NOT NULL, anonymous INTEGER NOT NULL, transferred_in INTEGER NOT NULL",
    ),
    "CREATE INDEX IF NOT EXISTS openings_of_case ON openings (municipality, case_id, occurred_on)",
    *_table("case_steps", "case_id TEXT NOT NULL, step TEXT NOT NULL, reason TEXT"),
    *_table(
        "anonymous_links",
        "case_id TEXT NOT NULL, linked_case_id TEXT NOT NULL, person_id TEXT NOT NULL",
    ),
    "CREATE INDEX IF NOT EXISTS anonymous_links_by_case ON anonymous_links (case_id)",
    "CREATE INDEX IF NOT EXISTS anonymous_links_by_person ON anonymous_links (person_id)",
    "CREATE INDEX IF NOT EXISTS anonymous_links_by_linked ON anonymous_links (linked_case_id)",
    *_table(
        "conference_matters",
        """item INTEGER NOT NULL, conference_id TEXT NOT NULL, case_id TEXT NOT NULL,
        legal_mode TEXT NOT NULL, with_consent INTEGER""",
        key="PRIMARY KEY (source, position, item)",
    ),
    *_table(
        "plans",
        """plan_id TEXT NOT NULL, case_id TEXT NOT NULL, conference_id TEXT NOT NULL,
        is_first INTEGER NOT NULL""",
    ),
    "CREATE INDEX IF NOT EXISTS plans_about_case ON plans (municipality, case_id)",
    *_table(
        "plan_reviews",
        """plan_id TEXT NOT NULL, case_id TEXT NOT NULL, plan_result TEXT NOT NULL,
        closing_reason TEXT""",
    ),
    *_table(
        "referral_steps",
        """referral_id TEXT NOT NULL, case_id TEXT NOT NULL, person_id TEXT,
        destination TEXT NOT NULL, step TEXT NOT NULL""",
    ),
    *_table("ledger_referrals", "referral_id TEXT NOT NULL, case_id TEXT NOT NULL"),
    "CREATE INDEX IF NOT EXISTS ledger_referrals_by_id ON ledger_referrals (referral_id)",
    *_table("handed_on", "referral_id TEXT NOT NULL, whom TEXT NOT NULL"),
    "CREATE INDEX IF NOT EXISTS handed_on_by_referral ON handed_on (referral_id)",
    *_table(
        "employment_steps",
        """employment_id TEXT NOT NULL, case_id TEXT NOT NULL, person_id TEXT NOT NULL,
        kind TEXT NOT NULL, step TEXT NOT NULL, months INTEGER""",
    ),
    "CREATE INDEX IF NOT EXISTS employment_steps_by_job ON employment_steps (employment_id, step)",
    *_table(
        "looks",
        """record_id TEXT NOT NULL, employment_id TEXT NOT NULL, person_id TEXT NOT NULL,
        months INTEGER NOT NULL, status TEXT NOT NULL, step TEXT NOT NULL""",
    ),
    "CREATE INDEX IF NOT EXISTS looks_by_job ON looks (employment_id, months)",
    *_table(
        "looks_due",
        """item INTEGER NOT NULL, employment_id TEXT NOT NULL, person_id TEXT NOT NULL,
        kind TEXT NOT NULL, step TEXT NOT NULL, months INTEGER NOT NULL""",
        key="PRIMARY KEY (source, position, item)",
    ),
    *_table(
        "workplaces",
        """employment_id TEXT NOT NULL, case_id TEXT NOT NULL, person_id TEXT NOT NULL,
        kind TEXT NOT NULL, workplace TEXT, trait TEXT, resource_id TEXT, follows TEXT""",
    ),
    (
        "CREATE INDEX IF NOT EXISTS workplaces_about_job"
        " ON workplaces (municipality, employment_id, position)"
    ),
    *_table(
        "work_steps",
        """step_id TEXT NOT NULL, case_id TEXT NOT NULL, person_id TEXT NOT NULL,
        kind TEXT NOT NULL, step TEXT NOT NULL, result TEXT, resource_id TEXT, programme TEXT,
        attendance_id TEXT, minutes INTEGER""",
    ),
    *_table(
        "outcomes",
        """outcome_id TEXT NOT NULL, case_id TEXT NOT NULL, person_id TEXT,
        kind TEXT NOT NULL, step TEXT NOT NULL""",
    ),
    *_table("undone_steps", "record_id TEXT NOT NULL, step TEXT NOT NULL"),
    "CREATE INDEX IF NOT EXISTS undone_steps_by_record ON undone_steps (record_id, step)",
    *_table("unmet_needs", "need_id TEXT NOT NULL, case_id TEXT NOT NULL, gap TEXT NOT NULL"),
    *_table(
        "sessions",
        """session_id TEXT NOT NULL, programme_id TEXT NOT NULL, kind TEXT NOT NULL,
        step TEXT NOT NULL, people INTEGER""",
    ),
    "CREATE INDEX IF NOT EXISTS sessions_by_id ON sessions (session_id)",
    *_table(
        "session_counts",
        """item INTEGER NOT NULL, session_id TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL,
        first_age INTEGER, last_age INTEGER, people INTEGER NOT NULL""",
        key="PRIMARY KEY (source, position, item)",
    ),
    *_table(
        "programmes",
        "programme_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT",
    ),
    "CREATE INDEX IF NOT EXISTS programmes_by_id ON programmes (programme_id)",
    *_table(
        "incentives",
        """item INTEGER NOT NULL, statement_id TEXT NOT NULL, recipient TEXT NOT NULL,
        person_id TEXT, scheme TEXT NOT NULL, yen INTEGER NOT NULL,
        days INTEGER NOT NULL""",
        key="PRIMARY KEY (source, position, item)",
    ),
)
"""Filled from other services' facts, so no rebuilding from the own log empties them."""

OBSERVATIONS: tuple[str, ...] = tuple(
    statement.split("(", 1)[0].split()[-1]
    for statement in FOREIGN_TABLES
    if statement.startswith("CREATE TABLE")
)
"""The names of the tables."""

FORMER_TABLES: tuple[str, ...] = (
    *_table(
        "conferences",
        """conference_id TEXT NOT NULL, legal_mode TEXT NOT NULL, cases INTEGER NOT NULL,
        with_consent INTEGER NOT NULL""",
    ),
    *_table(
        "conference_cases",
        """item INTEGER NOT NULL, conference_id TEXT NOT NULL, case_id TEXT NOT NULL,
        legal_mode TEXT NOT NULL""",
        key="PRIMARY KEY (source, position, item)",
    ),
    """INSERT INTO conference_matters
        (source, position, municipality, occurred_on, recorded_at, item, conference_id, case_id,
         legal_mode, with_consent)
        SELECT c.source, c.position, c.municipality, c.occurred_on, c.recorded_at, c.item,
            c.conference_id, c.case_id, c.legal_mode,
            CASE h.with_consent WHEN 0 THEN 0 WHEN h.cases THEN 1 END
        FROM conference_cases c JOIN conferences h
            ON h.source = c.source AND h.position = c.position
        WHERE true
        ON CONFLICT DO NOTHING""",
    "DROP TABLE conference_cases",
    "DROP TABLE conferences",
    "DROP INDEX IF EXISTS contacts_by_case",
    "DROP INDEX IF EXISTS workplaces_by_job",
    *(f"DROP INDEX IF EXISTS contacts_{one}" for one in ("by_day", "of_case", "of_person")),
)
"""Until facts told the law of each agenda item, two tables held them: they move over, once.

Indexes go whose place another has taken."""


def instant_text(instant: datetime) -> str:
    """How instants are written in the tables."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def recorded_until(rows: Rows) -> datetime:
    """The latest instant at which anything that is observed was recorded; long ago for nothing.

    Every row is read.
    """
    return _latest(rows, OBSERVATIONS, {})


def recorded_behind(rows: Rows, places: Mapping[str, int]) -> datetime:
    """As :func:`recorded_until`, of what lies behind a place in each source's log.

    Args:
        rows: the store.
        places: by source; sources that are not named are not asked.
    """
    asked = {f"source_{source}": source for source in places}
    asked_places = {f"place_{source}": place for source, place in places.items()}
    behind = [
        f"{table} WHERE source = :source_{source} AND position > :place_{source}"
        for table in OBSERVATIONS
        for source in places
    ]
    return _latest(rows, behind, {**asked, **asked_places})


def _latest(rows: Rows, parts: Sequence[str], asked: Params) -> datetime:
    latest = " UNION ALL ".join(f"SELECT MAX(recorded_at) AS at FROM {one}" for one in parts)  # noqa: S608
    found = rows.rows(f"SELECT MAX(at) AS at FROM ({latest}) latest", asked)[0]["at"]  # noqa: S608
    return datetime.fromisoformat(found) if found else datetime.min.replace(tzinfo=UTC)

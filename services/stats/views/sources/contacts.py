"""Sources of contacts, and of the persons and households behind them."""

from __future__ import annotations

from services.stats.views.recorded import LINKED, in_period, latest, recorded
from services.stats.views.sources.source import MONTH, Source, columns, plain

_AGENCIES = f"({latest('agencies', 'agency_id')})"
_NOTED_AGENCIES = f"({latest('noted_agencies', 'agency_id')})"
_LINK = f"""LEFT JOIN {LINKED} linked
    ON linked.case_id = CASE WHEN o.person_id IS NULL THEN o.case_id END"""
"""Whom an anonymous call was about. Of the other contacts the person is known: their case is not
read, and so not the table behind the index either."""

_LINKED_CASE = f"LEFT JOIN {LINKED} linked ON linked.case_id = o.case_id"
_PERSON = "COALESCE(o.person_id, linked.person_id)"
_FISCAL_YEAR = (
    "(CAST(substr(o.occurred_on, 1, 4) AS INTEGER)"
    " - CASE WHEN substr(o.occurred_on, 6, 2) < '04' THEN 1 ELSE 0 END)"
)
_EVER, _THIS_YEAR = "'0001-01-01'", f"{_FISCAL_YEAR} || '-04-01'"

CONTACT = columns(
    plain("method", "consulter", "age", "gender", "route", "outcome", "consent"),
    MONTH,
    agency="o.agency_id",
    agency_kind=(
        "COALESCE(agency.agency_kind, noted.agency_kind)",
        (
            f"LEFT JOIN {_AGENCIES} agency ON agency.agency_id = o.agency_id"
            f" LEFT JOIN {_NOTED_AGENCIES} noted ON noted.agency_id = o.agency_id"
        ),
    ),
    factors=(
        "told.factors",
        "LEFT JOIN contact_factors told ON told.source = o.source AND told.position = o.position",
    ),
)
_PERSONS = columns(CONTACT, unit=(_PERSON, _LINK))

_READ = """c.source, c.position, c.municipality, c.occurred_on, c.recorded_at, c.case_id,
    c.person_id, c.age, c.gender, c.method, c.consulter, c.route, c.outcome, c.consent"""
_EVERY_AGENCY = f"""(
    SELECT {_READ}, c.agency_id FROM contacts c
    UNION ALL
    SELECT {_READ}, joint.agency_id FROM contacts c
    JOIN joint_agencies joint ON joint.source = c.source AND joint.position = c.position
)"""  # noqa: S608 - own names
"""A contact once for the receiving agency and once for each that came along."""


def _earlier(since: str) -> str:
    """Of whom an earlier contact is known, as themselves or as an anonymous caller."""
    contact = f"""SELECT 1 FROM contacts c WHERE {recorded("c")}
        AND c.occurred_on < :first_day AND c.occurred_on >= {since}"""  # noqa: S608 - own names
    return f"""(EXISTS ({contact} AND c.person_id = {_PERSON})
        OR EXISTS (SELECT 1 FROM {LINKED} once WHERE once.person_id = {_PERSON} AND EXISTS (
            {contact} AND c.case_id = once.case_id AND c.person_id IS NULL)))"""  # noqa: S608


def linked_to(case: str) -> str:
    """The anonymous cases that turned out to be a case's."""
    return f"SELECT once.case_id FROM {LINKED} once WHERE once.linked_case_id = {case}"  # noqa: S608


def _begun_before(case: str) -> str:
    """Of which an opening or a contact before the period is known, or a linked anonymous call."""
    return f"""(EXISTS (SELECT 1 FROM openings b WHERE {recorded("b")}
            AND b.case_id = {case} AND b.occurred_on < :first_day)
        OR EXISTS (SELECT 1 FROM contacts b WHERE {recorded("b")}
            AND b.case_id = {case} AND b.occurred_on < :first_day)
        OR EXISTS (SELECT 1 FROM contacts b WHERE {recorded("b")}
            AND b.case_id IN ({linked_to(case)}) AND b.occurred_on < :first_day))"""  # noqa: S608


_HOUSEHOLD = "COALESCE(linked.linked_case_id, o.case_id)"
_NAMED = f"{in_period()} AND {_PERSON} IS NOT NULL"
_OF_KNOWN_CASE = f"""{in_period()} AND ({_PERSON} IS NOT NULL OR EXISTS (
    SELECT 1 FROM openings named WHERE {recorded("named")}
      AND named.case_id = o.case_id AND named.anonymous = 0))"""  # noqa: S608 - own names
"""Of a household that is known, if not the person: a ledger's row with a ケース番号 only."""

SOURCES = {
    "contacts": Source("contacts", in_period(), _PERSONS),
    "contacts_of_agencies": Source(_EVERY_AGENCY, in_period(), CONTACT),
    "unnamed_contacts": Source(
        "contacts",
        f"{in_period()} AND o.person_id IS NULL AND linked.person_id IS NULL",
        CONTACT,
        _LINK,
    ),
    "home_visits": Source("contacts", f"{in_period()} AND o.method = 'home_visit'", CONTACT),
    "met_home_visits": Source(
        "contacts",
        f"{in_period()} AND o.method = 'home_visit' AND o.outcome = 'met'",
        CONTACT,
    ),
    "new_persons": Source(
        "contacts",
        f"{in_period()} AND NOT {_earlier(_EVER)}",
        columns(CONTACT, unit=_PERSON),
        _LINK,
    ),
    "persons_new_in_year": Source(
        "contacts",
        f"{in_period()} AND NOT {_earlier(_THIS_YEAR)}",
        columns(CONTACT, unit=f"{_PERSON} || '/' || {_FISCAL_YEAR}"),
        _LINK,
    ),
    "households": Source(
        "contacts", _OF_KNOWN_CASE, columns(CONTACT, unit=_HOUSEHOLD), _LINKED_CASE
    ),
    "persons_of_agencies": Source(
        _EVERY_AGENCY,
        _NAMED,
        columns(CONTACT, unit=f"{_PERSON} || '/' || COALESCE(o.agency_id, '')"),
        _LINK,
    ),
    "handled_cases": Source(
        "contacts",
        _OF_KNOWN_CASE,
        columns(
            CONTACT,
            unit=_HOUSEHOLD,
            begun=f"CASE WHEN {_begun_before(_HOUSEHOLD)} THEN 'before' ELSE 'within' END",
        ),
        _LINKED_CASE,
    ),
    "continued_cases": Source(
        "contacts",
        f"{_OF_KNOWN_CASE} AND {_begun_before(_HOUSEHOLD)}",
        columns(CONTACT, unit=_HOUSEHOLD),
        _LINKED_CASE,
    ),
}

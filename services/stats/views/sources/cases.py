"""Sources of cases: received, begun, and what became of them."""

from __future__ import annotations

from services.stats.views.recorded import in_period, recorded
from services.stats.views.sources.contacts import CONTACT, linked_to
from services.stats.views.sources.source import MONTH, Source, columns, plain

_BEGUN = f"""(
    SELECT c.source, c.position, c.municipality, c.recorded_at, opened.case_id,
        opened.transferred_in, opened.anonymous, c.age, c.gender, c.method, c.consulter, c.route,
        c.outcome, c.consent, c.agency_id,
        CASE WHEN c.occurred_on < opened.occurred_on THEN c.occurred_on
            ELSE opened.occurred_on END AS occurred_on
    FROM openings opened
    LEFT JOIN contacts c ON c.source = opened.source AND c.position = (
        SELECT earliest.position FROM (
            SELECT * FROM (
                SELECT own.occurred_on, own.position FROM contacts own
                WHERE own.case_id = opened.case_id AND {recorded("own")}
                ORDER BY own.occurred_on, own.position LIMIT 1
            ) own_first
            UNION ALL
            SELECT said.occurred_on, said.position FROM contacts said
            WHERE said.case_id IN ({linked_to("opened.case_id")}) AND {recorded("said")}
        ) earliest ORDER BY earliest.occurred_on, earliest.position LIMIT 1
    )
    WHERE {recorded("opened")} AND opened.anonymous = 0 AND opened.occurred_on >= :first_day
)"""  # noqa: S608 - own names
"""Every named case with its first day and its first contact, of those that may be new.

What was said before anybody gave a name is the case's, once it is linked."""

SOURCES = {
    "openings": Source(
        "openings", in_period(), columns(plain("anonymous", "transferred_in"), MONTH)
    ),
    "new_cases": Source(
        _BEGUN,
        "o.occurred_on BETWEEN :first_day AND :last_day",
        columns(CONTACT, plain("transferred_in")),
    ),
    "case_steps": Source("case_steps", in_period(), columns(MONTH, closing_reason="o.reason")),
}

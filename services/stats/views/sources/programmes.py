"""Sources of sessions and of incentives."""

from __future__ import annotations

from services.stats.views.recorded import in_period, latest, recorded
from services.stats.views.sources.source import MONTH, Source, columns, plain

_NAMED = f"""LEFT JOIN ({latest("programmes", "programme_id")}) named
    ON named.programme_id = o.programme_id"""
_HELD = f"""{in_period()}
    AND NOT EXISTS (
        SELECT 1 FROM sessions later WHERE later.session_id = o.session_id
          AND later.source = o.source AND later.position > o.position AND {recorded("later")}
    )
    AND NOT EXISTS (
        SELECT 1 FROM undone_steps u WHERE u.record_id = o.session_id AND u.step = o.step
          AND u.source = o.source AND u.position > o.position AND {recorded("u")}
    )"""  # noqa: S608 - own names
"""What was told of a session last, if nobody told since that it was not held."""

_SESSION = columns(
    MONTH,
    programme_kind="o.kind",
    programme_name=("COALESCE(named.name, o.programme_id)", _NAMED),
)
_COUNTS = "JOIN session_counts one ON one.source = o.source AND one.position = o.position"
_SPAN = """CASE WHEN one.first_age IS NULL AND one.last_age IS NULL THEN NULL ELSE
    COALESCE(CAST(one.first_age AS TEXT), '') || '-' || COALESCE(CAST(one.last_age AS TEXT), '')
    END"""
_GRANT = columns(plain("scheme", "recipient"), MONTH, amount="o.yen", unit="o.person_id")

SOURCES = {
    "sessions": Source("sessions", _HELD, _SESSION),
    "counted_sessions": Source("sessions", f"{_HELD} AND o.people IS NOT NULL", _SESSION),
    "session_counts": Source(
        "sessions",
        _HELD,
        columns(_SESSION, role="one.role", span=_SPAN, amount="one.people"),
        _COUNTS,
    ),
    "incentives": Source("incentives", in_period(), _GRANT),
    "incentives_of_persons": Source(
        "incentives", f"{in_period()} AND o.recipient = 'person'", _GRANT
    ),
}

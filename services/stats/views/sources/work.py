"""Sources of steps towards work, employments, outcomes, and the paths they make together."""

from __future__ import annotations

from services.stats.views.recorded import in_period, known_by, recorded, standing
from services.stats.views.sources.source import MONTH, OF_PERSON, Source, columns, plain

_STEPS = standing("o", "work_steps", "COALESCE({alias}.attendance_id, {alias}.step_id)")
_JOBS = standing("o", "employment_steps", "{alias}.employment_id")
_OUTCOMES = standing("o", "outcomes", "{alias}.outcome_id")
_STEP = columns(
    plain("result"), OF_PERSON, MONTH, step_kind="o.kind", scheme="o.programme", unit="o.person_id"
)
_PERSON = columns(OF_PERSON, MONTH, unit="o.person_id")

_ENDED = standing("ended", "employment_steps", "{alias}.employment_id")


def _ended(by: str) -> str:
    """Whether the job had ended by a day."""
    return f"""EXISTS (
        SELECT 1 FROM employment_steps ended
        WHERE ended.employment_id = o.employment_id AND ended.step = 'employment-ended'
          AND {known_by("ended", by)} AND {_ENDED}
    )"""  # noqa: S608 - own names


_DESCRIBED = f"""LEFT JOIN workplaces described
    ON described.employment_id = o.employment_id AND {known_by("described", ":last_day")}
      AND NOT EXISTS (
        SELECT 1 FROM workplaces later
        WHERE later.employment_id = described.employment_id
          AND later.position > described.position
          AND {known_by("later", ":last_day")}
    )"""  # noqa: S608 - own names
"""Where the person works, as it was told last of the days up to the end of the period."""

_CHECKED = f"""SELECT looked.status FROM looks looked
    WHERE looked.employment_id = o.employment_id AND looked.months = o.months
      AND {recorded("looked")}
      AND {standing("looked", "looks", "{alias}.record_id")}
    ORDER BY looked.position DESC LIMIT 1"""  # noqa: S608 - own names
_RETENTION = f"""COALESCE(
    NULLIF(({_CHECKED}), 'unknown'),
    CASE WHEN {_ended("o.occurred_on")} THEN 'left' ELSE 'unknown' END
)"""
_DUE = f"{in_period()} AND {standing('o', 'employment_steps', '{alias}.employment_id')}"
_LOOK = columns(plain("kind"), OF_PERSON, MONTH, checkpoint="o.months", retention=_RETENTION)

_PATHS = f"""(
    SELECT o.source, o.position, o.municipality, o.recorded_at, o.occurred_on, o.person_id,
        o.kind, 'employment' AS path
    FROM employment_steps o WHERE o.step = 'employment-started' AND {_JOBS}
    UNION ALL
    SELECT o.source, o.position, o.municipality, o.recorded_at, o.occurred_on, o.person_id,
        NULL AS kind, o.kind AS path
    FROM outcomes o WHERE o.kind IN ('study', 'back_to_school') AND {_OUTCOMES}
)"""  # noqa: S608 - own names

_GAINS = f"""(
    SELECT o.source, o.position, o.municipality, o.recorded_at, o.occurred_on, o.case_id,
        o.person_id, o.kind, 'employment' AS gain
    FROM employment_steps o WHERE o.step = 'employment-started' AND {_JOBS}
    UNION ALL
    SELECT o.source, o.position, o.municipality, o.recorded_at, o.occurred_on, o.case_id,
        o.person_id, NULL AS kind, o.kind AS gain
    FROM outcomes o WHERE o.kind = 'income_increased' AND {_OUTCOMES}
)"""  # noqa: S608 - own names
_WITH_PLAN = f"""EXISTS (
    SELECT 1 FROM plans decided
    WHERE decided.case_id = o.case_id AND {known_by("decided", ":last_day")}
)"""  # noqa: S608 - own names
"""A plan was decided for the case by the end of the period; whose of its people, none tells."""

SOURCES = {
    "steps": Source("work_steps", f"{in_period()} AND {_STEPS}", _STEP),
    "work_trials": Source(
        "work_steps", f"{in_period()} AND {_STEPS} AND o.kind IN ('trial', 'internship')", _STEP
    ),
    "work_trials_by_day": Source(
        "work_steps",
        f"{in_period()} AND {_STEPS} AND o.kind IN ('trial', 'internship')",
        columns(_STEP, unit="o.step_id || '/' || o.occurred_on"),
    ),
    "training_time": Source(
        "work_steps",
        f"{in_period()} AND {_STEPS} AND o.kind IN ('training', 'intermediate_work')",
        columns(_STEP, amount="o.minutes"),
    ),
    "employment_steps": Source(
        "employment_steps", f"{in_period()} AND {_JOBS}", columns(plain("kind"), _PERSON)
    ),
    "at_work": Source(
        "employment_steps",
        f"{recorded('o')} AND o.step = 'employment-started' AND o.occurred_on <= :last_day"
        f" AND {_JOBS} AND NOT {_ended(':last_day')}",
        columns(
            plain("kind"),
            _PERSON,
            workplace=("described.workplace", _DESCRIBED),
            trait=("described.trait", _DESCRIBED),
        ),
    ),
    "checkpoints_due": Source("looks_due", _DUE, _LOOK),
    "checkpoints_held": Source(
        "looks_due",
        f"{_DUE} AND {_RETENTION} IN ('continuing', 'changed', 'leave')",
        _LOOK,
    ),
    "outcomes": Source(
        "outcomes", f"{in_period()} AND {_OUTCOMES}", columns(_PERSON, outcome_kind="o.kind")
    ),
    "gains_of_persons": Source(
        _GAINS, f"{in_period()} AND {_WITH_PLAN}", columns(plain("gain", "kind"), _PERSON)
    ),
    "gains_of_households": Source(
        _GAINS,
        f"{in_period()} AND {_WITH_PLAN}",
        columns(plain("gain", "kind"), MONTH, unit="o.case_id"),
    ),
    "paths": Source(_PATHS, in_period(), columns(plain("path", "kind"), _PERSON)),
    "paths_of_persons": Source(_PATHS, in_period(), columns(plain("path", "kind"), _PERSON)),
}

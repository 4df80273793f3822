"""Days, ages and fiscal years as Japanese offices and Japanese law count them."""

from shared.calendar.age import age_on, age_range, attained_on, estimated_age, plausible_age
from shared.calendar.era import era_of, format_wareki, format_wareki_short, parse_date
from shared.calendar.fiscal_year import FiscalYear, months_after
from shared.calendar.fuzzy_date import FuzzyDate
from shared.calendar.jst import JST, Clock, jst_date, system_clock

__all__ = [
    "JST",
    "Clock",
    "FiscalYear",
    "FuzzyDate",
    "age_on",
    "age_range",
    "attained_on",
    "era_of",
    "estimated_age",
    "format_wareki",
    "format_wareki_short",
    "jst_date",
    "months_after",
    "parse_date",
    "plausible_age",
    "system_clock",
]

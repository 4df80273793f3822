"""The directory of resources as the router reads it, and words that may stand in a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.placement.routing.rule_file import RuleFile
from services.placement.routing.situation import Destination, Situation
from services.placement.views.resources import ResourceRow, outdated_after_days, resources_of
from shared.codes import (
    CONSULTERS,
    FACTORS,
    GENDERS,
    RESOURCE_KINDS,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SUPPORT_NEEDS,
)
from shared.refusal import InvalidInput
from shared.store import Rows


def destinations_of(
    rows: Rows, municipality: str, situation: Situation, day: date
) -> tuple[Destination, ...]:
    """Every place of a municipality's directory to which people are referred."""
    days = outdated_after_days(rows, municipality)
    return tuple(
        _destination(row, situation.area, out_of_date=row.is_outdated(day, days))
        for row in resources_of(rows, municipality)
    )


def _destination(row: ResourceRow, area: str | None, *, out_of_date: bool) -> Destination:
    """A resource; an area that is only written differently is the same."""
    near = area is not None and row.area is not None and row.serves(area)
    return Destination(
        id=str(row.resource_id),
        kind=RESOURCE_KINDS.by_code(row.kind).group,
        name=row.name,
        area=area if near else row.area,
        age_from=row.min_age,
        age_to=row.max_age,
        months=row.season,
        free=row.free_places,
        referrers=row.referrers,
        online=row.online,
        out_of_date=out_of_date,
    )


def expect_known(
    situation: Situation, rules: RuleFile, day: date, destinations: Sequence[Destination]
) -> None:
    """Refuse words that no list, no rule and no place knows: a record holds no free text.

    Raises:
        InvalidInput: ``unknown-code``, ``unknown-window``, ``unknown-area``.
    """
    for codes, said in (
        (FACTORS, situation.factors),
        (SUPPORT_NEEDS, situation.needs),
        (ROUTING_WISHES, situation.wishes),
        (ROUTING_SIGNS, situation.signs),
        (CONSULTERS, (situation.consulter,)),
        (GENDERS, (situation.gender,)),
    ):
        for code in said:
            if code is not None:
                codes.by_code(code)
    version = rules.version_on(day)
    windows = version.windows if version else ()
    if situation.window is not None and situation.window not in windows:
        raise InvalidInput(
            "受けた窓口",
            "unknown-window",
            "受けた窓口が、この市町村のルールにありません。",
            f"{'・'.join(windows) or '（なし）'} から選ぶか、空けてください。",
        )
    ruled = {one for rule in version.rules for one in rule.when.areas} if version else set()
    areas = ruled | {one.area for one in destinations if one.area is not None}
    if situation.area is not None and situation.area not in areas:
        raise InvalidInput(
            "地域",
            "unknown-area",
            "その地域は、ルールにも社会資源の一覧にもありません。",
            f"{'・'.join(sorted(areas)) or '（なし）'} から選ぶか、空けてください。",
        )

"""The pages of conference: 会議と議題, ボード, 会議録, 役割, プラン, 求め, 同意, 資料, 監査."""

from services.conference.http.statuses import STATUSES
from services.conference.pages import (
    agenda,
    audit,
    board,
    consents,
    erasures,
    meetings,
    minutes,
    own_items,
    packets,
    placing,
    plans,
    registers,
    requests,
    roles,
    rosters,
    subjects,
)
from shared.pages import Pages

PAGES = Pages(
    service="conference",
    package="services.conference.pages",
    statuses=STATUSES,
    page_routes=(
        *meetings.ROUTES,
        *rosters.ROUTES,
        *placing.ROUTES,
        *agenda.ROUTES,
        *board.ROUTES,
        *minutes.ROUTES,
        *roles.ROUTES,
        *plans.ROUTES,
        *requests.ROUTES,
        *subjects.ROUTES,
        *consents.ROUTES,
        *packets.ROUTES,
        *own_items.ROUTES,
        *audit.ROUTES,
        *erasures.ROUTES,
        *registers.ROUTES,
    ),
)

__all__ = ["PAGES"]

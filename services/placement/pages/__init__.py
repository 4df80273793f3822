"""The pages of placement: つなぎ・就労・定着."""

from services.placement.http.statuses import STATUSES
from services.placement.pages import cases, incentives, tasks
from services.placement.pages.places import amending, needs, programmes, resources, sessions
from services.placement.pages.referrals import board as referrals
from services.placement.pages.referrals import considered, offering, referral, routing, rules
from services.placement.pages.work import board as work
from services.placement.pages.work import employments, steps, workplace
from shared.pages import Pages

PAGES = Pages(
    service="placement",
    package="services.placement.pages",
    statuses=STATUSES,
    page_routes=(
        *referrals.ROUTES,
        *offering.ROUTES,
        *referral.ROUTES,
        *routing.ROUTES,
        *considered.ROUTES,
        *rules.ROUTES,
        *cases.ROUTES,
        *work.ROUTES,
        *steps.ROUTES,
        *employments.ROUTES,
        *workplace.ROUTES,
        *tasks.ROUTES,
        *amending.ROUTES,
        *resources.ROUTES,
        *programmes.ROUTES,
        *sessions.ROUTES,
        *incentives.ROUTES,
        *needs.ROUTES,
    ),
)

__all__ = ["PAGES"]

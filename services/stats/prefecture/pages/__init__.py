"""The pages of the prefecture's hub: who has reported, how they compare, whose ledger holds."""

from services.stats.prefecture.http.statuses import STATUSES
from services.stats.prefecture.pages import arrived, checkpoints, comparing
from shared.pages import Pages, look, send

_PERIOD = "/returns/{template}/{first}/{last}"

PAGES = Pages(
    service="prefecture",
    package="services.stats.prefecture.pages",
    statuses=STATUSES,
    page_routes=(
        look("/", arrived.home, "returns.status", "checkpoints.list"),
        look(_PERIOD, arrived.status, "returns.status"),
        look(_PERIOD + "/compare", comparing.totals, "returns.compare", "returns.status"),
        send(_PERIOD + "/compare", comparing.chosen, "returns.compare", "returns.status"),
        look(_PERIOD + "/of/{municipality}", arrived.show, "returns.show"),
        look("/checkpoints", checkpoints.show, "checkpoints.list"),
        look("/members", checkpoints.members, "members.list"),
    ),
)

__all__ = ["PAGES"]

"""The pages of stats: 報告, its versions, 公表, KPI."""

from services.stats.http.statuses import STATUSES
from services.stats.pages import acts, downloads, home, kpi, publications, returns
from services.stats.pages.whose import RETURN_PATH
from shared.pages import Pages, look, send

_KPI_PATH = "/kpi/{municipality}/{sheet}"
_VERSION = RETURN_PATH + "/versions/{version}"
_EDITION = RETURN_PATH + "/editions/{edition}"

PAGES = Pages(
    service="stats",
    package="services.stats.pages",
    statuses=STATUSES,
    page_routes=(
        look("/", home.show, *home.USES),
        send("/", home.choose, *home.USES),
        look(RETURN_PATH, returns.show, *returns.USES),
        look(RETURN_PATH + "/now", returns.now, *returns.USES),
        look(RETURN_PATH + "/now/excel", downloads.now_excel, "returns.look"),
        look(RETURN_PATH + "/now/csv", downloads.now_csv, "returns.look"),
        look(_VERSION, returns.version, *returns.USES),
        look(_VERSION + "/excel", downloads.version_excel, "returns.show"),
        look(_VERSION + "/csv", downloads.version_csv, "returns.show"),
        look(RETURN_PATH + "/compare/{before}/{after}", returns.compare, "returns.compare"),
        send(RETURN_PATH + "/issue", acts.issue, "returns.issue", *returns.USES),
        send(RETURN_PATH + "/close", acts.close, "returns.close", *returns.USES),
        send(RETURN_PATH + "/submit", acts.submit, "submissions.submit", *returns.USES),
        look(
            RETURN_PATH + "/publish",
            publications.choose,
            *("returns.publish", "returns.show", "protections.list"),
        ),
        send(
            RETURN_PATH + "/preview",
            publications.preview,
            *("returns.preview", "returns.show"),
        ),
        send(RETURN_PATH + "/publish", acts.publish, "returns.publish", *returns.USES),
        look(_EDITION, publications.edition, "returns.edition"),
        look(_EDITION + "/excel", downloads.edition_excel, "returns.edition"),
        look(_EDITION + "/csv", downloads.edition_csv, "returns.edition"),
        look(
            "/published",
            publications.published,
            *("publications.list", "templates.list", "municipalities.list"),
        ),
        look("/kpi", kpi.sheets, "kpi.list", "municipalities.list"),
        look(_KPI_PATH, kpi.show, "kpi.show", "kpi.enter", "kpi.correct"),
        look(_KPI_PATH + "/excel", downloads.kpi_excel, "kpi.show"),
        send(_KPI_PATH + "/enter", kpi.enter, "kpi.enter", "kpi.show"),
        send(_KPI_PATH + "/correct", kpi.correct, "kpi.correct", "kpi.show"),
    ),
)

__all__ = ["PAGES"]

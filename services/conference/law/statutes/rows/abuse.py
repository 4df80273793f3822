"""The three abuse prevention acts: reporting is never hindered, the reporter is never named."""

from __future__ import annotations

from services.conference.law.statutes.provision import Cited, Does, Provision, always
from services.conference.law.statutes.rows.duties import LEAKING_ENTRUSTED, OF_ENTRUSTED
from services.conference.law.statutes.statute import CHILD_ABUSE, DISABLED_ABUSE, ELDER_ABUSE

_FINDERS = "虐待を受けたと思われる人を見つけた人"
_RECEIVERS = "通告・通報を受けた機関の職員"
_NO_BAR = "守秘の定めは、通告・通報を妨げない"
_REPORTER = "通告・通報した人を特定させるものを漏らすこと"


def _row(key: str, does: Does, gist: str, binds: str, cited: Cited) -> Provision:
    return Provision(key=key, does=does, gist=gist, binds=binds, cited=cited)


ROWS = (
    _row("child_abuse.report", "requires", "速やかに、市町村・福祉事務所・児童相談所に通告する", _FINDERS, always(CHILD_ABUSE, "6条", "1項")),
    _row("child_abuse.no_bar", "permits", _NO_BAR, _FINDERS, always(CHILD_ABUSE, "6条", "3項")),
    _row("child_abuse.reporter", "forbids", _REPORTER, _RECEIVERS, always(CHILD_ABUSE, "7条")),
    _row("child_abuse.address", "forbids", "保護者に児童の住所・居所を明らかにすること", "児童相談所長・施設", always(CHILD_ABUSE, "12条", "4項・5項")),
    _row("child_abuse.request", "permits", "市町村長・福祉事務所長・児童相談所長の求めに応じて、必要な限度で提供する", "地方公共団体の機関・病院・学校など", always(CHILD_ABUSE, "13条の4")),
    _row("elder_abuse.report", "requires", "重大な危険があれば、速やかに市町村に通報する", _FINDERS, always(ELDER_ABUSE, "7条", "1項")),
    _row("elder_abuse.report_otherwise", "requires", "そのほかの場合も、市町村に通報するよう努める", _FINDERS, always(ELDER_ABUSE, "7条", "2項")),
    _row("elder_abuse.no_bar", "permits", _NO_BAR, _FINDERS, always(ELDER_ABUSE, "7条", "3項")),
    _row("elder_abuse.reporter", "forbids", _REPORTER, _RECEIVERS, always(ELDER_ABUSE, "8条")),
    Provision(
        key="elder_abuse.entrusted_secrecy",
        does="forbids",
        gist=LEAKING_ENTRUSTED,
        binds="高齢者虐待対応協力者である受託者・その役職員（これらであった者を含む）",
        cited=always(ELDER_ABUSE, "17条", "2項"),
        penalty="korei.29",
        secrecy=OF_ENTRUSTED,
    ),
    _row("disabled_abuse.report", "requires", "速やかに市町村に通報する", _FINDERS, always(DISABLED_ABUSE, "7条", "1項", confirmed=False)),
    _row("disabled_abuse.no_bar", "permits", _NO_BAR, _FINDERS, always(DISABLED_ABUSE, "7条", "2項", confirmed=False)),
    _row("disabled_abuse.reporter", "forbids", _REPORTER, _RECEIVERS, always(DISABLED_ABUSE, "8条", confirmed=False)),
)  # fmt: skip

"""保存期間の過ぎた記録: what is due, proposed by one person, approved or kept by another.

Whom it is about is sent in the form and never stands in an address.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.conference.application.erasure.retention import DueLine
from services.conference.application.erasure.shapes import ErasureShown
from services.conference.domain.erasure import GROUND_LABELS, REJECTION_LABELS, Ground, Status
from services.conference.pages.seen import every_page
from services.conference.pages.wording import person_label, tied
from shared.facts.fact import Service
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/erasures"
STATUS: Mapping[Status, str] = {
    "proposed": "承認を待っている",
    "approved": "消去中",
    "stopped": "中止",
    "completed": "消去済み",
    "rejected": "承認されなかった",
}
_KEEPERS: Mapping[Service, str] = {
    "intake": "相談受付",
    "conference": "支援会議",
    "placement": "つなぎ・就労・定着",
}
_OTHER_GROUNDS: tuple[Ground, ...] = ("use_suspended", "court_order")
_LABELS = {"person": "対象者の番号", "ground": "根拠", "reason": "決定・命令の内容"}
_AS = {"person_id": "person", "理由": "reason"}


def erasures(visit: Visit) -> Page:
    """What is due, what waits for a second person, and what became of the rest."""
    return _erasures(visit, None)


def _erasures(visit: Visit, refusal: Refusal | None) -> Page:
    town = visit.ask("agencies.own").municipality
    asked: dict[str, Any] = {"municipality": town, "after": visit.form.one("after") or None}
    due = visit.ask("retention.due", asked)
    found = [
        _erasure(visit, one)
        for page in every_page(visit, "erasures.list", municipality=town)
        for one in page.lines
    ]
    shown = {
        "path": PATH,
        "due": [_due(one) for one in due.lines],
        "further": due.next_after,
        "proposed": [one for one in found if one["line"].status == "proposed"],
        "others": [one for one in found if one["line"].status != "proposed"],
        "reasons": list(REJECTION_LABELS.items()),
        "grounds": [(one, GROUND_LABELS[one]) for one in _OTHER_GROUNDS],
        "typed": visit.form,
    }
    return Page("erasures.html", "保存期間の過ぎた記録", shown, refusal)


def _due(one: DueLine) -> dict[str, Any]:
    return {
        "line": one,
        "person": person_label(one.person_id),
        "free": not (one.holds or one.access_pending or one.proposed),
    }


def _erasure(visit: Visit, one: ErasureShown) -> dict[str, Any]:
    return {
        "line": one,
        "person": person_label(one.person_id),
        "ground": GROUND_LABELS[one.ground],
        "status": STATUS[one.status],
        "own": one.proposed_by == visit.actor.person,
        "missing": [_KEEPERS[service] for service in one.missing],
    }


def erasure(visit: Visit) -> Page:
    """One erasure with the proofs of each service that its key is gone."""
    found: ErasureShown = visit.ask("erasures.show", {"erasure_id": visit.path["erasure_id"]})
    shown = {
        **_erasure(visit, found),
        "back": PATH,
        "number": number(found.erasure_id),
        "proofs": [
            {"service": _KEEPERS[one.service], "keys": one.key_ids, "at": one.destroyed_at}
            for one in found.proofs
        ],
    }
    return Page("erasure.html", "消去の証明", shown)


def propose(visit: Visit) -> Answer:
    """Propose that somebody be erased; nothing is erased by that."""
    asked: dict[str, Any] = visit.form.given("ground", "reason")
    asked["person_id"] = visit.form.one("person")
    asked["municipality"] = visit.ask("agencies.own").municipality
    try:
        visit.ask("erasures.propose", asked)
    except Refusal as refusal:
        return _erasures(visit, tied(refusal, _AS, _LABELS))
    return Moved(PATH, "廃棄を提案しました。別の人が承認するまで、何も消えません。")


def approve(visit: Visit) -> Answer:
    """Approve a proposal as a second person: from here on there is no way back."""
    return _decided(visit, "erasures.approve", "承認しました。各サービスが鍵を破棄します。")


def reject(visit: Visit) -> Answer:
    """Keep the records."""
    return _decided(visit, "erasures.reject", "承認しないことを記録しました。記録は残ります。")


def _decided(visit: Visit, name: str, done: str) -> Answer:
    try:
        visit.ask(name, visit.form.given("erasure_id", "expected_version", "reason"))
    except Refusal as refusal:
        return _erasures(visit, refusal)
    return Moved(PATH, done)


_USES = ("erasures.list", "retention.due", "agencies.own")

ROUTES = (
    look("/erasures", erasures, *_USES),
    send("/erasures", erasures, *_USES),
    look("/erasures/{erasure_id}", erasure, "erasures.show"),
    send("/erasures/propose", propose, "erasures.propose", *_USES),
    send("/erasures/approve", approve, "erasures.approve", *_USES),
    send("/erasures/reject", reject, "erasures.reject", *_USES),
)

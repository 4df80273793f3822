"""打診: whom, where to, how; also the next one after a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from services.placement.application.cases import CaseShown
from services.placement.pages.names import NAMES, Names, names_for, own_agency
from services.placement.pages.referrals.acts import NOTE, NOTE_HINT, ON
from shared.codes import AGENCY_KINDS, REFERRAL_WHOM, RESOURCE_KINDS, ROUTING_MODES
from shared.pages import Answer, Moved, Page, PageRoute, Posted, Visit, look, send
from shared.pages.acts import Act, ActForm, Blank, Sheet, Tried, coded
from shared.pages.writing import number
from shared.refusal import Refusal

_MODES = tuple((one.code, one.label) for one in ROUTING_MODES if one.group != "keep")
_USES = ("referrals.offer", "cases.show", *NAMES)
_EXISTS = "referral-exists"

OFFER = Act(
    "offer",
    "referrals.offer",
    "打診する",
    "打診を記録する",
    "打診を記録しました。返事の期限までに、つなぎ先の返事を記録してください。",
    (
        Blank(
            "who",
            "だれをつなぐか",
            "choice",
            required=True,
            told=("whom", "person_id", "つないだ相手"),
        ),
        Blank(
            "resource_id",
            "つなぎ先の場所",
            "choice",
            hint="社会資源の一覧にある場所です。",
            none="場所は決めない",
        ),
        Blank(
            "to_agency_id",
            "受ける機関",
            "choice",
            hint="登録された機関なら、その機関が自分の画面で返事できます。"
            "場所を運営する機関があれば、空けておいてかまいません。",
            none="場所のとおり・登録のない機関",
            told=("つなぎ先の機関",),
        ),
        Blank(
            "destination",
            "つなぎ先の種別",
            "choice",
            coded(AGENCY_KINDS),
            hint="場所も機関も決めないときに選びます。",
            none="場所・機関のとおり",
            told=("つなぎ先",),
        ),
        Blank("mode", "つなぎ方", "choice", _MODES, none="決めない", told=("つなぎ方",)),
        Blank(
            "stays",
            "打診した側も、つないだ後の支援に残る",
            "tick",
            start="true",
            told=("支援に残るか",),
        ),
        ON,
        Blank("note", "メモ", "passage", hint=NOTE_HINT, told=NOTE.told),
        Blank("referral_id", "", "hidden"),
        Blank("follows", "", "hidden"),
    ),
    "つなぎ先に声をかけたら記録します。",
)


def whom_options(people: tuple[UUID, ...], subject: UUID | None) -> list[tuple[str, str]]:
    """Everybody who can be handed on in a case: as the person concerned, as family, as a whole."""
    subject_of, family_of, household = (
        REFERRAL_WHOM.by_code(one).label for one in ("subject", "family", "household")
    )
    several = len(people) > 1
    options = [
        (
            f"subject:{one}",
            f"{subject_of}（対象者 {number(one)}"
            + ("・主な対象者）" if several and one == subject else "）"),
        )
        for one in people
    ]
    options += [
        (f"family:{one}", f"{family_of}として（対象者 {number(one)}）") for one in people if several
    ]
    return [*options, ("family:", f"{family_of}（番号のない人）"), ("household:", household)]


def offer_form(
    visit: Visit,
    case_id: UUID | str,
    case: CaseShown,
    names: Names,
    tried: Tried | None = None,
    starts: Mapping[str, str] | None = None,
) -> ActForm:
    """The form of a 打診 in a case."""
    sheet = Sheet(
        base=f"/placement/pages/cases/{case_id}",
        today=visit.today,
        tried=tried,
        starts={"referral_id": str(uuid4()), **(starts or {})},
        options={
            "who": whom_options(case.people, case.subject_id),
            "resource_id": names.place_options(),
            "to_agency_id": names.agency_options(),
        },
    )
    return sheet.form(OFFER)


def show_offer(visit: Visit, tried: Tried | None = None) -> Page:
    """The form of a 打診.

    Raises:
        Refusal: ``case-not-found``.
    """
    own = own_agency(visit)
    asked = {"municipality": own.municipality, "case_id": visit.path["case_id"]}
    case = visit.ask("cases.show", asked)
    form = offer_form(visit, case.case_id, case, names_for(visit, own), tried)
    shown = {"case": case, "form": form}
    return Page("offer.html", "打診", shown, tried.said if tried else None)


def show_next(visit: Visit) -> Page:
    """The form of the 打診 that follows one that came to nothing.

    Raises:
        Refusal: ``referral-not-found``.
    """
    before = visit.ask("referrals.show", {"referral_id": visit.path["referral_id"]}).line
    own = own_agency(visit)
    case = visit.ask("cases.show", {"municipality": own.municipality, "case_id": before.case_id})
    form = offer_form(
        visit,
        case.case_id,
        case,
        names_for(visit, own),
        starts={
            "follows": str(before.referral_id),
            "who": f"{before.whom}:{before.person_id or ''}",
        },
    )
    return Page("offer.html", "次のつなぎ先への打診", {"case": case, "form": form})


def send_offer(visit: Visit) -> Answer:
    """Record a 打診, and lead to its page."""
    own = own_agency(visit)
    told = asked_for(visit.form, names_for(visit, own))
    whose = {"municipality": own.municipality, "case_id": visit.path["case_id"]}
    try:
        referral_id = visit.ask("referrals.offer", {**told, **whose})
    except Refusal as refusal:
        if refusal.code == _EXISTS:
            already = OFFER.document(visit.form)["referral_id"]
            return Moved(f"/placement/pages/referrals/{already}", refusal.message)
        return show_offer(visit, Tried(OFFER, visit.form, refusal))
    return Moved(f"/placement/pages/referrals/{referral_id}", OFFER.done)


def asked_for(form: Posted, names: Names) -> dict[str, Any]:
    """What was filled in; the kind of destination follows from the place or the agency."""
    told = OFFER.document(form)
    whom, _, person_id = told.pop("who", "").partition(":")
    told |= {name: text for name, text in (("whom", whom), ("person_id", person_id)) if text}
    told["stays"] = bool(told.get("stays"))
    if "destination" not in told:
        told.update(_destination(told, names))
    return told


def _destination(told: dict[str, Any], names: Names) -> dict[str, str]:
    for place in names.places.values():
        if str(place.resource_id) == told.get("resource_id"):
            return {"destination": RESOURCE_KINDS.by_code(place.kind).group}
    for agency in names.agencies.values():
        if str(agency.agency_id) == told.get("to_agency_id"):
            return {"destination": agency.kind}
    return {}


ROUTES: tuple[PageRoute, ...] = (
    look("/cases/{case_id}/offer", show_offer, *_USES),
    send("/cases/{case_id}/offer", send_offer, *_USES),
    look("/referrals/{referral_id}/next", show_next, "referrals.offer", "referrals.show", *_USES),
)

"""One referral: where it stands, how it came there, and what may be recorded next."""

from __future__ import annotations

from collections.abc import Callable

from services.placement.application.referrals.answers import PreparedPacket, ReferralShown
from services.placement.pages.names import NAMES, PLACE, Names, names_for_asked, own_agency
from services.placement.pages.referrals.acts import ACTS, ADDRESS, LEADING, PACKET, UNDO
from services.placement.pages.referrals.board import shared_words
from shared.pages import Answer, Moved, Page, PageRoute, Posted, Visit, look, send
from shared.pages.acts import Act, ActForm, Sheet, Tried, carry_out
from shared.refusal import Refusal

_SHOWN = ("referrals.show", "referrals.chain", PLACE, *NAMES)
_AT = "/placement/pages/referrals"


def show_referral(
    visit: Visit, tried: Tried | None = None, granted: PreparedPacket | None = None
) -> Page:
    """A referral, with what was typed if something was refused.

    Raises:
        Refusal: ``referral-not-found``, also for those of others.
    """
    referral_id = visit.path["referral_id"]
    found = visit.ask("referrals.show", {"referral_id": referral_id})
    own = own_agency(visit)
    names = names_for_asked(visit, own, [found.line])
    asks = found.line.case_id is not None
    forms = _forms(visit, found, names, tried, asks=asks)
    chain = visit.ask("referrals.chain", {"referral_id": referral_id}) if asks else None
    shown = {
        "found": found,
        "line": found.line,
        "asks": asks,
        "names": names,
        "chain": chain,
        "leading": [one for one in forms if one.act.name in LEADING],
        "beside": [one for one in forms if one.act.name not in LEADING],
        "left": _left(tried, forms),
        "granted": granted,
        **shared_words(),
    }
    return Page("referral.html", "つなぎの記録", shown, tried.said if tried else None)


def _forms(
    visit: Visit, found: ReferralShown, names: Names, tried: Tried | None, *, asks: bool
) -> list[ActForm]:
    sheet = Sheet(
        base=f"{_AT}/{found.line.referral_id}",
        today=visit.today,
        version=found.version,
        tried=tried,
        options={"resource_id": names.place_options(), "to_agency_id": names.agency_options()},
    )
    steps = {one.step for one in found.next_steps}
    acts = [one for one in ACTS if one.name in steps]
    is_open = bool(steps - {"withdraw", "transfer"})
    if asks and is_open and found.line.to_agency_id is None and found.line.offered_on:
        acts.append(ADDRESS)
    if asks and is_open and found.line.to_agency_id and found.line.person_id:
        acts.append(PACKET)
    if found.may_undo:
        acts.append(UNDO)
    return [sheet.form(one) for one in acts if visit.may(one.use_case)]


def _left(tried: Tried | None, forms: list[ActForm]) -> list[tuple[str, str]]:
    """What was typed into a form that is not there any more."""
    if tried is None or any(one.act.name == tried.act.name for one in forms):
        return []
    return tried.left


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        referral_id = visit.path["referral_id"]
        try:
            carry_out(visit, act, referral_id=referral_id)
        except Refusal as refusal:
            return show_referral(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{referral_id}", act.done)

    return sent


def _prepare(visit: Visit) -> Answer:
    """Ask for the packet; what came of each item is shown at once, for it is kept nowhere."""
    items = " ".join(visit.form.many(PACKET.field_of("items"))).split()
    asked = {"referral_id": visit.path["referral_id"], "items": items}
    try:
        granted = visit.ask(PACKET.use_case, asked)
    except Refusal as refusal:
        typed = {**visit.form.fields, PACKET.field_of("items"): ["\n".join(items)]}
        return show_referral(visit, Tried(PACKET, Posted(typed), refusal))
    return show_referral(visit, granted=granted)


ROUTES: tuple[PageRoute, ...] = (
    look("/referrals/{referral_id}", show_referral, *_SHOWN),
    *(
        send(f"/referrals/{{referral_id}}/{act.name}", _sent(act), act.use_case, *_SHOWN)
        for act in (*ACTS, ADDRESS, UNDO)
    ),
    send("/referrals/{referral_id}/packet", _prepare, PACKET.use_case, *_SHOWN),
)

"""社会資源の変更: what is known of a place, what to mind there, what is to be asked again."""

from __future__ import annotations

from services.placement.application.resources.forms import ShownNotes, ShownResource
from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from services.placement.pages.places.resource_acts import AMEND, FRESHNESS, NOTE
from services.placement.pages.places.resources import described
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Sheet, Tried
from shared.refusal import Refusal

_AT = "/placement/pages/resources"
_OUTDATED = f"{_AT}/outdated"
_OWN_PLACE = "notes-about-own-agency"
_SHOWN = ("resources.show", "resource-notes.show", *NAMES)


def show_amending(visit: Visit, tried: Tried | None = None) -> Page:
    """What a place is known as, and what is to be minded there, to be written otherwise.

    Raises:
        Refusal: ``resource-not-found``, also for those of others.
    """
    resource_id = visit.path["resource_id"]
    asked = {"resource_id": resource_id}
    notes = _notes(visit, resource_id)
    found: ShownResource = visit.ask("resources.show", asked)
    names = names_for(visit, own_agency(visit))
    sheet = Sheet(
        f"{_AT}/{resource_id}",
        visit.today,
        found.version,
        tried,
        starts=_starts(found, notes),
        ticked={"season": [str(one) for one in found.season], "referrers": found.referrers},
        options={"agency_id": names.agency_options()},
    )
    shown = {
        "found": found,
        "form": sheet.form(AMEND),
        "notes": sheet.form(NOTE) if notes else None,
    }
    return Page("resource_amend.html", "社会資源の変更", shown, tried.said if tried else None)


def _notes(visit: Visit, resource_id: str) -> ShownNotes | None:
    """What is to be minded; ``None`` for the agency that runs the place, of which it is said.

    Raises:
        Refusal: ``resource-not-found``.
    """
    try:
        notes: ShownNotes = visit.ask("resource-notes.show", {"resource_id": resource_id})
    except Refusal as refusal:
        if refusal.code == _OWN_PLACE:
            return None
        raise
    return notes


def _starts(found: ShownResource, notes: ShownNotes | None) -> dict[str, str]:
    known = found.model_dump()
    starts = {
        blank.part: str(known[blank.part])
        for blank in AMEND.blanks
        if known[blank.part] is not None and blank.kind != "ticks"
    }
    starts["online"] = "true" if found.online else ""
    starts["notes"] = (notes.notes or "") if notes else ""
    return starts


def amend(visit: Visit) -> Answer:
    """Record what is known of a place now, wholly."""
    resource_id = visit.path["resource_id"]
    try:
        visit.ask(AMEND.use_case, {**described(AMEND, visit.form), "resource_id": resource_id})
    except Refusal as refusal:
        return show_amending(visit, Tried(AMEND, visit.form, refusal))
    return Moved(f"{_AT}/{resource_id}", AMEND.done)


def note(visit: Visit) -> Answer:
    """Record what is to be minded at a place; nothing, if the field was emptied."""
    resource_id = visit.path["resource_id"]
    asked = {"notes": None, **NOTE.document(visit.form), "resource_id": resource_id}
    try:
        visit.ask(NOTE.use_case, asked)
    except Refusal as refusal:
        return show_amending(visit, Tried(NOTE, visit.form, refusal))
    return Moved(f"{_AT}/{resource_id}", NOTE.done)


def show_outdated(visit: Visit, tried: Tried | None = None) -> Page:
    """The places that somebody should ask again, and after how many days that is so."""
    own = own_agency(visit)
    found = visit.ask("resources.outdated", {"municipality": own.municipality, "limit": MOST})
    starts = {"outdated_after_days": str(found.outdated_after_days)}
    sheet = Sheet(_OUTDATED, visit.today, tried=tried, starts=starts)
    shown = {
        "found": found,
        "form": sheet.form(FRESHNESS) if visit.may(FRESHNESS.use_case) else None,
    }
    return Page("outdated.html", "確認の古い社会資源", shown, tried.said if tried else None)


def set_freshness(visit: Visit) -> Answer:
    """Decide after how many days a place has to be asked again."""
    asked = {**FRESHNESS.document(visit.form), "municipality": own_agency(visit).municipality}
    try:
        visit.ask(FRESHNESS.use_case, asked)
    except Refusal as refusal:
        return show_outdated(visit, Tried(FRESHNESS, visit.form, refusal))
    return Moved(_OUTDATED, FRESHNESS.done)


_ONE = "/resources/{resource_id}"
_LISTED = ("resources.outdated", "agencies.own")
ROUTES: tuple[PageRoute, ...] = (
    look("/resources/outdated", show_outdated, *_LISTED),
    send("/resources/outdated/freshness", set_freshness, FRESHNESS.use_case, *_LISTED),
    look(f"{_ONE}/amend", show_amending, AMEND.use_case, *_SHOWN),
    send(f"{_ONE}/amend", amend, AMEND.use_case, *_SHOWN),
    send(f"{_ONE}/notes", note, NOTE.use_case, *_SHOWN),
)

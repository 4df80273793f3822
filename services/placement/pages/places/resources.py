"""社会資源: the directory with its freshness and room, one place, a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from services.placement.pages.places.resource_acts import CONFIRM, FIND, REGISTER, REOPEN, WITHDRAW
from services.placement.pages.words import MONTHS
from shared.pages import Answer, Moved, Page, PageRoute, Posted, Visit, look, send
from shared.pages.acts import Act, ActForm, Sheet, Tried
from shared.refusal import InvalidInput, Refusal

_AT = "/placement/pages/resources"
_FOLLOWING = (CONFIRM, WITHDRAW, REOPEN)
_LISTED = ("resources.list", *NAMES)
_SHOWN = ("resources.show", *NAMES)


def show_directory(visit: Visit) -> Page:
    """The directory of a municipality, narrowed if somebody asked for that."""
    own = own_agency(visit)
    asked = FIND.document(visit.form)
    whose = {"municipality": own.municipality, "limit": MOST}
    refusal = None
    try:
        found = visit.ask("resources.list", {**whose, **asked})
    except InvalidInput as wrong:
        refusal = Tried(FIND, visit.form, wrong).said
        found = visit.ask("resources.list", whose)
    tried = Tried(FIND, visit.form, refusal) if refusal else None
    sheet = Sheet(base=_AT, today=visit.today, tried=tried, starts=_typed(asked))
    shown = {"found": found, "names": names_for(visit, own), "find": sheet.form(FIND)}
    return Page("resources.html", "社会資源", shown, refusal)


def _typed(asked: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in asked.items()}


def show_resource(visit: Visit, tried: Tried | None = None) -> Page:
    """One place.

    Raises:
        Refusal: ``resource-not-found``, also for those of others.
    """
    resource_id = visit.path["resource_id"]
    found = visit.ask("resources.show", {"resource_id": resource_id})
    own = own_agency(visit)
    sheet = Sheet(f"{_AT}/{resource_id}", visit.today, found.version, tried)
    acts = (CONFIRM, REOPEN if found.withdrawn_on else WITHDRAW)
    forms = [sheet.form(one) for one in acts if visit.may(one.use_case)]
    if not own.works_for_municipality:
        forms = [one for one in forms if one.act is CONFIRM]
    shown = {
        "found": found,
        "names": names_for(visit, own),
        "months": dict(MONTHS),
        "forms_of_place": forms,
        "amendable": own.works_for_municipality,
    }
    return Page("resource.html", "社会資源の内容", shown, tried.said if tried else None)


def show_new(visit: Visit, tried: Tried | None = None) -> Page:
    """The form of a new place."""
    names = names_for(visit)
    sheet = Sheet(
        _AT,
        visit.today,
        tried=tried,
        starts={"resource_id": str(uuid4())},
        options={"agency_id": names.agency_options()},
    )
    form: ActForm = sheet.form(REGISTER)
    return Page(
        "resource_new.html", "社会資源の登録", {"form": form}, tried.said if tried else None
    )


def register(visit: Visit) -> Answer:
    """Enter a place into the directory, and lead to its page."""
    own = own_agency(visit)
    asked = {**described(REGISTER, visit.form), "municipality": own.municipality}
    try:
        resource_id = visit.ask(REGISTER.use_case, asked)
    except Refusal as refusal:
        return show_new(visit, Tried(REGISTER, visit.form, refusal))
    return Moved(f"{_AT}/{resource_id}", REGISTER.done)


def described(act: Act, form: Posted) -> dict[str, Any]:
    """What a place says of itself, as it was filled in: months and yen are numbers."""
    told = act.document(form)
    if str(told.get("cost", "")).isdecimal():
        told["cost"] = int(told["cost"])
    if "season" in told:
        told["season"] = [int(month) for month in told["season"] if month.isdecimal()]
    return told


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        resource_id = visit.path["resource_id"]
        asked = {**act.document(visit.form), "resource_id": resource_id}
        try:
            visit.ask(act.use_case, asked)
        except Refusal as refusal:
            return show_resource(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{resource_id}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    look("/resources", show_directory, *_LISTED),
    send("/resources/find", show_directory, *_LISTED),
    look("/resources/new", show_new, "resources.register", *NAMES),
    send("/resources/register", register, "resources.register", *NAMES),
    look("/resources/{resource_id}", show_resource, *_SHOWN),
    *(
        send(f"/resources/{{resource_id}}/{one.name}", _sent(one), one.use_case, *_SHOWN)
        for one in _FOLLOWING
    ),
)

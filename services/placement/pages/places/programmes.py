"""居場所などの事業: which there are, what each is announced as, the sessions that it held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from services.placement.application.programmes.forms import ProgrammeLine
from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from services.placement.pages.places.programme_acts import AMEND, END, HOLD, REOPEN, SET_UP
from services.placement.pages.places.sessions import SESSIONS_AT, counted, of_role
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, Sheet, Tried
from shared.refusal import Refusal

_AT = "/placement/pages/programmes"
_LOOKED_BACK = timedelta(days=366)
_FOLLOWING = (AMEND, END, REOPEN)
_LISTED = ("programmes.list", *NAMES)
_HELD = ("sessions.list", "programmes.list", *NAMES)


def show_programmes(visit: Visit, tried: Tried | None = None) -> Page:
    """The programmes of a municipality."""
    own = own_agency(visit)
    names = names_for(visit, own)
    sheet = Sheet(
        _AT,
        visit.today,
        tried=tried,
        starts={"programme_id": str(uuid4())},
        options={"resource_id": names.place_options()},
    )
    shown = {
        "programmes": programmes_of(visit, own.municipality),
        "names": names,
        "form": sheet.form(SET_UP),
    }
    return Page("programmes.html", "居場所などの事業", shown, tried.said if tried else None)


def programmes_of(visit: Visit, municipality: str) -> list[ProgrammeLine]:
    """Every programme of a municipality, those that ended too."""
    found: list[ProgrammeLine] = visit.ask(
        "programmes.list", {"municipality": municipality, "limit": MOST}
    )
    return found


def set_up(visit: Visit) -> Answer:
    """Begin a programme, and lead to its page."""
    own = own_agency(visit)
    asked = {**SET_UP.document(visit.form), "municipality": own.municipality}
    try:
        programme_id = visit.ask(SET_UP.use_case, asked)
    except Refusal as refusal:
        return show_programmes(visit, Tried(SET_UP, visit.form, refusal))
    return Moved(f"{_AT}/{programme_id}", SET_UP.done)


def show_programme(visit: Visit, tried: Tried | None = None) -> Page:
    """A programme with the sessions of the last year.

    Raises:
        Refusal: ``programme-not-found``, also for those of others.
    """
    programme_id = visit.path["programme_id"]
    period = {"since": str(visit.today - _LOOKED_BACK), "until": str(visit.today), "limit": MOST}
    held = visit.ask("sessions.list", {"programme_id": programme_id, **period})
    own = own_agency(visit)
    names = names_for(visit, own)
    found = programmes_of(visit, own.municipality)
    programme = next(one for one in found if str(one.programme_id) == programme_id)
    sheet = Sheet(
        f"{_AT}/{programme_id}",
        visit.today,
        tried=tried,
        starts={"session_id": str(uuid4()), **_announced(programme)},
        options={"resource_id": names.place_options()},
    )
    acts = (AMEND, REOPEN if programme.ended_on else END)
    shown = {
        "programme": programme,
        "held": held,
        "names": names,
        "form": sheet.form(HOLD),
        "forms_of_programme": [sheet.form(one) for one in acts],
    }
    return Page("programme.html", "開催の記録", shown, tried.said if tried else None)


def _announced(programme: ProgrammeLine) -> dict[str, str]:
    """What a programme is announced as, as it stands in the form that changes it."""
    known = programme.model_dump()
    return {
        blank.part: str(known[blank.part])
        for blank in AMEND.blanks
        if known[blank.part] is not None
    }


def hold(visit: Visit) -> Answer:
    """Record a session; who was not counted is left out, which is not 0."""
    programme_id = visit.path["programme_id"]
    asked, roles = counted(HOLD, visit.form)
    try:
        session_id = visit.ask(HOLD.use_case, {**asked, "programme_id": programme_id})
    except Refusal as refusal:
        return show_programme(visit, Tried(HOLD, visit.form, of_role(refusal, roles)))
    return Moved(f"{SESSIONS_AT}/{session_id}", HOLD.done)


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        programme_id = visit.path["programme_id"]
        try:
            visit.ask(act.use_case, {**act.document(visit.form), "programme_id": programme_id})
        except Refusal as refusal:
            return show_programme(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{programme_id}", act.done)

    return sent


_ONE = "/programmes/{programme_id}"
ROUTES: tuple[PageRoute, ...] = (
    look("/programmes", show_programmes, *_LISTED),
    send("/programmes/set-up", set_up, SET_UP.use_case, *_LISTED),
    look(_ONE, show_programme, *_HELD),
    send(f"{_ONE}/hold", hold, HOLD.use_case, *_HELD),
    *(send(f"{_ONE}/{one.name}", _sent(one), one.use_case, *_HELD) for one in _FOLLOWING),
)

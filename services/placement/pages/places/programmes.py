"""居場所などの事業: which there are, the sessions that were held, who came to one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from services.placement.application.programmes.forms import ProgrammeLine
from services.placement.pages.acts import Act, Blank, FieldRefusal, Sheet, Tried, coded
from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from shared.codes import ATTENDEE_ROLES, CORRECTION_REASONS, RESOURCE_KINDS
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.refusal import Refusal

_AT = "/placement/pages/programmes"
_SESSIONS_AT = "/placement/pages/sessions"
_LOOKED_BACK = timedelta(days=366)
_WHY = Blank(
    "reason",
    "理由",
    "choice",
    coded(CORRECTION_REASONS),
    required=True,
    none="選んでください",
    told=(CORRECTION_REASONS.title,),
)

SET_UP = Act(
    "set-up",
    "programmes.set-up",
    "事業を始める",
    "始める",
    "事業を開設しました。",
    (
        Blank(
            "kind",
            "種類",
            "choice",
            coded(RESOURCE_KINDS, "community_place", "community_group"),
            required=True,
        ),
        Blank("name", "名称", required=True),
        Blank("resource_id", "場所", "choice", none="一覧にない"),
        Blank("schedule", "日時", hint="毎週水曜 13時から など"),
        Blank("programme_id", "", "hidden"),
    ),
    tone="second",
)
HOLD = Act(
    "hold",
    "sessions.hold",
    "開催を記録する",
    "開催を記録する",
    "開催を記録しました。",
    (
        Blank("on", "開催した日", "day", required=True, start="today", told=("開催日", "日付")),
        *(
            Blank(
                f"people.{one.code}",
                f"{one.label}（人）",
                "number",
                told=("人数", f"counts.{number}.people"),
            )
            for number, one in enumerate(ATTENDEE_ROLES)
        ),
        Blank("session_id", "", "hidden"),
    ),
    "数えなかった欄は空けておきます。だれも来なかったときは 0 です。",
)
ATTEND = Act(
    "attend",
    "sessions.attend",
    "参加した人を記録する",
    "参加を記録する",
    "参加を記録しました。",
    (
        Blank("role", "立場", "choice", coded(ATTENDEE_ROLES), required=True),
        Blank(
            "handle",
            "呼び名",
            required=True,
            hint="その場で使う呼び名です。呼び名そのものは、どこにも残りません。",
            told=("参加した人",),
        ),
    ),
    "名乗っている人だけ。人数だけ数えるときは要りません。",
)
UNDO = Act(
    "undo",
    "sessions.undo",
    "開催を取り消す",
    "取り消す",
    "開催の記録を取り消しました。",
    (_WHY,),
    "開かなかった日を記録していたとき。",
    "danger",
)
_SESSION_ACTS = (ATTEND, UNDO)
_LISTED = ("programmes.list", *NAMES)
_HELD = ("sessions.list", "programmes.list", *NAMES)
_SESSION = ("sessions.show", "programmes.list", *NAMES)


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
        "programmes": _programmes(visit, own.municipality),
        "names": names,
        "form": sheet.form(SET_UP),
    }
    return Page("programmes.html", "居場所などの事業", shown, tried.said if tried else None)


def _programmes(visit: Visit, municipality: str) -> list[ProgrammeLine]:
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
    sheet = Sheet(
        f"{_AT}/{programme_id}",
        visit.today,
        tried=tried,
        starts={"session_id": str(uuid4())},
    )
    shown = {
        "programme": _the_one(_programmes(visit, own.municipality), programme_id),
        "held": held,
        "names": names_for(visit, own),
        "form": sheet.form(HOLD),
    }
    return Page("programme.html", "開催の記録", shown, tried.said if tried else None)


def _the_one(programmes: list[ProgrammeLine], programme_id: object) -> ProgrammeLine:
    return next(one for one in programmes if str(one.programme_id) == str(programme_id))


def hold(visit: Visit) -> Answer:
    """Record a session; who was not counted is left out, which is not 0."""
    programme_id = visit.path["programme_id"]
    asked = HOLD.document(visit.form)
    people = asked.pop("people", {})
    asked["counts"] = [{"role": role, "people": told} for role, told in people.items()]
    try:
        session_id = visit.ask(HOLD.use_case, {**asked, "programme_id": programme_id})
    except Refusal as refusal:
        return show_programme(visit, Tried(HOLD, visit.form, _of_role(refusal, list(people))))
    return Moved(f"{_SESSIONS_AT}/{session_id}", HOLD.done)


def _of_role(refusal: Refusal, roles: list[str]) -> Refusal:
    """A refusal of one count, tied to the field of its role."""
    field = str(getattr(refusal, "field", "")).split(".")
    if field[0] == "counts" and len(field) > 1 and field[1].isdecimal():
        part = f"people.{roles[int(field[1])]}"
        return FieldRefusal(part, refusal.code, refusal.message, refusal.remedy)
    return refusal


def show_session(visit: Visit, tried: Tried | None = None) -> Page:
    """A session with who is on record as having been there.

    Raises:
        Refusal: ``session-not-found``, also for those of others; ``session-undone``.
    """
    session_id = visit.path["session_id"]
    found = visit.ask("sessions.show", {"session_id": session_id})
    own = own_agency(visit)
    sheet = Sheet(f"{_SESSIONS_AT}/{session_id}", visit.today, found.version, tried)
    shown = {
        "found": found,
        "programme": _the_one(_programmes(visit, own.municipality), found.programme_id),
        "names": names_for(visit, own),
        "forms_of_session": [sheet.form(one) for one in _SESSION_ACTS],
    }
    return Page("session.html", "開催の内容", shown, tried.said if tried else None)


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        session_id = visit.path["session_id"]
        asked = {**act.document(visit.form), "session_id": session_id}
        if act is ATTEND:
            asked.pop("expected_version", None)
        try:
            if act is UNDO:
                before = visit.ask("sessions.show", {"session_id": session_id})
                visit.ask(act.use_case, asked)
                return Moved(f"{_AT}/{before.programme_id}", act.done)
            visit.ask(act.use_case, asked)
        except Refusal as refusal:
            return show_session(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_SESSIONS_AT}/{session_id}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    look("/programmes", show_programmes, *_LISTED),
    send("/programmes/set-up", set_up, SET_UP.use_case, *_LISTED),
    look("/programmes/{programme_id}", show_programme, *_HELD),
    send("/programmes/{programme_id}/hold", hold, HOLD.use_case, *_HELD),
    look("/sessions/{session_id}", show_session, *_SESSION),
    *(
        send(f"/sessions/{{session_id}}/{one.name}", _sent(one), one.use_case, *_SESSION)
        for one in _SESSION_ACTS
    ),
)

"""一つの開示請求: where it stands, what the law has come next, what was gathered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.conference.application.access.replies import AccessDetail
from services.conference.pages.access.acts import ACTS, next_acts
from services.conference.pages.access.lists import line_shown
from services.conference.pages.access.next_step import next_step
from services.conference.pages.access.words import KEEPERS, PATH, access_path
from services.conference.pages.seen import MOST
from services.conference.pages.wording import birth_told, tied
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.acts import Act, Sheet, Tried
from shared.pages.writing import day, number
from shared.personal_records import HOLDING_SERVICES, RecordsFile
from shared.refusal import InvalidInput, Refusal

NAMES = ("agencies.own", "agencies.list")
"""What a page asks for that calls agencies by their names."""

SHOWN = ("access.show", *NAMES)
_FILE = "records"


def request(visit: Visit) -> Page:
    """A request for access as it stands."""
    return shown_with(visit)


def shown_with(visit: Visit, tried: Tried | None = None, refusal: Refusal | None = None) -> Page:
    """A request as it stands, with what was sent and refused.

    Args:
        visit: who looks.
        tried: a form of what comes next, with what was typed.
        refusal: why something else was not done.

    Raises:
        Refusal: ``access-request-not-found``.
    """
    found = detail_of(visit)
    names = names_of(visit) if found.opinions else {}
    opinions: list[dict[str, Any]] = [
        {"line": one, "party": party_label(names, one.party_id)} for one in found.opinions
    ]
    sheet = Sheet(
        base=access_path(found.line.access_id),
        today=visit.today,
        version=found.version,
        tried=tried,
        options={
            "opinion_id": [
                (str(one["line"].opinion_id), f"{one['party']}（{day(one['line'].answer_by)}まで）")
                for one in opinions
                if one["line"].opposes is None
            ]
        },
    )
    acts = [one for one in next_acts(found, visit.today) if visit.may(one.use_case)]
    shown = {
        **line_shown(found.line),
        "list": PATH,
        "found": found,
        "next": next_step(found, visit.today),
        "undecided": found.line.standing in ("open", "correcting"),
        "keepers": [(one, KEEPERS[one], one in found.missing_services) for one in HOLDING_SERVICES],
        "opinions": opinions,
        "forms": [sheet.form(one) for one in acts],
        "left": tried.left if tried and tried.act not in acts else [],
    }
    said = tried.said if tried else refusal
    return Page("access/request.html", "開示請求", shown, said)


def detail_of(visit: Visit) -> AccessDetail:
    """The request that the address names."""
    found: AccessDetail = visit.ask("access.show", named(visit))
    return found


def named(visit: Visit) -> dict[str, str]:
    """The request that the address names, for another one."""
    return {"access_id": visit.path["access_id"]}


def names_of(visit: Visit) -> dict[UUID, str]:
    """What the agencies of the municipality are called."""
    town = visit.ask("agencies.own").municipality
    found = visit.ask("agencies.list", {"municipality": town, "limit": MOST}).agencies
    return {one.agency_id: one.details.name for one in found if one.details.name}


def party_label(names: dict[UUID, str], party_id: UUID) -> str:
    """A third party: an agency by its name, a person by their number."""
    return names.get(party_id) or f"第三者 {number(party_id)}"


def _taking(act: Act) -> Callable[[Visit], Answer]:
    """What records one of the things that come next."""

    def take(visit: Visit) -> Answer:
        try:
            visit.ask(act.use_case, {**_document(act, visit), **named(visit)})
        except Refusal as refusal:
            return shown_with(visit, Tried(act, visit.form, refusal))
        return Moved(access_path(visit.path["access_id"]), act.done)

    return take


def _document(act: Act, visit: Visit) -> dict[str, Any]:
    told = act.document(visit.form)
    if birth := told.get("subject_birth"):
        told["subject_birth"] = birth_told("subject_birth", birth)
    return told


def collect_own(visit: Visit) -> Answer:
    """Gather what the conference itself holds about the person."""
    try:
        visit.ask("access.collect-own", {**named(visit), **visit.form.given("expected_version")})
    except Refusal as refusal:
        return shown_with(visit, refusal=refusal)
    return Moved(access_path(visit.path["access_id"]), "支援会議の記録を集めました。")


def collect(visit: Visit) -> Answer:
    """Take in the file in which another service wrote out what it holds."""
    try:
        part = _handed_in(visit)
        told = part.model_dump(mode="json", exclude={"format"})
        visit.ask("access.collect", {**told, **named(visit)})
    except Refusal as refusal:
        fields = {"ファイル": _FILE, "サービス": _FILE, "対象者": _FILE}
        return shown_with(visit, refusal=tied(refusal, fields, {_FILE: "ファイル"}))
    done = f"{KEEPERS[part.service]}の記録を集めました（{len(part.records)} 件）。"
    return Moved(access_path(visit.path["access_id"]), done)


def _handed_in(visit: Visit) -> RecordsFile:
    if _FILE not in visit.form.files:
        raise InvalidInput(
            _FILE,
            "records-file-unreadable",
            "ファイルが選ばれていません。",
            "`tsunagu access export-part` で書き出したファイルを選んでください。",
        )
    return RecordsFile.read(visit.form.files[_FILE].content)


_ONE = "/access/{access_id}"

ROUTES = (
    look(_ONE, request, *SHOWN),
    send(f"{_ONE}/collect-own", collect_own, "access.collect-own", *SHOWN),
    send(f"{_ONE}/collect", collect, "access.collect", *SHOWN),
    *(send(f"{_ONE}/{one.name}", _taking(one), one.use_case, *SHOWN) for one in ACTS),
)

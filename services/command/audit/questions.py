"""Questions that the ledger answers: about whom, by whom, on which basis, and why not."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from services.command.audit import screen
from services.command.audit.app import (
    NOBODY_SAID,
    AsJson,
    Before,
    Limit,
    Municipality,
    Worker,
    answer,
    app,
    auditor,
    opened,
    own,
    uuid_of,
)
from services.conference.application.audit import requests
from services.conference.law.vocabulary import Basis
from shared.calendar import parse_date
from shared.refusal import InvalidInput
from shared.use_case import read_request

Person = Annotated[str, typer.Argument(metavar="PERSON", help="人の番号")]
Agency = Annotated[str, typer.Argument(metavar="AGENCY", help="機関の番号")]
EntryId = Annotated[str, typer.Argument(metavar="ENTRY", help="記録の番号")]
OfPerson = Annotated[str | None, typer.Option("--person", help="この人についてのもの")]
OfAgency = Annotated[str | None, typer.Option("--agency", help="この機関へのもの")]
OfPacket = Annotated[str | None, typer.Option("--packet", help="この資料")]
By = Annotated[str | None, typer.Option("--by", help="この職員が見たもの")]
Holder = Annotated[str | None, typer.Option("--from", help="この機関から得たもの一つずつ")]
BasisName = Annotated[
    str, typer.Argument(metavar="BASIS", help="根拠の符号。none で根拠のないもの")
]
First = Annotated[str, typer.Option("--from", help="初日（含む）")]
Last = Annotated[str, typer.Option("--to", help="末日（含む。31日以内）")]


@app.command("about")
def about(
    person: Person,
    *,
    municipality: Municipality = None,
    before: Before = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その人のことが、誰から誰へ、なぜ、どの根拠で共有され、断られたか。"""
    asked = requests.AboutPerson(
        municipality=own(municipality),
        person_id=uuid_of(person, "PERSON"),
        before=before,
        limit=limit,
    )
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.shared_about(actor, asked)
    answer(found, screen.show_entries, as_json=as_json)


@app.command("held-by")
def held_by(
    agency: Agency,
    *,
    holder: Holder = None,
    municipality: Municipality = None,
    before: Before = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その機関が、どの機関から情報を得ているか。"""
    agency_id, place = uuid_of(agency, "AGENCY"), own(municipality)
    with opened() as conference:
        audit, actor = conference.application.audit, auditor(conference, worker, place)
        if holder is None:
            everything = requests.AboutAgency(municipality=place, agency_id=agency_id)
            holdings = audit.held_by(actor, everything)
            answer(holdings, screen.show_holdings, as_json=as_json)
            return
        of_one = requests.ReceivedBy(
            municipality=place,
            agency_id=agency_id,
            holder_id=uuid_of(holder, "--from"),
            before=before,
            limit=limit,
        )
        answer(audit.received(actor, of_one), screen.show_entries, as_json=as_json)


@app.command("opened")
def opened_by(
    *,
    packet: OfPacket = None,
    person: OfPerson = None,
    by: By = None,
    municipality: Municipality = None,
    before: Before = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """資料を誰が見たか、その人のことを誰が見たか、その職員が何を見たか。"""
    asked = read_request(
        requests.OpenedWhat,
        {
            "municipality": own(municipality),
            "packet_id": packet and uuid_of(packet, "--packet"),
            "person_id": person and uuid_of(person, "--person"),
            "worker": by,
            "before": before,
            "limit": limit,
        },
    )
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.opened(actor, asked)
    answer(found, screen.show_entries, as_json=as_json)


@app.command("basis")
def under_basis(
    basis: BasisName,
    *,
    municipality: Municipality = None,
    before: Before = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その根拠で共有されたもの。"""
    if basis not in (*get_args(Basis), "none"):
        raise InvalidInput(
            "BASIS",
            "basis-unknown",
            "その符号の根拠はありません。",
            f"{'・'.join(get_args(Basis))}、または none を指定してください。",
        )
    asked = read_request(
        requests.UnderBasis,
        {"municipality": own(municipality), "basis": basis, "before": before, "limit": limit},
    )
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.under_basis(actor, asked)
    answer(found, screen.show_entries, as_json=as_json)


@app.command("refused")
def refused(
    *,
    person: OfPerson = None,
    agency: OfAgency = None,
    municipality: Municipality = None,
    before: Before = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """断られたものと、その理由。"""
    asked = requests.RefusedWhat(
        municipality=own(municipality),
        person_id=uuid_of(person, "--person") if person else None,
        agency_id=uuid_of(agency, "--agency") if agency else None,
        before=before,
        limit=limit,
    )
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.refused(actor, asked)
    answer(found, screen.show_entries, as_json=as_json)


@app.command("lawful")
def lawful(
    entry: EntryId,
    *,
    municipality: Municipality = None,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その記録を、当時の記録とその日の法律から判断し直す。"""
    asked = requests.EntryNamed(municipality=own(municipality), entry_id=uuid_of(entry, "ENTRY"))
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.lawful(actor, asked)
    answer(found, screen.show_lawfulness, as_json=as_json)


@app.command("emergencies")
def emergencies(
    *,
    municipality: Municipality = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """見直しの済んでいない緊急の提供（期限の早い順）。"""
    asked = requests.Unreviewed(municipality=own(municipality), limit=limit)
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.emergencies_without_review(actor, asked)
    answer(found, screen.show_emergencies, as_json=as_json)


@app.command("unusual")
def unusual(
    *,
    first: First,
    last: Last,
    municipality: Municipality = None,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """いつもと違う閲覧（多くのケース、担当のないケース、同じ姓の人）。"""
    asked = requests.Between(
        municipality=own(municipality), first=parse_date(first), last=parse_date(last)
    )
    with opened() as conference:
        actor = auditor(conference, worker, asked.municipality)
        found = conference.application.audit.unusual_reading(actor, asked)
    answer(found, screen.show_unusual, as_json=as_json)

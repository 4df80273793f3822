"""Questions that the ledger answers: about whom, by whom, on which basis, and why not."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from services.command import completion
from services.command.audit import screen
from services.command.audit.app import NOBODY_SAID, EntryId, app, ask, uuid_of
from services.command.choices import choices
from services.command.municipality import municipality_for
from services.command.options import AsJson, Municipality, Worker
from services.conference.application.audit import Audit, requests
from services.conference.law.vocabulary import Basis
from services.conference.ledger.reading import BEHIND_ALL
from shared.calendar import parse_date
from shared.codes import DISCLOSURE_BASES
from shared.refusal import InvalidInput
from shared.use_case import read_request

Person = Annotated[str, typer.Argument(metavar="人の番号", help="誰のことか")]
Agency = Annotated[str, typer.Argument(metavar="機関の番号", help="どの機関か")]
OfPerson = Annotated[
    str | None, typer.Option("--person", metavar="番号", help="この人についてのもの")
]
OfAgency = Annotated[str | None, typer.Option("--agency", metavar="番号", help="この機関へのもの")]
OfPacket = Annotated[str | None, typer.Option("--packet", metavar="番号", help="この資料")]
By = Annotated[str | None, typer.Option("--by", metavar="番号", help="この職員が見たもの")]
Holder = Annotated[
    str | None, typer.Option("--from", metavar="番号", help="この機関から得たものを、一つずつ")
]
BasisName = Annotated[
    str,
    typer.Argument(
        metavar="根拠",
        help="根拠の符号（none で根拠のないもの）: "
        + choices({one: DISCLOSURE_BASES.by_code(one).label for one in get_args(Basis)}),
        autocompletion=completion.legal_bases,
    ),
]
First = Annotated[str, typer.Option("--from", metavar="年-月-日", help="初日（含む）")]
Last = Annotated[str, typer.Option("--to", metavar="年-月-日", help="末日（含む。31日以内）")]
Before = Annotated[
    int | None,
    typer.Option(
        "--before",
        min=0,
        max=BEHIND_ALL,
        metavar="位置",
        help="この位置より前の記録から（前の答えが示した数）",
    ),
]
Limit = Annotated[
    int,
    typer.Option(
        "--limit", min=1, max=requests.MOST_AT_ONCE, metavar="件数", help="一度に示す件数"
    ),
]


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
        municipality=municipality_for(municipality),
        person_id=uuid_of(person, "人の番号"),
        before=before,
        limit=limit,
    )
    ask(Audit.shared_about, asked, worker, screen.show_entries, as_json=as_json)


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
    agency_id, place = uuid_of(agency, "機関の番号"), municipality_for(municipality)
    if holder is None:
        everything = requests.AboutAgency(municipality=place, agency_id=agency_id)
        ask(Audit.held_by, everything, worker, screen.show_holdings, as_json=as_json)
        return
    of_one = requests.ReceivedBy(
        municipality=place,
        agency_id=agency_id,
        holder_id=uuid_of(holder, "--from"),
        before=before,
        limit=limit,
    )
    ask(Audit.received, of_one, worker, screen.show_entries, as_json=as_json)


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
            "municipality": municipality_for(municipality),
            "packet_id": packet and uuid_of(packet, "--packet"),
            "person_id": person and uuid_of(person, "--person"),
            "worker": by,
            "before": before,
            "limit": limit,
        },
    )
    ask(Audit.opened, asked, worker, screen.show_entries, as_json=as_json)


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
            "根拠",
            "basis-unknown",
            "その符号の根拠はありません。",
            f"{'・'.join(get_args(Basis))}、または none を指定してください。",
        )
    asked = read_request(
        requests.UnderBasis,
        {
            "municipality": municipality_for(municipality),
            "basis": basis,
            "before": before,
            "limit": limit,
        },
    )
    ask(Audit.under_basis, asked, worker, screen.show_entries, as_json=as_json)


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
        municipality=municipality_for(municipality),
        person_id=uuid_of(person, "--person") if person else None,
        agency_id=uuid_of(agency, "--agency") if agency else None,
        before=before,
        limit=limit,
    )
    ask(Audit.refused, asked, worker, screen.show_entries, as_json=as_json)


@app.command("lawful")
def lawful(
    entry: EntryId,
    *,
    municipality: Municipality = None,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """その記録を、当時の記録とその日の法律から判断し直す。"""
    asked = requests.EntryNamed(
        municipality=municipality_for(municipality), entry_id=uuid_of(entry, "記録の番号")
    )
    ask(Audit.lawful, asked, worker, screen.show_lawfulness, as_json=as_json)


@app.command("emergencies")
def emergencies(
    *,
    municipality: Municipality = None,
    limit: Limit = 50,
    worker: Worker = NOBODY_SAID,
    as_json: AsJson = False,
) -> None:
    """見直しの済んでいない緊急の提供（期限の早い順）。"""
    asked = requests.Unreviewed(municipality=municipality_for(municipality), limit=limit)
    ask(Audit.emergencies_without_review, asked, worker, screen.show_emergencies, as_json=as_json)


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
        municipality=municipality_for(municipality), first=parse_date(first), last=parse_date(last)
    )
    ask(Audit.unusual_reading, asked, worker, screen.show_unusual, as_json=as_json)

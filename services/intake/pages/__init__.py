"""What people at the counter look at: 相談受付, the worklist, cases, 検索, 台帳."""

from __future__ import annotations

from services.intake.http import STATUSES
from services.intake.pages import (
    acts,
    cases,
    joining,
    ledger,
    looking,
    persons,
    receiving,
    worklist,
)
from shared.pages import Pages, look, send

_LISTING = ("cases.list", "agencies.own")
_CASE = "/cases/{case_id}"
_RECEIVING = ("cases.receive", "persons.possible-duplicates", "agencies.own", "agencies.list")
_CONTACT = ("contacts.record", "cases.show", "agencies.list", "agencies.own")
_FINDING = ("persons.possible-duplicates", "agencies.own")

PAGES = Pages(
    service="intake",
    package="services.intake.pages",
    statuses=STATUSES,
    page_routes=(
        look("/", worklist.due, *_LISTING),
        send("/", worklist.due, *_LISTING),
        look("/list/{show}", worklist.listed, *_LISTING),
        send("/list/{show}", worklist.listed, *_LISTING),
        look("/receive", receiving.ways, "cases.receive"),
        look("/receive/{way}", receiving.blank, *_RECEIVING),
        send("/receive/{way}", receiving.receive, *_RECEIVING),
        look(_CASE, cases.show, "cases.show"),
        look(_CASE + "/contact", cases.contact, *_CONTACT),
        send(_CASE + "/contact", cases.record, *_CONTACT),
        look(_CASE + "/person", joining.blank, "cases.show"),
        send(
            _CASE + "/person",
            joining.join,
            *("cases.add-person", "cases.show", "persons.register", *_FINDING),
        ),
        look(_CASE + "/link", joining.seek, "cases.show", "cases.link-anonymous"),
        send(
            _CASE + "/link",
            joining.link,
            *("cases.link-anonymous", "cases.show", "persons.search", "agencies.own"),
        ),
        look(_CASE + "/sheet", looking.sheet, "cases.sheet"),
        look(_CASE + "/{act}", acts.blank, "cases.show", "agencies.list", "agencies.own"),
        send(_CASE + "/{act}", acts.carry_out, *acts.USES),
        look("/search", persons.blank, "persons.search"),
        send("/search", persons.search, "persons.search", "agencies.own"),
        send("/person", persons.show, "persons.show"),
        send("/person/amend", persons.amend, "persons.amend", "persons.show"),
        look("/looks", looking.blank, "looks.about"),
        send("/looks", looking.about, "looks.about", "agencies.own"),
        look("/ledger", ledger.blank, "ledgers.import", "agencies.own"),
        send("/ledger", ledger.take_in, "ledgers.import", "agencies.own"),
        send("/ledger/download", ledger.write_out, "ledgers.export", "agencies.own"),
    ),
)
"""The pages of 相談受付."""

__all__ = ["PAGES"]

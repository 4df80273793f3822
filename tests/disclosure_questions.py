"""Every question of the audit, and the answer that a reading of every entry gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from services.conference.app import Conference
from services.conference.application.audit import requests as ask
from services.conference.application.audit.answers import Entries
from services.conference.ledger.entry import Entry
from services.conference.ledger.tallies import READING_ACTS
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.disclosures import AUDITOR, NOON, agency, numbered, person

PEOPLE, AGENCIES = 4, 3
HERE: dict[str, Any] = {"municipality": DEMO_MUNICIPALITY}


def record(service: Conference, entries: Sequence[Entry], sizes: Sequence[int]) -> None:
    """Record entries in acts of these sizes, over and over."""
    first = number = 0
    while first < len(entries):
        size = sizes[number % len(sizes)]
        with service.store.transaction(AUDITOR, NOON) as tx:
            service.application.desk.ledger.record(tx, entries[first : first + size])
        first, number = first + size, number + 1


def walked(
    use_case: Callable[..., Entries], kind: type[ask.Paged], limit: int, **about: Any
) -> list[Entry]:
    """All pages of an answer, one behind the other."""
    found: list[Entry] = []
    before: int | None = None
    while True:
        page = use_case(AUDITOR, kind(**HERE, **about, before=before, limit=limit))
        assert len(page.entries) <= limit
        found.extend(one.entry for one in page.entries)
        if page.before is None:
            return found
        before = page.before


def questions(
    service: Conference,
) -> Iterator[
    tuple[Callable[..., Entries], type[ask.Paged], dict[str, Any], Callable[[Entry], bool]]
]:
    """Each question, and which entries are its answer."""
    audit = service.application.audit
    for number in range(PEOPLE):
        who = person(number)
        yield (
            audit.shared_about,
            ask.AboutPerson,
            {"person_id": who},
            lambda e, w=who: w in e.subjects,
        )
        yield (
            audit.refused,
            ask.RefusedWhat,
            {"person_id": who},
            lambda e, w=who: e.effect == "withheld" and w in e.subjects,
        )
        yield (
            audit.opened,
            ask.OpenedWhat,
            {"person_id": who},
            lambda e, w=who: was_seen(e) and w in e.subjects,
        )
        consent = numbered(5, number)
        yield (
            audit.under_consent,
            ask.UnderConsent,
            {"consent_id": consent},
            lambda e, c=consent: any(one.consent_id == c for one in e.consents),
        )
        matter = numbered(6, number)
        yield (
            audit.in_matter,
            ask.InMatter,
            {"matter_id": matter},
            lambda e, m=matter: e.matter_id == m,
        )
    for number in range(AGENCIES):
        own = agency(number)
        yield (
            audit.received,
            ask.ReceivedBy,
            {"agency_id": own},
            lambda e, a=own: is_shown(e) and e.recipient_id == a,
        )
        yield (
            audit.refused,
            ask.RefusedWhat,
            {"agency_id": own},
            lambda e, a=own: e.effect == "withheld" and e.recipient_id == a,
        )
        other = agency((number + 1) % AGENCIES)
        yield (
            audit.received,
            ask.ReceivedBy,
            {"agency_id": own, "holder_id": other},
            lambda e, a=own, h=other: is_shown(e) and (e.recipient_id, e.holder_id) == (a, h),
        )
        worker = f"w-{number * 5}"
        yield (
            audit.opened,
            ask.OpenedWhat,
            {"worker": worker},
            lambda e, w=worker: was_seen(e) and e.actor.person == w,
        )
    packet = numbered(8, 10)
    yield (
        audit.opened,
        ask.OpenedWhat,
        {"packet_id": packet},
        lambda e: was_seen(e) and e.packet_id == packet,
    )
    yield audit.refused, ask.RefusedWhat, {}, lambda e: e.effect == "withheld"
    for basis in ("consent", "conference_106_6", "emergency"):
        yield audit.under_basis, ask.UnderBasis, {"basis": basis}, lambda e, b=basis: b in e.basis
    yield (
        audit.under_basis,
        ask.UnderBasis,
        {"basis": "none"},
        lambda e: e.effect != "withheld" and not e.basis,
    )


def is_shown(entry: Entry) -> bool:
    """Whether somebody came to see or hear something; a packet that lies ready shows nothing."""
    return entry.effect != "withheld" and entry.act != "packet_built"


def was_seen(entry: Entry) -> bool:
    """Whether somebody looked at something."""
    return entry.act in READING_ACTS and entry.effect != "withheld"


def check_every_question(service: Conference, entries: Sequence[Entry], limit: int) -> None:
    """Hold every answer against a reading of every entry.

    Args:
        service: in whose ledger the entries are, in this order.
        entries: all of them.
        limit: how many to a page.
    """
    for use_case, kind, about, belongs in questions(service):
        naive = [one for one in reversed(entries) if belongs(one)]
        assert walked(use_case, kind, limit, **about) == naive, (kind, about)
    check_holdings(service, entries)
    check_emergencies(service, entries)
    check_past_recipients(service, entries)
    check_readings(service, entries)


def check_holdings(service: Conference, entries: Sequence[Entry]) -> None:
    """From whom each agency holds something, how often, from when until when."""
    for number in range(AGENCIES):
        asked = ask.AboutAgency(**HERE, agency_id=agency(number))
        told = {
            one.holder_id: (one.entries, one.first_at, one.last_at)
            for one in service.application.audit.held_by(AUDITOR, asked).holdings
        }
        naive: dict[object, list[Entry]] = {}
        for one in entries:
            if is_shown(one) and one.recipient_id == agency(number):
                naive.setdefault(one.holder_id, []).append(one)
        assert told == {
            holder: (len(found), min(one.at for one in found), max(one.at for one in found))
            for holder, found in naive.items()
        }


def check_emergencies(service: Conference, entries: Sequence[Entry]) -> None:
    """Emergencies that nobody reviewed, with what rests on them."""
    asked = ask.Unreviewed(**HERE, limit=200)
    answer = service.application.audit.emergencies_without_review(AUDITOR, asked)
    naive: dict[object, int] = {}
    for one in entries:
        if one.emergency_id:
            naive[one.emergency_id] = naive.get(one.emergency_id, 0) + 1
    assert {one.emergency_id: one.disclosures for one in answer.emergencies} == naive


def check_past_recipients(service: Conference, entries: Sequence[Entry]) -> None:
    """Who was shown an item, or something under an answer."""
    ledger, store = service.application.desk.ledger, service.store
    shown = [one for one in entries if is_shown(one)]
    for item in {item.item_id for one in entries for item in one.items if item.item_id}:
        naive = {
            one.recipient_id for one in shown if item in {shared.item_id for shared in one.items}
        }
        assert set(ledger.past_recipients_of_item(store, item)) == naive
    for consent in {cited.consent_id for one in entries for cited in one.consents}:
        naive = {
            one.recipient_id
            for one in shown
            if consent in {cited.consent_id for cited in one.consents}
        }
        assert set(ledger.past_recipients_under_consent(store, consent)) == naive


def check_readings(service: Conference, entries: Sequence[Entry]) -> None:
    """How many matters each reader looked into, by day."""
    rows = service.store.rows(
        "SELECT day, reader, COUNT(DISTINCT matter) AS matters FROM disclosure_readings"
        " GROUP BY day, reader"
    )
    naive: dict[tuple[str, str], set[object]] = {}
    for one in filter(was_seen, entries):
        day = one.at.astimezone(JST).date().isoformat()
        naive.setdefault((day, one.actor.person), set()).add(one.matter_id)
    assert {(row["day"], row["reader"]): row["matters"] for row in rows} == {
        key: len(matters) for key, matters in naive.items()
    }

"""Questions that are answered with entries of the ledger, page by page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from services.conference.application.audit.answers import Entries, Lawfulness, told
from services.conference.application.audit.asking import AUDITORS, Inquiry, entry_of_own
from services.conference.application.audit.comparing import Recomputation, compare
from services.conference.application.audit.requests import (
    AboutPerson,
    Backwards,
    EntryNamed,
    InMatter,
    OpenedWhat,
    ReceivedBy,
    RefusedWhat,
    UnderBasis,
    UnderConsent,
)
from services.conference.ledger import index
from services.conference.ledger.reading import Placed, latest
from services.conference.ledger.tallies import READING_ACTS
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.store import Transaction
from shared.use_case import use_case


class EntryQuestions(Inquiry):
    """Who shared what about whom, with whom, why."""

    _recomputation: Recomputation

    @use_case("audit.shared-about", "誰のことが共有されたか", roles=AUDITORS, kind="query")
    def shared_about(self, actor: Actor, request: AboutPerson) -> Entries:
        """Everything shared and refused about a person: by whom, to whom, why, on which basis."""
        person = request.person_id
        return self._page(
            actor, request, "audit.shared-about", index.subject_key(person), about=person
        )

    @use_case("audit.received", "機関が受け取ったもの", roles=AUDITORS, kind="query")
    def received(self, actor: Actor, request: ReceivedBy) -> Entries:
        """What an agency was shown or told, of all holders or of one."""
        agency, holder = request.agency_id, request.holder_id
        term = index.received_from_key(agency, holder) if holder else index.received_key(agency)
        return self._page(actor, request, "audit.received", term, about=agency)

    @use_case("audit.opened", "誰が見たか", roles=AUDITORS, kind="query")
    def opened(self, actor: Actor, request: OpenedWhat) -> Entries:
        """Who looked into a packet or at something about a person, or what a worker looked at.

        Raises:
            InvalidInput: ``audit-object-unclear``: none of them is given, or more than one.
        """
        about, term = _opened(request)
        with self._asked(actor, request, "audit.opened", about) as tx:
            return _page(tx, term, request, _is_seen)

    @use_case("audit.under-basis", "その根拠で共有されたもの", roles=AUDITORS, kind="query")
    def under_basis(self, actor: Actor, request: UnderBasis) -> Entries:
        """What rests on a basis; what was told or read without any, for ``none``."""
        basis = request.basis
        term = index.UNFOUNDED_KEY if basis == "none" else index.basis_key(basis)
        return self._page(actor, request, "audit.under-basis", term, about=basis)

    @use_case("audit.under-consent", "その同意で共有されたもの", roles=AUDITORS, kind="query")
    def under_consent(self, actor: Actor, request: UnderConsent) -> Entries:
        """What rests on one answer."""
        consent = request.consent_id
        return self._page(
            actor, request, "audit.under-consent", index.consent_key(consent), about=consent
        )

    @use_case("audit.in-matter", "その議題で共有されたもの", roles=AUDITORS, kind="query")
    def in_matter(self, actor: Actor, request: InMatter) -> Entries:
        """Everything in an agenda item, or in an act of sharing outside a meeting."""
        matter = request.matter_id
        return self._page(actor, request, "audit.in-matter", index.matter_key(matter), about=matter)

    @use_case("audit.refused", "断られたものと理由", roles=AUDITORS, kind="query")
    def refused(self, actor: Actor, request: RefusedWhat) -> Entries:
        """What was refused, and by which rules.

        Raises:
            InvalidInput: ``audit-object-unclear``: a person and an agency are given.
        """
        if request.person_id and request.agency_id:
            raise _unclear("人と機関のどちらか一方を指定してください。")
        about = request.person_id or request.agency_id
        return self._page(actor, request, "audit.refused", index.refused_key(about), about=about)

    @use_case("audit.lawful", "その日に適法だったか", roles=AUDITORS, kind="query")
    def lawful(self, actor: Actor, request: EntryNamed) -> Lawfulness:
        """Decide again for an entry, from what was on record when it was written.

        Raises:
            Refusal: ``ledger-entry-not-found``.
        """
        with self._asked(actor, request, "audit.lawful", request.entry_id) as tx:
            placed = entry_of_own(tx, request)
        return compare(self._recomputation, self._desk.store, self._desk.sealer, placed)

    def _page(
        self,
        actor: Actor,
        request: Backwards,
        question: str,
        term: bytes,
        *,
        about: UUID | str | None,
    ) -> Entries:
        with self._asked(actor, request, question, about) as tx:
            return _page(tx, term, request, lambda _: True)


def _page(
    tx: Transaction, term: bytes, request: Backwards, wanted: Callable[[Placed], bool]
) -> Entries:
    """A page of a municipality's own entries: as long as there are any, whatever lies between."""
    found: list[Placed] = []
    before = request.before
    while len(found) <= request.limit:
        stretch = latest(tx, term, before, request.limit + 1)
        found += [
            one
            for one in stretch.entries
            if one.entry.municipality == request.municipality and wanted(one)
        ]
        if (before := stretch.before) is None:
            break
    shown, more = found[: request.limit], len(found) > request.limit
    return Entries(
        entries=tuple(told(one) for one in shown), before=shown[-1].position if more else None
    )


def _is_seen(one: Placed) -> bool:
    return one.entry.act in READING_ACTS and one.entry.effect != "withheld"


def _opened(request: OpenedWhat) -> tuple[UUID | str, bytes]:
    """What was asked about, and the key under which it is found."""
    found: list[tuple[UUID | str, bytes]] = []
    if request.packet_id:
        found.append((request.packet_id, index.packet_key(request.packet_id)))
    if request.person_id:
        found.append((request.person_id, index.read_about_key(request.person_id)))
    if request.worker:
        found.append((request.worker, index.opener_key(request.worker)))
    if len(found) != 1:
        raise _unclear("資料・人・職員のどれか一つを指定してください。")
    return found[0]


def _unclear(remedy: str) -> InvalidInput:
    return InvalidInput(
        "何についての問いか", "audit-object-unclear", "何についての問いか、決まりません。", remedy
    )

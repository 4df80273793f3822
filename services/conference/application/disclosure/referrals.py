"""つなぎの資料: placement asks what a referral's receiver may read, and the law answers.

The same as sharing in daily work (mode ``casework``), with three differences: the matter bears the
referral's id, so that asking again finds the packets that are there; who asks must do the
municipality's own work by this register; and an employer is told for one purpose alone.
"""

from __future__ import annotations

from uuid import UUID

from services.conference import views
from services.conference.application.acting import Acting, acting_for
from services.conference.application.desk import Desk
from services.conference.application.disclosure.building import build_for
from services.conference.application.disclosure.calling_back import expect_going_on
from services.conference.application.disclosure.casework import (
    casework_docket,
    intend,
    own_items,
    reasons_for_less,
)
from services.conference.docket import Docket, Now, Sitting, casework_sitting
from services.conference.domain.agency import AGENCY, existing
from services.conference.domain.packet import PACKET, PacketState
from services.conference.domain.sharing import SHARING, SharingDetails
from shared.acting import AGENCY_ROLES
from shared.asking.casework import CaseworkAsked, CaseworkDecided, ItemDecided, PacketGranted
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
from shared.use_case import use_case


class ReferralPackets:
    """What placement may ask; nobody else is offered it.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("sharing.prepare-referral", "つなぎの資料の作成", roles=AGENCY_ROLES)
    def prepare(self, actor: Actor, asked: CaseworkAsked) -> CaseworkDecided:
        """Decide about a referral's items, and build the packet if something is granted.

        Asked again, nothing new is built or put on the ledger unless more is granted than then.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``; ``referral-over``;
                ``item-not-found`` for items of other agencies too; ``agency-not-found``;
                ``employer-purpose``; ``sharing-exists``: the referral was told otherwise before.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            own = acting_for(tx, actor, asked.municipality, tx.at)
            expect_going_on(tx, asked.referral_id)
            items = own_items(tx, own, asked.items)
            _expect_purpose(tx, asked)
            sitting = _matter_of(tx, own, asked)
            docket = casework_docket(desk, tx, sitting, items, [asked.recipient_id])
            packets = _standing(tx, asked, docket) or tuple(
                PacketGranted(**one.model_dump())
                for one in build_for(desk, tx, actor, docket, [asked.recipient_id])
            )
            reasons = reasons_for_less(own, actor, docket)
        return CaseworkDecided(
            packets=packets,
            items=tuple(
                ItemDecided(item_id=UUID(one.item), effect=one.effect, reasons=len(one.reasons))
                for one in docket.decisions
            ),
            reasons=reasons,
        )


def _matter_of(tx: Transaction, own: Acting, asked: CaseworkAsked) -> Sitting:
    """The referral as a matter: recorded with the first question, and the same ever after."""
    details = SharingDetails(
        case_id=asked.case_id,
        purpose=asked.purpose,
        subjects=tuple(dict.fromkeys(asked.subjects)),
        recipients=(asked.recipient_id,),
    )
    known = tx.load(SHARING, asked.referral_id).state
    if known and (known.municipality, known.details) == (own.municipality, details):
        return casework_sitting(Now(tx), asked.referral_id)
    return intend(tx, own, asked.referral_id, details)


def _expect_purpose(tx: Transaction, asked: CaseworkAsked) -> None:
    """An employer learns what the person lets an employer know, and nothing as a mere helper."""
    receiver = existing(tx.load(AGENCY, asked.recipient_id).state)
    if receiver.details.kind == "employer" and asked.purpose != "employer_disclosure":
        raise Refusal(
            "employer-purpose",
            "雇用主への資料は、「雇用主への情報提供」としてだけ作れます。",
            "つなぎ先の種別を「企業」にして、打診からやり直してください。",
        )


def _standing(tx: Transaction, asked: CaseworkAsked, docket: Docket) -> tuple[PacketGranted, ...]:
    """The packet that was built of these very items, if it holds all that is granted now."""
    granted = {UUID(one.item) for one in docket.decisions if one.effect != "withheld"}
    if not granted:
        return ()
    for packet_id in reversed(views.open_packets_of_matter(tx, asked.referral_id)):
        packet = tx.load(PACKET, packet_id).state
        if packet and _holds(packet, set(docket.items), granted):
            cover = packet.cover
            return (
                PacketGranted(
                    packet_id=packet_id, recipient_id=cover.recipient_id, number=cover.number
                ),
            )
    return ()


def _holds(packet: PacketState, items: set[UUID], granted: set[UUID]) -> bool:
    return {one.item_id for one in packet.rulings} == items and granted <= {
        one.item_id for one in packet.granted
    }

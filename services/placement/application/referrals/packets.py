"""つなぎの資料: asked of conference, whose law decides; placement notes what was granted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from uuid import UUID

from services.placement import views
from services.placement.application.acting import SUPPORTERS
from services.placement.application.referrals.answers import PacketItem, PreparedPacket
from services.placement.application.referrals.forms import PreparePacket
from services.placement.application.referrals.sides import find
from services.placement.domain.referral import (
    REFERRAL,
    Granted,
    PacketGiven,
    Told,
    existing,
    receiver_of,
    record_packets,
)
from shared.asking.casework import CaseworkAsked, CaseworkDecided
from shared.desk import Desk
from shared.identity import Actor
from shared.refusal import Refusal
from shared.use_case import use_case

AskCasework = Callable[[CaseworkAsked], CaseworkDecided]
"""Puts the question to conference; refused as conference refuses, or because it does not answer."""


class ReferralPackets:
    """What is asked of conference.

    Args:
        desk: store, keys, clock.
        ask: how conference is asked.
    """

    def __init__(self, desk: Desk, ask: AskCasework) -> None:
        self._desk = desk
        self._ask = ask

    @use_case("referrals.prepare-packet", "つなぎの資料の作成", roles=SUPPORTERS)
    def prepare(self, actor: Actor, request: PreparePacket) -> PreparedPacket:
        """Ask what the receiver may read, and note the packet; asked again, it is the same one.

        Nothing is held open while conference decides. If the note fails, the packet is there all
        the same, and asking again notes it.

        Raises:
            Refusal: ``own-agency-not-registered``, ``referral-not-found``, ``referral-over``,
                ``destination-not-named``, ``nobody-named``; ``packet-not-granted``: nothing may be
                read, with the reasons; ``conference-not-answering``; and what conference refuses.
        """
        decided = self._ask(self._question(actor, request))
        if not decided.packets:
            raise _nothing_granted(decided.reasons)
        granted = _granted(decided)
        with self._desk.transaction(actor) as tx:
            stream = tx.load(REFERRAL, request.referral_id)
            told = Told(self._desk.today, self._desk.today, UUID(actor.agency))
            tx.append(REFERRAL, stream, *record_packets(existing(stream.state), granted, told))
        return PreparedPacket(
            packets=granted.packets,
            items=tuple(PacketItem(**one.model_dump()) for one in decided.items),
            reasons=decided.reasons,
        )

    def _question(self, actor: Actor, request: PreparePacket) -> CaseworkAsked:
        with self._desk.transaction(actor) as tx:
            found = find(tx, actor, tx.load(REFERRAL, request.referral_id).state)
            state = existing(found.state if found.is_asker else None)
            to = state.terms.to_agency_id
            known = views.known_agency(tx, to) if to else None
            receiver = receiver_of(state, known.kind if known else None)
        return CaseworkAsked(
            referral_id=request.referral_id,
            municipality=state.municipality,
            case_id=state.referral.case_id,
            purpose=receiver.purpose,
            subjects=(receiver.person_id,),
            items=tuple(dict.fromkeys(request.items)),
            recipient_id=receiver.agency_id,
            actor=actor,
        )


def _granted(decided: CaseworkDecided) -> Granted:
    counts = Counter(one.effect for one in decided.items)
    return Granted(
        packets=tuple(PacketGiven(**one.model_dump()) for one in decided.packets),
        full=counts["full"],
        blurred=counts["blurred"],
        withheld=counts["withheld"],
    )


def _nothing_granted(reasons: tuple[str, ...]) -> Refusal:
    return Refusal(
        "packet-not-granted",
        "このつなぎ先に渡してよいものは、一つもありません。" + "".join(reasons),
        "本人に、この相手へ、どの種類の情報を伝えてよいかを尋ね、同意を記録してから、"
        "もう一度作成してください。つなぎの記録は変わっていません。",
    )

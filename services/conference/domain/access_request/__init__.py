"""A request for access 開示請求: received, kept in time, gathered, decided, handed over."""

from services.conference.domain.access_request.deciding import Verdict, decide
from services.conference.domain.access_request.events import (
    AccessCollected,
    AccessCorrected,
    AccessCorrectionAsked,
    AccessDecided,
    AccessDelivered,
    AccessExtended,
    AccessRequested,
    CollectedPart,
    Disclosed,
    Exemption,
    Footing,
    Handing,
    Outcome,
    Papers,
    PartDecision,
    RefusalGround,
    Requester,
    Requesting,
    ThirdPartyAnswered,
    ThirdPartyAsked,
)
from services.conference.domain.access_request.guards import existing, refuse_elsewhere
from services.conference.domain.access_request.handing import deliver, handed_out, may_be_delivered
from services.conference.domain.access_request.notice import EXEMPTIONS, Notice, citations, notice
from services.conference.domain.access_request.power import Circumstances, has_power
from services.conference.domain.access_request.receiving import (
    Extension,
    ask_correction,
    collect,
    correct,
    extend,
    receive,
)
from services.conference.domain.access_request.state import (
    ACCESS_REQUEST,
    AccessRequestState,
    Opinion,
)
from services.conference.domain.access_request.third_party import (
    answer_third_party,
    ask_third_party,
)

__all__ = [
    "ACCESS_REQUEST",
    "EXEMPTIONS",
    "AccessCollected",
    "AccessCorrected",
    "AccessCorrectionAsked",
    "AccessDecided",
    "AccessDelivered",
    "AccessExtended",
    "AccessRequestState",
    "AccessRequested",
    "Circumstances",
    "CollectedPart",
    "Disclosed",
    "Exemption",
    "Extension",
    "Footing",
    "Handing",
    "Notice",
    "Opinion",
    "Outcome",
    "Papers",
    "PartDecision",
    "RefusalGround",
    "Requester",
    "Requesting",
    "ThirdPartyAnswered",
    "ThirdPartyAsked",
    "Verdict",
    "answer_third_party",
    "ask_correction",
    "ask_third_party",
    "citations",
    "collect",
    "correct",
    "decide",
    "deliver",
    "existing",
    "extend",
    "handed_out",
    "has_power",
    "may_be_delivered",
    "notice",
    "receive",
    "refuse_elsewhere",
]

"""開示決定等の通知: what the requester is told, and nothing that the decision keeps back.

The text follows from the decision alone. Of a refusal it says which provision it rests on and never
what there is: told that there is no file, and told that one is kept back, two requesters could
compare their letters (law rule 61).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from services.conference.domain.access_request.events import (
    AccessDecided,
    Exemption,
    Outcome,
    RefusalGround,
)

_TITLES: Mapping[Outcome, str] = {
    "full": "保有個人情報を開示する決定",
    "partial": "保有個人情報の一部を開示する決定",
    "refused": "保有個人情報を開示しない決定",
    "existence_not_confirmed": "保有個人情報を開示しない決定",
}

_TEXTS: Mapping[Outcome, str] = {
    "full": "請求のあった保有個人情報を開示します。",
    "partial": "請求のあった保有個人情報のうち、下の規定により開示しない部分を除いて開示します。",
    "refused": "請求のあった保有個人情報は、下の理由により開示しません。",
    "existence_not_confirmed": (
        "請求のあった保有個人情報があるかどうかをお答えすると、それだけで不開示情報を開示することに"
        "なるため、あるかどうかを明らかにしないで、開示しないこととしました。"
    ),
}

GROUNDS: Mapping[RefusalGround, str] = {
    "requester_without_power": "個人情報保護法76条（請求できる方であることが確認できないため）",
    "person_deceased": "個人情報保護法2条1項（生存する個人に関する情報ではないため）",
    "not_held": "個人情報保護法82条2項（保有していないため）",
    "defect_not_corrected": "個人情報保護法77条3項（補正されなかったため）",
    "exempt": "個人情報保護法78条1項（不開示情報に当たるため）",
}

EXEMPTIONS: Mapping[Exemption, str] = {
    "harm_to_person": "個人情報保護法78条1項1号",
    "third_party": "個人情報保護法78条1項2号",
    "corporate_interest": "個人情報保護法78条1項3号",
    "deliberation": "個人情報保護法78条1項6号",
    "conduct_of_affairs": "個人情報保護法78条1項7号",
}

APPEAL = (
    "この決定に不服があるときは、決定を知った日の翌日から3か月以内に審査請求ができます"
    "（行政不服審査法2条・18条）。"
)


class Notice(BaseModel):
    """A notice as it is told.

    Attributes:
        title: what kind of decision.
        text: the decision.
        grounds: provisions on which something is kept back, each once, in the order of the law.
        received_on: the day of the request.
        decided_on: the day of the decision.
        appeal: how it can be appealed against.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    text: str
    grounds: tuple[str, ...]
    received_on: date
    decided_on: date
    appeal: str = APPEAL


def citations(decided: AccessDecided) -> tuple[str, ...]:
    """The provisions on which the decision keeps something back."""
    if decided.outcome == "existence_not_confirmed":
        return ("個人情報保護法81条",)
    if decided.outcome == "refused":
        return tuple(text for ground, text in GROUNDS.items() if ground in decided.grounds)
    exempt = {one for part in decided.parts for one in part.exemptions}
    return tuple(text for exemption, text in EXEMPTIONS.items() if exemption in exempt)


def notice(decided: AccessDecided, received_on: date) -> Notice:
    """What the requester is told about a decision."""
    return Notice(
        title=_TITLES[decided.outcome],
        text=_TEXTS[decided.outcome],
        grounds=citations(decided),
        received_on=received_on,
        decided_on=decided.decided_on,
    )

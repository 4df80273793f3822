"""How a request for access is written on its pages: who asks, what may be decided."""

from __future__ import annotations

from collections.abc import Mapping

from services.conference.domain.access_request import (
    Disclosed,
    Exemption,
    Footing,
    Handing,
    Outcome,
    Requester,
)
from services.conference.views.access_requests import AccessStatus
from shared.personal_records import HoldingService

PATH = "/conference/pages/access"

REQUESTERS: Mapping[Requester, str] = {
    "self": "本人",
    "minor_representative": "未成年者の法定代理人",
    "adult_guardian": "成年被後見人の法定代理人",
    "voluntary_agent": "任意代理人",
    "other": "そのほかの人",
}
STANDINGS: Mapping[AccessStatus, str] = {
    "open": "決定の前",
    "correcting": "補正を待っている",
    "decided": "決定した",
    "delivered": "答えを渡した",
}
TONES: Mapping[AccessStatus, str] = {
    "open": "soon",
    "correcting": "blurred",
    "decided": "soon",
    "delivered": "full",
}
OUTCOMES: Mapping[Outcome, str] = {
    "full": "全部を開示する",
    "partial": "一部を開示する",
    "refused": "全部を開示しない",
    "existence_not_confirmed": "あるかどうかを答えない（存否応答拒否）",
}
WHOLE: tuple[Outcome, ...] = ("refused", "existence_not_confirmed")
"""Decided without looking at a single piece."""

DISCLOSED: Mapping[Disclosed, str] = {
    "full": "そのまま開示する",
    "partial": "一部を除いて開示する",
    "withheld": "開示しない",
}
EXEMPTIONS: Mapping[Exemption, str] = {
    "harm_to_person": "1号　本人の生命・健康・生活・財産を害するおそれ",
    "third_party": "2号　本人以外の個人に関する情報",
    "corporate_interest": "3号　法人などの正当な利益を害するおそれ",
    "deliberation": "6号　審議・検討の率直な意見交換を損なうおそれ",
    "conduct_of_affairs": "7号　事務の適正な遂行に支障を及ぼすおそれ",
}
FOOTINGS: Mapping[Footing, str] = {
    "not_exempt": "審査の結果、不開示情報に当たらない",
    "customarily_known": "2号イ　法令や慣行で本人が知ることができる",
    "life_protection": "2号ロ　生命・健康・生活・財産を守るために必要",
    "official_duty": "2号ハ　公務員などの職と職務の内容",
    "public_interest": "80条　公益上または本人の権利利益のために特に必要",
}
HANDINGS: Mapping[Handing, str] = {
    "inspection": "閲覧",
    "copy": "写しの交付",
    "electronic": "電磁的記録",
}
KEEPERS: Mapping[HoldingService, str] = {
    "intake": "相談受付",
    "conference": "支援会議",
    "placement": "つなぎ・就労・定着",
}


def access_path(access_id: object) -> str:
    """The address of a request's page."""
    return f"{PATH}/{access_id}"

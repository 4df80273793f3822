"""Conference over HTTP."""

from services.conference.http.catalogue import catalogue
from services.conference.http.statuses import STATUSES
from shared.http.face import Face

FACE = Face(
    name="conference",
    title="つなぐ 支援会議",
    version="1",
    summary="支援会議・重層的支援会議の準備から、資料、決定、提供の記録の監査まで。"
    "問い合わせも POST で、値はすべて本文に書く。答えはどこにも保存されない（no-store）。",
    catalogue=catalogue,
    statuses=STATUSES,
)

__all__ = ["FACE", "catalogue"]

"""The prefecture's hub over HTTP."""

from services.stats.prefecture.http.catalogue import catalogue
from services.stats.prefecture.http.statuses import STATUSES
from shared.http.face import Face

FACE = Face(
    name="prefecture",
    title="つなぐ 県の集約",
    version="1",
    summary="市区町村から届いた報告（集計だけ）の届き具合、比較、提供の記録の検査点。県の役割にだけ答える。"
    "問い合わせも POST で、値はすべて本文に書く。答えはどこにも保存されない（no-store）。",
    catalogue=catalogue,
    statuses=STATUSES,
)

__all__ = ["FACE", "catalogue"]

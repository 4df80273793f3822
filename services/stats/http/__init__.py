"""Stats over HTTP."""

from services.stats.http.catalogue import catalogue
from services.stats.http.statuses import STATUSES
from shared.http.face import Face

SLOW = frozenset(
    {
        *("kpi.show", "returns.look", "returns.issue", "returns.close"),
        *("returns.preview", "returns.publish"),
    }
)
"""What is counted from observations, or protected, while somebody waits."""

FACE = Face(
    name="stats",
    title="つなぐ 県への報告",
    version="1",
    summary="報告の下見、発行、締め、公表、県への提出、KPI。実数（取扱注意）は、その役割にだけ答える。"
    "問い合わせも POST で、値はすべて本文に書く。答えはどこにも保存されない（no-store）。",
    catalogue=catalogue,
    statuses=STATUSES,
    slow=SLOW,
)

__all__ = ["FACE", "catalogue"]

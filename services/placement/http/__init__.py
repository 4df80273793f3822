"""Placement over HTTP."""

from services.placement.http.catalogue import catalogue
from services.placement.http.statuses import STATUSES
from shared.http.face import Face

FACE = Face(
    name="placement",
    title="つなぐ つなぎ・就労",
    version="1",
    summary="つなぎ先への打診から、つなぎ完了、就労、就労定着まで。"
    "問い合わせも POST で、値はすべて本文に書く。答えはどこにも保存されない（no-store）。",
    catalogue=catalogue,
    statuses=STATUSES,
)

__all__ = ["FACE", "catalogue"]

"""Intake over HTTP."""

from services.intake.http.catalogue import catalogue
from services.intake.http.statuses import STATUSES
from shared.http.face import Face

FACE = Face(
    name="intake",
    title="つなぐ 相談受付",
    version="1",
    summary="相談受付から、相談対応、アセスメント、引継ぎ、中断・終結・再開まで。自分の機関のケースだけが見える。"
    "問い合わせも POST で、値はすべて本文に書く。答えはどこにも保存されない（no-store）。",
    catalogue=catalogue,
    statuses=STATUSES,
)

__all__ = ["FACE", "STATUSES", "catalogue"]

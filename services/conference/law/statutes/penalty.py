"""Penalties for a leak, in the words of the day (law rule 71)."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.conference.law.statutes.provision import Cited, in_force

KOKINKEI = date(2025, 6, 1)
"""令和4年法律67号・68号: 懲役 and 禁錮 became 拘禁刑."""


class Penalty(BaseModel):
    """What a breach costs: imprisonment of up to a year, or a fine.

    Attributes:
        key: how the code names it.
        cited: where it stands, and since when.
        man_yen: the highest fine in 10,000 yen, or ``None`` where the measure depends on the act.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    cited: Cited
    man_yen: int | None

    def measure_on(self, day: date) -> str | None:
        """How much, in the words of a day: ``1年以下の拘禁刑又は100万円以下の罰金``."""
        if self.man_yen is None:
            return None
        imprisonment = "拘禁刑" if day >= KOKINKEI else "懲役"
        return f"1年以下の{imprisonment}又は{self.man_yen}万円以下の罰金"

    def wording_on(self, day: date) -> str | None:
        """Where and how much: ``同法159条2号の罰則（…）``; ``None`` before there was one."""
        citation = in_force(self.cited, day)
        if citation is None:
            return None
        measure = self.measure_on(day)
        return f"同法{citation.place}の罰則" + (f"（{measure}）" if measure else "")

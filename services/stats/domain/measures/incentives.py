"""Measures of incentives 手当 paid to persons and employers."""

from services.stats.domain.measures.measure import Counting, Measure

_GRANT = frozenset({"scheme", "recipient", "month"})
_MONTH = "支給の対象となった月で数える（発行した日ではない）。"

INCENTIVES = (
    Measure(
        name="インセンティブ支給額",
        version=1,
        observations="incentives",
        counting=Counting.AMOUNT,
        unit="円",
        definition="期間中の月について発行した手当の額。後から発行した差額を加減する。" + _MONTH,
        basis="高知県のインセンティブ制度",
        attributes=_GRANT,
    ),
    Measure(
        name="インセンティブ支給人数",
        version=1,
        observations="incentives_of_persons",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中の月について、手当の明細を発行した利用者の人数。同じ人は1人と数え、"
        "制度で分けるときは、それぞれで1人と数える。差額で0円になった人も含む。事業者は含まない。"
        + _MONTH,
        basis="サポステのインセンティブ活用",
        attributes=_GRANT - {"recipient"},
    ),
)

"""Measures of conferences and plans."""

from services.stats.domain.measures.measure import Counting, Measure

_MATTER = frozenset({"legal_mode", "with_consent", "month"})

CONFERENCES = (
    Measure(
        name="支援会議開催件数",
        version=2,
        observations="conference_matters",
        counting=Counting.UNITS,
        unit="回",
        definition="期間中に開いた会議の回数。1回に何件を検討しても1と数える。"
        "「会議の根拠」で分けると、根拠の異なる議題を扱った会議は、それぞれの根拠で1と数える。"
        "「同意の有無」で分けるときも同じ。そのため内訳の和は、合計より大きいことがある。",
        basis="規則18・66。社会福祉法106条の4・106条の6",
        attributes=_MATTER,
    ),
    Measure(
        name="支援会議検討件数",
        version=2,
        observations="conference_matters",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の会議で検討したケースの延べ件数。同じケースも、検討した会議ごと、"
        "根拠ごとに数える。「会議の根拠」は議題の根拠。"
        "「同意あり」は、議題の対象者全員の同意を得て検討したもの。",
        basis="規則18・66。社会福祉法106条の4・106条の6",
        attributes=_MATTER,
    ),
    Measure(
        name="プラン作成件数",
        version=1,
        observations="plans",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に市区町村が支援決定したプランの件数。再プランを含む。",
        basis="社会福祉法106条の4第2項6号。自治体10のプラン",
        attributes=frozenset({"is_first", "month"}),
    ),
    Measure(
        name="プラン対象世帯数",
        version=1,
        observations="planned_cases",
        counting=Counting.UNITS,
        unit="世帯",
        definition="期間の末日までに、プランの支援決定があった世帯（ケース）の数。期間より前の決定と、"
        "終わったプランを含む。プランは世帯について作り、対象の人数は記録しないので、人数では数えない。"
        "プランの別で分けるときは、それぞれで1と数える。",
        basis="社会福祉法106条の4第2項6号。就労・増収の割合の分母",
        attributes=frozenset({"is_first"}),
    ),
    Measure(
        name="プラン見直し件数",
        version=1,
        observations="plan_reviews",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に、プランの進み具合を見て出した結果と、その後の市区町村の決定の件数。"
        "同じプランの見直しも、そのつど数える。",
        basis="社会福祉法106条の4第2項6号",
        attributes=frozenset({"plan_result", "closing_reason", "month"}),
    ),
)

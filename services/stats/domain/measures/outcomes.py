"""Measures of outcomes, of which work is one among others."""

from services.stats.domain.measures.measure import Counting, Measure

_PERSON = frozenset({"age", "gender", "month"})
_UNDONE = "基準の時点までに取り消されたものは除く。"
_GAIN = "期間中に就職した（就職日で数える）か、「増収」の成果があった"
_WITH_PLAN = "プランは世帯（ケース）について作るので、その世帯の誰のプランかは問わない。"

OUTCOMES = (
    Measure(
        name="成果件数",
        version=1,
        observations="outcomes",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に記録された、就労のほかの成果の件数。世帯の成果を含む。" + _UNDONE,
        basis="孤独・孤立対策推進法2条3号、子ども・若者育成支援推進法2条7号",
        attributes=_PERSON | {"outcome_kind"},
    ),
    Measure(
        name="進路決定件数",
        version=1,
        observations="paths",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の就職（就職日で数える）と、復学・修学の成果を合わせた件数。"
        "同じ人の転職も、そのつど数える。ボランティアなど、どの就労も就職に含む。" + _UNDONE,
        basis="サポステの進路決定（就職・修学）",
        attributes=_PERSON | {"path", "kind"},
    ),
    Measure(
        name="進路決定人数",
        version=1,
        observations="paths_of_persons",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中に進路が決定した（就職、復学または修学）人の数。同じ人は1人と数え、"
        "進路で分けるときは、それぞれで1人と数える。" + _UNDONE,
        basis="サポステの進路決定者",
        attributes=_PERSON | {"path", "kind"},
        first_known=frozenset({"age", "gender"}),
    ),
    Measure(
        name="就労・増収人数",
        version=1,
        observations="gains_of_persons",
        counting=Counting.UNITS,
        unit="人",
        definition="期間の末日までにプランの支援決定があった世帯の人のうち、"
        + _GAIN
        + "人の数。同じ人は1人と数え、就労・増収の別で分けるときは、それぞれで1人と数える。"
        "ボランティアなど、どの就労も就職に含む。" + _WITH_PLAN + _UNDONE,
        basis="生活困窮者自立支援制度の就労・増収者数",
        attributes=_PERSON | {"gain", "kind"},
        first_known=frozenset({"age", "gender"}),
    ),
    Measure(
        name="就労・増収世帯数",
        version=1,
        observations="gains_of_households",
        counting=Counting.UNITS,
        unit="世帯",
        definition="期間の末日までにプランの支援決定があった世帯（ケース）のうち、"
        + _GAIN
        + "人がいる世帯の数。対象者のない、世帯の増収を含む。同じ世帯は1と数え、"
        "就労・増収の別で分けるときは、それぞれで1と数える。"
        "「プラン対象世帯数」に対する割合は、これで計算する。" + _UNDONE,
        basis="生活困窮者自立支援制度の就労・増収率",
        attributes=frozenset({"gain", "kind", "month"}),
    ),
)

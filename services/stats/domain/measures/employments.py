"""Measures of work: taken up, held, left."""

from services.stats.domain.measures.measure import Counting, Measure, PartOf

_WORK = frozenset({"kind", "age", "gender", "month"})
_UNDONE = "基準の時点までに取り消されたものは除く。"

EMPLOYMENTS = (
    Measure(
        name="就職件数",
        version=2,
        observations="employment_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="就職日が期間中にある就労の件数。同じ人の転職は、そのつど数える。" + _UNDONE,
        basis="規則68。サポステの進路決定（就職）、交付金（鳥取県）の就労に結びついた件数",
        step="employment-started",
        attributes=_WORK,
        part_of=PartOf("進路決定件数", (("進路", ("就職",)),)),
    ),
    Measure(
        name="就労定着件数",
        version=2,
        observations="employment_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に定着と認めた就労の件数。定着と認めた日で数え、1つの就労は1件。"
        + _UNDONE,
        basis="規則68",
        step="employment-retained",
        attributes=_WORK,
    ),
    Measure(
        name="離職件数",
        version=1,
        observations="employment_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="離職日が期間中にある就労の件数。離職日は働いた最後の日。" + _UNDONE,
        basis="規則68",
        step="employment-ended",
        attributes=_WORK,
    ),
    Measure(
        name="就労中の人数",
        version=1,
        observations="at_work",
        counting=Counting.UNITS,
        unit="人",
        definition="期間の末日の終わりに働いている人の数（就職していて、離職していない人）。"
        "末日に離職した人は含まない。同じ人は1人と数え、就労・職場・特性で分けるときは、"
        "それぞれで1人と数える。職場と特性は、末日までの最後の記録による。" + _UNDONE,
        basis="規則68。安芸市の就労状況・主な特性",
        attributes=(_WORK | {"workplace", "trait"}) - {"month"},
        first_known=frozenset({"age", "gender"}),
    ),
    Measure(
        name="定着確認対象件数",
        version=1,
        observations="checkpoints_due",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="就職から1・3・6・12・24・36か月になる日が期間中にある就労の、月数ごとの件数。"
        "定着状況で分けると、確認の結果（最後のもの）による。確認していないか、分からなかったものは、"
        "その日までに離職していれば離職、そうでなければ不明。不明は定着としない。"
        "月数ごとの件数が、その月数の定着の分母になる。" + _UNDONE,
        basis="規則68。定着確認（1・3・6・12か月、24・36か月）",
        attributes=_WORK | {"checkpoint", "retention"},
    ),
    Measure(
        name="定着継続件数",
        version=1,
        observations="checkpoints_held",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="定着確認対象件数のうち、確認の結果が継続・転職・休職のもの。"
        "転職は、離れていた日数を問わない（就労定着件数とは違う）。" + _UNDONE,
        basis="規則68。定着確認対象件数を分母とする割合の分子",
        attributes=_WORK | {"checkpoint", "retention"},
        part_of=PartOf("定着確認対象件数", (("定着状況", ("継続", "転職", "休職")),)),
    ),
)

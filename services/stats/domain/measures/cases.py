"""Measures of cases: received, new, continued, reopened, closed."""

from services.stats.domain.measures.contacts import CONTACT
from services.stats.domain.measures.measure import Counting, Measure, PartOf

_OPENING = frozenset({"anonymous", "transferred_in", "month"})

CASES = (
    Measure(
        name="相談受付件数",
        version=1,
        observations="openings",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に受け付けたケースの件数。匿名の相談と、ほかの市区町村から引き継いだ"
        "ものを含む。再開は含まない。",
        basis="規則66",
        attributes=_OPENING,
    ),
    Measure(
        name="新規ケース数",
        version=2,
        observations="new_cases",
        counting=Counting.OBSERVATIONS,
        unit="ケース",
        definition="受付または最初の相談対応の日（早い方）が期間中にあるケースの数。"
        "再開したケースと匿名の相談は含まない。ほかの市区町村から引き継いだものを含む。"
        "名寄せされた匿名の相談は、名寄せ先のケースの相談対応とする。"
        "方法・相談者・年齢などは、そのケースの最初の相談対応のもの。",
        basis="規則66。自治体3・12の新規、ピアサポートセンターの新規相談ケース数",
        attributes=CONTACT | {"transferred_in"},
    ),
    Measure(
        name="継続ケース数",
        version=3,
        observations="continued_cases",
        counting=Counting.UNITS,
        unit="ケース",
        definition="期間中に相談対応があり、期間の初日より前に始まっていたケースの数。"
        "始まりは、受付または最初の相談対応の日（早い方）。再開したケースを含む。"
        "対象者の記録がない相談対応も、匿名でなければ、そのケースのものとして数える。"
        "匿名の相談は、名寄せされたものだけを、名寄せ先のケースとして数える。",
        basis="規則66。自治体12の継続",
        attributes=CONTACT,
        part_of=PartOf("対応ケース数", (("新規・継続", ("継続",)),)),
    ),
    Measure(
        name="再開件数",
        version=1,
        observations="case_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に、中断または終結から再開した件数。同じケースの再開も、そのつど数える。",
        basis="規則66",
        step="case-reopened",
        attributes=frozenset({"month"}),
    ),
    Measure(
        name="終結件数",
        version=1,
        observations="case_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に終結した件数。中断は含まない。再開の後の終結も、そのつど数える。",
        basis="規則66",
        step="case-closed",
        attributes=frozenset({"closing_reason", "month"}),
    ),
    Measure(
        name="転出件数",
        version=1,
        observations="case_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に、ほかの市区町村へ引き継いだケースの件数。",
        basis="規則66",
        step="case-transferred",
        attributes=frozenset({"month"}),
    ),
)

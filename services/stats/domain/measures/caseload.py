"""Measures of who is being worked for, and by how many agencies: 対応中のケース, 窓口別の人数."""

from services.stats.domain.measures.contacts import CONTACT
from services.stats.domain.measures.measure import Counting, Measure

CASELOAD = (
    Measure(
        name="対応ケース数",
        version=3,
        observations="handled_cases",
        counting=Counting.UNITS,
        unit="ケース",
        definition="期間中に相談対応のあったケースの数。「新規・継続」で分けると、受付または最初の"
        "相談対応の日（早い方）が期間中にあるものが新規、期間の初日より前にあるものが継続。"
        "対象者の記録がない相談対応も、匿名でなければ、そのケースのものとして数える。"
        "匿名の相談は、名寄せされたものだけを、名寄せ先のケースとして数える。"
        "方法など、相談対応ごとに変わるもので分けると、当てはまるそれぞれで1ケースと数える。",
        basis="規則66。自治体12のケース数（新規・継続）",
        attributes=CONTACT | {"begun"},
        first_known=frozenset({"begun"}),
    ),
    Measure(
        name="機関別実人数",
        version=1,
        observations="persons_of_agencies",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中に相談対応のあった対象者を、関わった機関ごとに数えた人数。"
        "同じ人も、機関ごとに1人と数え、合計は機関ごとの人数の和（機関どうしの重複を含む）。"
        "機関の記録がない相談対応は、一つの不明の機関とする。"
        "匿名の相談は、名寄せされたものだけを、名寄せ先の人として数える。",
        basis="規則66。自治体2の窓口別の支援対象者（重複を含む）",
        attributes=CONTACT,
        first_known=frozenset({"age", "gender", "route", "agency", "agency_kind"}),
    ),
)

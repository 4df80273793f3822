"""Measures of persons and households behind contacts."""

from services.stats.domain.measures.contacts import CONTACT
from services.stats.domain.measures.measure import Counting, Measure

FIRST_KNOWN = frozenset({"age", "gender", "route"})
"""Of these a person has one value in a period: the first that is known."""

PERSONS = (
    Measure(
        name="実人数",
        version=1,
        observations="contacts",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中に相談対応のあった対象者の人数。同じ人は1人と数える。"
        "年齢・性別・経路は、期間中にそれが分かる最初の相談対応のもの。"
        "方法など、相談対応ごとに変わるもので分けると、当てはまるそれぞれで1人と数える。"
        "匿名の相談は、名寄せされたものだけを、名寄せ先の人として数える。",
        basis="規則66・67。総社市の実相談者数、堺市の相談実人数",
        attributes=CONTACT,
        first_known=FIRST_KNOWN,
    ),
    Measure(
        name="新規人数",
        version=1,
        observations="new_persons",
        counting=Counting.UNITS,
        unit="人",
        definition="初めての相談対応が期間中にある対象者の人数。それより前の相談対応は、"
        "年度をこえてすべて調べる。名寄せされた匿名の相談も、その人の相談対応とする。"
        "年齢などは、期間中にそれが分かる最初の相談対応のもの。",
        basis="規則66。サポステの新規登録者数",
        attributes=CONTACT - {"factors", "month"},
        first_known=CONTACT - {"factors", "month"},
    ),
    Measure(
        name="年度内新規人数",
        version=1,
        observations="persons_new_in_year",
        counting=Counting.UNITS,
        unit="人",
        definition="その年度で初めての相談対応が期間中にある対象者の人数。"
        "前の年度にも相談した人を含む。期間が年度をまたぐときは、年度ごとに1人と数える。",
        basis="規則66",
        attributes=CONTACT - {"factors", "month"},
        first_known=CONTACT - {"factors", "month"},
    ),
    Measure(
        name="世帯数",
        version=2,
        observations="households",
        counting=Counting.UNITS,
        unit="世帯",
        definition="期間中に相談対応のあった世帯（ケース）の数。"
        "対象者の記録がない相談対応も、匿名でなければ、そのケースのものとして数える。"
        "匿名の相談は、名寄せされたものだけを、名寄せ先のケースとして数える。"
        "年齢などで分けると、当てはまるそれぞれで1世帯と数える。",
        basis="規則66。自治体11の世帯数",
        attributes=CONTACT,
    ),
)

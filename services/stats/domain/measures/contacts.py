"""Measures of contacts 相談対応: how often, and by which agencies."""

from services.stats.domain.measures.measure import Counting, Measure, PartOf

CONTACT = frozenset(
    {
        *("method", "consulter", "age", "gender", "route", "outcome", "consent"),
        *("agency", "agency_kind", "factors", "month"),
    }
)
"""What a contact can be divided by."""

CONTACTS = (
    Measure(
        name="延件数",
        version=1,
        observations="contacts",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の相談対応の件数。同じ人の相談も、そのつど1件と数える。匿名の相談を含む。"
        "家族などからの相談でも、年齢・性別は対象者のもので、年齢は相談対応の日の満年齢。"
        "複数の機関による同行訪問は1件。",
        basis="規則66・67。堺市・総社市・ピアサポートセンターほかの延べ相談件数",
        attributes=CONTACT,
    ),
    Measure(
        name="機関別延件数",
        version=1,
        observations="contacts_of_agencies",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の相談対応を、関わった機関ごとに数えた件数。複数の機関による同行訪問は、"
        "機関ごとに1件。機関の記録がないものは、不明の機関として1件。",
        basis="規則66。一つの同行訪問は、ケースでは1件、機関ではそれぞれ1件",
        attributes=CONTACT,
    ),
    Measure(
        name="匿名件数",
        version=1,
        observations="unnamed_contacts",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の相談対応のうち、対象者が分からないものの件数。延件数に含み、"
        "実人数に含まない。基準の時点までに名寄せされたものは除く。",
        basis="規則39・66",
        attributes=CONTACT,
    ),
    Measure(
        name="訪問試行件数",
        version=1,
        observations="home_visits",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の、方法が訪問の相談対応の件数。本人に会えなくても数える。",
        basis="自治体10の自宅訪問（会えなくても1件）",
        attributes=CONTACT - {"method"},
        part_of=PartOf("延件数", (("方法", ("訪問",)),)),
    ),
    Measure(
        name="訪問で会えた件数",
        version=1,
        observations="met_home_visits",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中の、方法が訪問の相談対応のうち、接触が「本人に会えた」のものの件数。"
        "ふすま越し、家族のみは含まない。",
        basis="自治体10の自宅訪問の内訳",
        attributes=CONTACT - {"method", "outcome"},
        part_of=PartOf("延件数", (("方法", ("訪問",)), ("接触", ("本人に会えた",)))),
    ),
)

"""What is known of the country: its municipalities by class, its prefectures, and who counted what.

Figures that a source states are marked with it. Three are the model's own: how the cities that are
neither 指定都市 nor 中核市 divide at 100,000 inhabitants, and the inhabitants of the 中核市 and of
each of the two parts. No list of populations is kept here; sizes within a class are drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CENSUS_POPULATION = 126_146_099
"""令和2年国勢調査, 2020-10-01."""

MUNICIPALITIES = 1_741
"""1,718 市町村 and 23 特別区: the frame of the national survey of 2024 (令和6年度)."""


@dataclass(frozen=True, slots=True)
class Class:
    """One class of municipalities, as the national survey divides them.

    Attributes:
        name: in the survey's words.
        count: how many there are.
        population: inhabitants of all of them together.
        spread: σ of ln(inhabitants) within the class, before the bounds are kept.
        smallest: fewest inhabitants of one.
        largest: most inhabitants of one.
        answered: how many answered the survey.
        experienced: how many of these have a window and consulted somebody.
    """

    name: str
    count: int
    population: int
    spread: float
    smallest: int
    largest: int
    answered: int
    experienced: int


CLASSES: tuple[Class, ...] = (
    Class("特別区", 23, 9_733_276, 0.60, 60_000, 950_000, 21, 19),
    Class("指定都市", 20, 27_799_058, 0.50, 690_000, 3_800_000, 19, 19),
    Class("中核市", 62, 22_900_000, 0.30, 180_000, 650_000, 53, 50),
    Class("一般市（10万人以上）", 178, 26_500_000, 0.30, 100_000, 450_000, 145, 133),
    Class("一般市（10万人未満）", 532, 28_825_608, 0.50, 3_000, 99_999, 393, 304),
    Class("町村", 926, 10_388_157, 0.95, 150, 55_000, 556, 264),
)
"""Counts: 総務省 (20 指定都市, 62 中核市, 710 other cities, 743 towns, 183 villages).

Inhabitants: 令和2年国勢調査 for the 特別区, the 20 指定都市 and, outside the cities, the 町村; the
others are the model's own, and together what is left. Answers:
市町村におけるひきこもり相談支援の調査（令和6年度）.
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """A town that has published how many contacts it counts.

    Attributes:
        town: its name.
        contacts: 延べ件数 in the months told.
        months: over how many months.
        population: inhabitants, as its publication says.
        period: in the words of the publication.
    """

    town: str
    contacts: int
    months: int
    population: int
    period: str

    @property
    def per_100_000(self) -> float:
        """Contacts a year for 100,000 inhabitants."""
        return self.contacts * 12 / self.months / self.population * 100_000


COUNTED: tuple[Counted, ...] = (
    Counted("堺市", 4_996, 12, 831_949, "令和元年度"),
    Counted("北九州市", 2_485, 12, 943_793, "令和元年度"),
    Counted("石狩市", 1_206, 12, 58_282, "令和元年度"),
    Counted("総社市", 17_946, 59, 69_695, "平成29年4月–令和4年2月"),
    Counted("豊明市", 264, 9, 68_691, "平成30年4–12月"),
    Counted("宇部市", 492, 9, 165_584, "平成30年4–12月"),
    Counted("三好市", 333, 12, 24_212, "令和2年（2つの委託先の和）"),
)
"""市町村等におけるひきこもり支援の取組事例: towns that were chosen because they do it well."""

_MEMBERS = """
北海道179 青森40 岩手33 宮城35 秋田25 山形35 福島59 茨城44 栃木25 群馬35
埼玉63 千葉54 東京62 神奈川33 新潟30 富山15 石川19 福井17 山梨27 長野77
岐阜42 静岡35 愛知54 三重29 滋賀19 京都26 大阪43 兵庫41 奈良39 和歌山30
鳥取19 島根19 岡山27 広島23 山口19 徳島24 香川17 愛媛20 高知34 福岡60
佐賀20 長崎21 熊本45 大分18 宮崎26 鹿児島43 沖縄41
"""

HUBS: dict[str, int] = {
    name: int(count) for name, count in re.findall(r"([^\s\d]+)(\d+)", _MEMBERS)
}
"""Municipalities (with the 特別区) of each prefecture: 総務省、全国地方公共団体コード."""

LARGEST_PREFECTURE = ("東京都", 14_047_594)
"""By inhabitants; 令和2年国勢調査."""

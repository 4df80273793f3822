"""Measures: what is counted. One definition each, named and versioned (law rules 65, 66).

A definition whose counting changes gets the next version, and with it every return that uses it:
figures of different versions are different figures. Common to all: an observation counts for the
day it happened on, not the day it was recorded on; of the observations recorded up to the as-of
instant all count, and none other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from services.stats.domain.dimension import Value

Counts = Mapping[tuple[Value, ...], int]
"""How often each combination of values was observed; what is not in it was not observed.

Without dimensions the only key is ``()``.
"""


class Counting(Enum):
    """What one unit of a measure is."""

    OBSERVATIONS = auto()
    """Every observation in the period."""
    SITTINGS = auto()
    """Every meeting in the period, once; by an attribute, once for each value it has there.

    A meeting whose agenda items have two legal modes is one meeting, and one under each of them:
    the figures by legal mode may add up to more than the total.
    """
    PERSONS = auto()
    """Every person with an observation in the period, once.

    A person has one value for each attribute: that of the first observation in the period in
    which it is known. An anonymous observation counts for the person it was linked to, if the
    linking was recorded by the as-of instant, and otherwise for nobody.
    """
    UNNAMED_OBSERVATIONS = auto()
    """Every observation in the period behind which no person stands as of the instant."""
    BEGINNINGS = auto()
    """Every named case of which the first day ever lies in the period.

    The first day is that of the opening or of a contact before it, whichever is earlier: a ledger
    need not be in the order of its days.
    """


@dataclass(frozen=True, slots=True)
class Measure:
    """The definition of a measure.

    Attributes:
        name: how reports call it.
        version: of the definition.
        observations: which observations it rests on (a table of :mod:`services.stats.views`).
        counting: what one unit is.
        definition: for the reader of a report, in Japanese.
        step: of observations that are steps of something longer: which, by the name of its fact.
        attributes: by which attributes of the observations it can be divided.
    """

    name: str
    version: int
    observations: str
    counting: Counting
    definition: str
    step: str | None = None
    attributes: frozenset[str] = frozenset()


_CONTACT = frozenset({"method", "consulter", "age", "gender"})
_PERSON = frozenset({"age", "gender"})
_MATTER = frozenset({"legal_mode", "with_consent"})

_MEASURES = (
    Measure(
        "延件数",
        1,
        "contacts",
        Counting.OBSERVATIONS,
        "期間中の相談対応の件数。同じ人の相談も、そのつど1件と数える。匿名の相談を含む。"
        "家族などからの相談でも、年齢・性別は対象者のもので、年齢は相談対応の日の満年齢。"
        "複数の機関による同行訪問は1件。",
        attributes=_CONTACT,
    ),
    Measure(
        "実人数",
        1,
        "contacts",
        Counting.PERSONS,
        "期間中に相談対応のあった対象者の人数。同じ人は1人と数える。"
        "年齢・性別は、期間中にそれが分かる最初の相談対応のもの。"
        "匿名の相談は、名寄せされたものだけを、名寄せ先の人として数える。",
        attributes=_PERSON,
    ),
    Measure(
        "匿名件数",
        1,
        "contacts",
        Counting.UNNAMED_OBSERVATIONS,
        "期間中の相談対応のうち、対象者が分からないものの件数。延件数に含み、実人数に含まない。"
        "基準の時点までに名寄せされたものは除く。",
        attributes=_CONTACT,
    ),
    Measure(
        "相談受付件数",
        1,
        "openings",
        Counting.OBSERVATIONS,
        "期間中に受け付けたケースの件数。匿名の相談と、ほかの市区町村から引き継いだものを含む。"
        "再開は含まない。",
    ),
    Measure(
        "新規ケース数",
        1,
        "openings",
        Counting.BEGINNINGS,
        "受付または最初の相談対応の日（早い方）が期間中にあるケースの数。"
        "再開したケースと匿名の相談は含まない。ほかの市区町村から引き継いだものを含む。",
    ),
    Measure(
        "支援会議開催件数",
        2,
        "conference_matters",
        Counting.SITTINGS,
        "期間中に開いた会議の回数。1回に何件を検討しても1と数える。"
        "「会議の根拠」で分けると、根拠の異なる議題を扱った会議は、それぞれの根拠で1と数える。"
        "「同意の有無」で分けるときも同じ。そのため内訳の和は、合計より大きいことがある。",
        attributes=_MATTER,
    ),
    Measure(
        "支援会議検討件数",
        2,
        "conference_matters",
        Counting.OBSERVATIONS,
        "期間中の会議で検討したケースの延べ件数。同じケースも、検討した会議ごと、根拠ごとに数える。"
        "「会議の根拠」は議題の根拠。「同意あり」は、議題の対象者全員の同意を得て検討したもの。",
        attributes=_MATTER,
    ),
    Measure(
        "プラン作成件数",
        1,
        "plans",
        Counting.OBSERVATIONS,
        "期間中に市区町村が支援決定したプランの件数。再プランを含む。",
    ),
    Measure(
        "つなぎ完了件数",
        2,
        "referral_steps",
        Counting.OBSERVATIONS,
        "期間中につなぎ完了となったつなぎの件数。完了の日で数える。打診や受理だけのものは含まない。"
        "基準の時点までに取り消されたものは除く。",
        step="referral-completed",
        attributes=frozenset({"destination"}),
    ),
    Measure(
        "就職件数",
        2,
        "employment_steps",
        Counting.OBSERVATIONS,
        "就職日が期間中にある就労の件数。同じ人の転職は、そのつど数える。"
        "基準の時点までに取り消されたものは除く。",
        step="employment-started",
        attributes=frozenset({"kind"}),
    ),
    Measure(
        "就労定着件数",
        2,
        "employment_steps",
        Counting.OBSERVATIONS,
        "期間中に定着と認めた就労の件数。定着と認めた日で数え、1つの就労は1件。"
        "基準の時点までに取り消されたものは除く。",
        step="employment-retained",
        attributes=frozenset({"kind"}),
    ),
    Measure(
        "つなぎ先がない件数",
        1,
        "unmet_needs",
        Counting.OBSERVATIONS,
        "期間中に「つなぎ先がない」と記録された件数。分かった日で数える。"
        "同じ人の別の不足も、そのつど1件と数える。会議で分かったものは含まない。",
        attributes=frozenset({"gap"}),
    ),
)

MEASURES: dict[str, Measure] = {measure.name: measure for measure in _MEASURES}
"""Every measure by the name under which templates ask for it."""

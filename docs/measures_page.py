"""``docs/measures.md``: every measure in a statistician's terms, from its own definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from services.stats.domain.dimension import DIMENSIONS
from services.stats.domain.measures import FAMILIES, Counting, Measure

_HEAD = """# 指標の定義

このページは、コードの定義（[services/stats/domain/measures](../services/stats/domain/measures/__init__.py)）から
`make docs` が作ります。手では書きません。

## どの指標にも共通すること

{common}
分け方の項目と、様式の書き方は
[services/stats/templates/reading.py](../services/stats/templates/reading.py) の初めにあります。
"""

_COMMON = {
    "定義の版": "一つの名前に一つの定義。数え方が変わると版が上がり、"
    "それを使う報告も次の版になる（規則65・66）",
    "数える日": "記録した日ではなく、あったことの日（日本の暦日）。期間は初日と末日を含む。"
    "年度は4月1日から3月31日まで",
    "基準の時点": "その時点までに記録されたものだけで数える。同じ時点を指定すれば、"
    "いつ数え直しても同じ数になる",
    "遅れて届いた記録・訂正・取り消し": "記録された時点から数に効く。前の時点の数は変わらない。"
    "発行した報告は書き換えず、次の版にする",
    "市区町村": "報告する市区町村の記録だけ。転出したケースの、転出までの記録は残る。転入は、"
    "引き継いだ日からの記録を数える",
    "年齢": "対象者（相談した家族ではない）の、その日の満年齢。"
    "誕生日の前日の終わりに一つ増える（年齢計算ニ関スル法律）",
    "つなぎ・就労・成果の年齢・性別": "その人の、名乗った相談対応の記録による。"
    "その日までの最後のもの、なければその後の最初のもの。実人数と違い、名寄せされた匿名の相談は使わない。"
    "匿名の電話で聞いた年齢は、生年月日によらず、後の名寄せで変わりうる。"
    "つなぎと就労の記録は名乗った人にだけあるので、その人の記録になければ「不明」とする",
    "年代": "満年齢から、数えるときに作る。様式ごとに帯を決められ、重なってもよい（規則67）",
    "不明": "区分の一つで、落とさない。何も記録していないことが普通の項目では「記録なし」と書く",
    "数えていない": "市町村が数えていないものは、0ではなく、値を出さずに「数えていない」と書く",
    "合計": "数えたものの数。一つのものが二つの区分に入る分け方では、内訳の和は合計より大きい",
    "率": "指標にしない。二つの指標の合計を並べ、横に百分率を示す",
}


class _Note(NamedTuple):
    """What is the same for a family of measures."""

    population: str
    anonymous: str
    moves: str
    corrections: str


_NOTES: dict[str, _Note] = {
    "相談対応": _Note(
        "相談対応の記録（1件が1行）。相談者が家族や機関でも、対象者についての1件",
        "含む。名寄せされるまで対象者は不明のまま。「匿名件数」で別に示す",
        "転入の前、転出の後の相談対応は、それぞれの市区町村の数",
        "相談対応に取り消しの記録はない。名寄せは、記録された時点から効く",
    ),
    "人と世帯": _Note(
        "相談対応の記録のある対象者、またはそのケース（世帯）",
        "名寄せされたものだけを、名寄せ先の人・ケースとして数える。名寄せを改めたときは最後のもの",
        "人の番号は市区町村のもの。転出先では別の人として数える",
        "名寄せは、記録された時点から効き、期間の中の相談対応にさかのぼって当てはまる",
    ),
    "ケース": _Note(
        "ケース（世帯）の受付と、その後の段階の記録",
        "受付には含む。新規・継続では、名寄せされたものだけを、名寄せ先のケースの相談対応とする",
        "転入は、引き継いだ日の受付。「転入」で分けられる。転出は「転出件数」",
        "再開は受付ではなく、新規にならない。同じケースの再開は、そのつど数える",
    ),
    "会議とプラン": _Note(
        "開かれた会議の議題、支援決定されたプラン、その見直しの記録",
        "名乗らないケースを検討したときも1件",
        "関わらない",
        "旧い形で届いた会議は、全員に同意があるかないかのときだけ同意の有無が分かり、ほかは不明",
    ),
    "つなぎ": _Note(
        "つなぎの段階（打診から完了まで）の記録。段階ごとに、その日で数える",
        "対象者のないつなぎ（世帯のつなぎ）も1件。人数には入らない",
        "転出先に委ねたものは「つなぎ移管件数」。その後は転出先の数",
        "取り消された段階は、取り消しが記録された時点から除く。あらためて記録されれば数える",
    ),
    "就労への一歩": _Note(
        "見学・体験・訓練・応募などの、開始・参加・終了の記録",
        "対象者のないものはない",
        "関わらない",
        "取り消されたものは、取り消しが記録された時点から除く。あらためて記録されれば数える",
    ),
    "就労と定着": _Note(
        "就労（就職から離職まで）の記録。一般就労・障害者雇用・A型・B型・中間的就労などは「就労」で分ける",
        "対象者のないものはない",
        "転出しても、記録された就労は残る",
        "就職そのものが取り消されれば、その定着確認も数から外れる。確認の答えは最後のもの",
    ),
    "成果と進路": _Note(
        "就労のほかの成果の記録と、就職の記録",
        "世帯の成果は件数に入り、人数には入らない",
        "関わらない",
        "取り消されたものは、取り消しが記録された時点から除く",
    ),
    "居場所などの開催": _Note(
        "居場所・家族会・学習支援などの開催と、来た人の数の記録（名前によらない）",
        "来た人は、名乗らなくても数に入る",
        "関わらない",
        "開催の訂正は、前の記録に置きかわる（開催日も）。取り消された開催は除く",
    ),
    "手当": _Note(
        "発行された手当の明細と差額（インセンティブ制度）",
        "事業者への手当は、誰の分かを記録していない",
        "関わらない",
        "差額は、前の明細を書き換えず、同じ月に正負の額として加わる",
    ),
}

_KINDS = {
    Counting.OBSERVATIONS: "記録の数（延べ）",
    Counting.UNITS: "重複のない数（一つを一度）",
    Counting.AMOUNT: "量の合計",
}
_OF_CONTACTS = frozenset({"相談対応", "人と世帯", "ケース"})


def measures_page() -> str:
    """The whole page."""
    head = _HEAD.format(common=_table(_COMMON))
    return head + "".join(_family(name, family) for name, family in FAMILIES.items())


def _family(name: str, family: tuple[Measure, ...]) -> str:
    note = _NOTES[name]
    rows = {
        "母集団": note.population,
        "匿名": note.anonymous,
        "転入・転出": note.moves,
        "訂正・取り消し": note.corrections,
    }
    measures = (_measure(measure, own_age=name in _OF_CONTACTS) for measure in family)
    return f"\n## {name}\n\n{_table(rows)}" + "".join(measures)


def _measure(measure: Measure, *, own_age: bool) -> str:
    rows = {
        "単位": f"{measure.unit}（{_KINDS[measure.counting]}）",
        "数えるもの": measure.definition,
        "分けられる項目": _listed(measure.attributes) or "なし（一つの数）",
    }
    if measure.counting is Counting.UNITS and measure.attributes:
        rows["一つに決まる項目"] = _listed(measure.first_known) or "なし（当てはまる区分のすべて）"
    if "age" in measure.attributes:
        rows["年齢・性別"] = _age(measure, own_age=own_age)
    rows["拠り所"] = measure.basis
    return f"\n### {measure.name}（第{measure.version}版）\n\n{_table(rows)}"


def _table(rows: Mapping[str, str]) -> str:
    told = "".join(f"| {what} | {text} |\n" for what, text in rows.items())
    return f"| こと | 定め |\n|---|---|\n{told}"


def _age(measure: Measure, *, own_age: bool) -> str:
    if own_age:
        first = "。期間の中で、分かる最初のもの" if "age" in measure.first_known else ""
        return f"相談対応の日の、対象者のもの{first}"
    return (
        "その人の相談対応の記録のうち、その日までの最も新しいもの（なければ、その後で最も早いもの）"
    )


def _listed(attributes: frozenset[str]) -> str:
    return "・".join(name for name, axis in DIMENSIONS.items() if axis.attribute in attributes)

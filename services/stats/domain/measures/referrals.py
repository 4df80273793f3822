"""Measures of referrals つなぎ and of what nothing was found for."""

from services.stats.domain.measures.measure import Counting, Measure

_REFERRAL = frozenset({"destination", "age", "gender", "month"})
_UNDONE = "基準の時点までに取り消されたものは除く。"
_WHOM = (
    "「つないだ相手」は、打診のときの記録による。記録がないつなぎは、"
    "対象者があれば「当事者」、なければ「世帯」とする。台帳から取り込んだつなぎは、"
    "それを初めに書いた行の相談者が家族・親族なら「家族」とする。"
)


def _step(name: str, step: str, definition: str, *, version: int = 1) -> Measure:
    """Referrals by one of their steps, on the day of the step."""
    return Measure(
        name=name,
        version=version,
        observations="referral_steps",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition=definition + _WHOM + _UNDONE,
        basis="規則66",
        step=step,
        attributes=_REFERRAL | {"whom"},
    )


REFERRALS = (
    _step("つなぎ打診件数", "referral-offered", "期間中に、つなぎ先に打診したつなぎの件数。"),
    _step(
        "つなぎ受理件数",
        "referral-accepted",
        "期間中に、つなぎ先が受けると答えたつなぎの件数。本人はまだ行っていない。",
    ),
    _step("つなぎ不受理件数", "referral-declined", "期間中に、つなぎ先が断ったつなぎの件数。"),
    _step(
        "つなぎ初回接触件数",
        "referral-first-contact",
        "期間中に、本人とつなぎ先が初めて会ったつなぎの件数。その後どうなるかは決まっていない。",
    ),
    _step(
        "つなぎ完了件数",
        "referral-completed",
        "期間中につなぎ完了となったつなぎの件数。完了の日で数える。打診や受理だけのものは含まない。",
        version=2,
    ),
    _step(
        "つなぎ不調件数",
        "referral-failed",
        "期間中に、受理の後に不調となったつなぎの件数。不受理は含まない。",
    ),
    _step(
        "つなぎ取下げ件数",
        "referral-withdrawn",
        "期間中に、打診した側または本人が取り下げたつなぎの件数。",
    ),
    _step(
        "つなぎ移管件数",
        "referral-transferred",
        "期間中に、転出先の市区町村に引き継いだつなぎの件数。",
    ),
    Measure(
        name="つなぎ人数",
        version=1,
        observations="referred_persons",
        counting=Counting.UNITS,
        unit="人",
        definition="期間中につなぎ完了となった人の数。同じ人は1人と数え、"
        "つなぎ先で分けるときは、それぞれのつなぎ先で1人と数える。世帯についてのつなぎは含まない。"
        + _UNDONE,
        basis="規則66。交付金（高知県）の居場所等につながった件数",
        step="referral-completed",
        attributes=_REFERRAL,
        first_known=frozenset({"age", "gender"}),
    ),
    Measure(
        name="つなぎ先がない件数",
        version=2,
        observations="unmet_needs",
        counting=Counting.OBSERVATIONS,
        unit="件",
        definition="期間中に「つなぎ先がない」と記録された件数。分かった日で数える。"
        "会議で分かったものと、つなぎの中で分かったものの両方を含む。"
        "同じ人の別の不足も、そのつど1件と数える。",
        basis="規則66",
        attributes=frozenset({"gap", "month"}),
    ),
)

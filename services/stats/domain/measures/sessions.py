"""Measures of sessions 居場所・家族会・学習支援."""

from services.stats.domain.measures.measure import Counting, Measure

_SESSION = frozenset({"programme_kind", "programme_name", "month"})
_HOLDS = "訂正された開催は、基準の時点の最後の記録による。取り消された開催は含まない。"

SESSIONS = (
    Measure(
        name="開催回数",
        version=1,
        observations="sessions",
        counting=Counting.OBSERVATIONS,
        unit="回",
        definition="期間中に開いた居場所・家族会・学習支援などの回数。" + _HOLDS,
        basis="堺市の集団支援、三好市の居場所実績",
        attributes=_SESSION,
    ),
    Measure(
        name="参加延べ人数",
        version=1,
        observations="session_counts",
        counting=Counting.AMOUNT,
        unit="人",
        definition="期間中の開催に来た人の延べ人数。名前を記録しない人を含む。"
        "人数を数えなかった開催は、数に入らない（0人ではない）。" + _HOLDS,
        basis="堺市の集団支援の延べ参加、三好市の居場所の延べ人数",
        attributes=_SESSION | {"role", "span"},
    ),
    Measure(
        name="人数を数えた開催回数",
        version=1,
        observations="counted_sessions",
        counting=Counting.OBSERVATIONS,
        unit="回",
        definition="開催回数のうち、来た人数を数えたもの。参加延べ人数は、この回の合計。" + _HOLDS,
        basis="規則66。数えていないことは0ではない",
        attributes=_SESSION,
    ),
)

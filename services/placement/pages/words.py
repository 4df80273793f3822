"""What codes without a list of their own are called on pages."""

from __future__ import annotations

OWED = {
    "offer": "打診",
    "answer": "返事",
    "first_contact": "初回接触",
    "outcome": "結果の記録",
    "resumption": "保留の見直し",
}
"""What is owed next in a referral."""

FOUND = {
    "continuing": "継続",
    "changed": "転職",
    "leave": "休職",
    "left": "離職",
    "unknown": "不明",
}
"""What was found when somebody looked in on a job."""

EMPLOYMENT = {"running": "就労中", "leaving": "退職支援中", "ended": "離職"}
"""How an employment stands."""

PARTIES = {"person": "本人", "employer": "事業所", "supporter": "支援員"}
"""Who looks back."""

MONTHS = tuple((str(month), f"{month}月") for month in range(1, 13))
"""The months of a year."""

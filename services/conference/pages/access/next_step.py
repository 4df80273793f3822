"""What the law has come next in a request for access, in one sentence."""

from __future__ import annotations

from datetime import date

from services.conference.application.access.replies import AccessDetail
from services.conference.pages.access.words import KEEPERS
from shared.pages.writing import day


def next_step(found: AccessDetail, today: date) -> str:
    """What is to be done next, with its provision.

    Args:
        found: the request as it stands.
        today: the day in Japan.
    """
    if found.line.standing in ("decided", "delivered"):
        return _after_the_decision(found, today)
    if found.line.standing == "correcting":
        return (
            "補正を待っています。期限は進みません。"
            "補正されないときは、全体を開示しない決定をします（個人情報保護法77条3項）。"
        )
    return _before_the_decision(found)


def _before_the_decision(found: AccessDetail) -> str:
    if found.missing_services:
        missing = "、".join(KEEPERS[one] for one in found.missing_services)
        return f"記録を集めます（まだ: {missing}）。"
    if found.opinions_open:
        return "第三者の意見書を待ちます。期限が過ぎたら、審査して決定します（86条）。"
    if found.to_be_decided:
        return f"印の付いた記録 {found.to_be_decided} 件を審査し、決定します（78条〜82条）。"
    return "集めた記録を審査し、決定します（82条）。"


def _after_the_decision(found: AccessDetail, today: date) -> str:
    if found.line.standing == "delivered":
        return "答えを渡しました。この請求は終わりました。"
    if found.hand_over_from and today < found.hand_over_from:
        return (
            "第三者が反対しているため、決定を第三者に通知し、"
            f"{day(found.hand_over_from)}から渡せます（86条3項）。"
        )
    return "決定した答えを、請求した人に渡します（87条）。"

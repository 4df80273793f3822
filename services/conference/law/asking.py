"""May this conference ask for information, and what is an agency told that is asked (rule 21, 22)?

Only a conference that a statute establishes can ask under that statute; a meeting that rests on a
manual, an agreement or nothing cannot. To decline is no violation: the statutes ask for effort.
"""

from __future__ import annotations

from datetime import date

from services.conference.law.statutes.legal_modes import LegalMode, legal_mode
from services.conference.law.statutes.provisions import PROVISIONS, cited_on
from shared.refusal import Refusal

NO_VIOLATION = "提供しないことは違反ではありません。"
"""Stands wherever a request is answered (law rule 22)."""


def may_ask(mode: str, on: date) -> None:
    """Refuse a request by a meeting whose law gives it no power to ask (law rule 21).

    Args:
        mode: code of the legal mode.
        on: the day of the request (JST).

    Raises:
        Refusal: ``mode-cannot-ask``.
        InvalidInput: the mode is unknown.
    """
    chosen = legal_mode(mode)
    if not chosen.statutory or not chosen.exists_on(on):
        raise Refusal(
            "mode-cannot-ask",
            f"{chosen.title_on(on)}には、機関に情報の提供を求める法律の定めがありません。",
            "本人の同意を得て提供を受けるか、提供の根拠となる公的な判断（個人情報保護法69条2項・"
            "27条1項など）を記録するか、法律にもとづく会議の議題として求めてください。",
        )


def asking_cited(mode: str, on: date) -> str | None:
    """The provision under which a conference asks on a day: ``社会福祉法106条の6第3項``."""
    return _cited(legal_mode(mode), "request", on)


def answering_notice(mode: str, on: date) -> str:
    """What whoever answers a request reads: that declining is no violation, and why.

    Args:
        mode: code of the legal mode.
        on: the day on which it is read (JST).
    """
    effort = _cited(legal_mode(mode), "cooperation", on)
    if effort is None:
        return NO_VIOLATION
    return (
        f"{NO_VIOLATION}{effort}は、求めに応じるよう努めることを定めるもので、強制ではありません。"
    )


def _cited(mode: LegalMode, what: str, on: date) -> str | None:
    """A sister provision of the one that establishes the mode."""
    statute, _, _ = (mode.organised or "").rpartition(".")
    key = f"{statute}.{what}"
    return cited_on(key, on) if key in PROVISIONS else None

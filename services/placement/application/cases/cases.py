"""Finding a case by its number, and who is helped in it."""

from __future__ import annotations

import unicodedata

from services.placement.application.acting import SUPPORTERS, acting_for
from services.placement.application.cases.forms import CaseLine, CaseShown, FindCases, ShowCase
from services.placement.views.cases import case_told, cases_numbered, is_on_record, people_of
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.refusal import InvalidInput, Refusal
from shared.use_case import use_case

SHORTEST_NUMBER = 6
"""So many characters of a number at least: fewer would list the whole town."""

_GROUPS = (8, 4, 4, 4, 12)
_DIGITS = frozenset("0123456789abcdef")
"""An id is written in groups of so many hexadecimal digits."""


class Cases:
    """What is asked about cases.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("cases.find", "ケースの検索", roles=SUPPORTERS, kind="query")
    @listed("-received_on", "case_id")
    def find(self, actor: Actor, request: FindCases) -> list[CaseLine]:
        """The cases of a municipality whose number begins so, the latest first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
            InvalidInput: ``case-number-unreadable``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            beginning = _beginning(request.number)
            rows = cases_numbered(tx, request.municipality, beginning)
        return [CaseLine(case_id=row.case_id, received_on=row.received_on) for row in rows]

    @use_case("cases.show", "ケースの対象者", roles=SUPPORTERS, kind="query")
    def show(self, actor: Actor, request: ShowCase) -> CaseShown:
        """A case of which intake has told or something is on record, with who is helped in it.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``;
                ``case-not-found``, also for those of another municipality.
        """
        municipality, case_id = request.municipality, request.case_id
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, municipality)
            told = case_told(tx, municipality, case_id)
            if told is None and not is_on_record(tx, municipality, case_id):
                raise Refusal(
                    "case-not-found",
                    "指定されたケースは、この市町村のケースとして届いていません。",
                    "ケース番号を確かめてください。受け付けたばかりのときは、"
                    "しばらく待ってから開き直してください。",
                )
            people = people_of(tx, municipality, case_id)
        subject = told.subject_id if told else None
        return CaseShown(
            case_id=case_id,
            received_on=told.received_on if told else None,
            subject_id=subject,
            people=tuple(sorted(people, key=lambda one: (one != subject, str(one)))),
        )


def _beginning(number: str) -> str:
    """The beginning of an id as it is kept, from a number as people write it."""
    written = unicodedata.normalize("NFKC", number).lower()
    digits = "".join(one for one in written if one.isalnum())
    if not SHORTEST_NUMBER <= len(digits) <= sum(_GROUPS) or set(digits) - _DIGITS:
        raise InvalidInput(
            "ケース番号",
            "case-number-unreadable",
            "ケース番号を読み取れません。",
            f"ケースの画面や資料にある番号を、はじめの{SHORTEST_NUMBER}文字以上、"
            "そのまま写してください。",
        )
    groups = list[str]()
    for length in _GROUPS:
        groups.append(digits[:length])
        digits = digits[length:]
    return "-".join(groups).rstrip("-")

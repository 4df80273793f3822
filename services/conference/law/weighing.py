"""One cell weighed: the bases that were found, what each lacks, and the limits that bind them."""

from __future__ import annotations

from typing import NamedTuple

from services.conference.law.bases import conference, determination, emergency
from services.conference.law.bases.consent.reasons import (
    ALL_CONSENTED,
    CONSENTED,
    ONE_FOR_ANOTHER,
)
from services.conference.law.limits import floor, meeting, profile
from services.conference.law.rule import Finding, Limit, rule
from services.conference.law.situation import Cell, Piece, Reader, Situation
from services.conference.law.vocabulary import Basis, Effect
from services.conference.law.world import Determination, Emergency

OWN_RECORD = Finding((1,), "この機関自身の記録です。")
DEIDENTIFIED = Finding((18,), "誰のことか分からない形での事例検討です。")
NO_BASIS = Finding((1,), "見せてよい根拠がありません。")


class Prepared(NamedTuple):
    """An item with all that does not depend on the reader.

    Attributes:
        piece: the item.
        limits: limits of the meeting and of the item.
        obstacles: what the conference lacks as a basis, for this item.
        determinations: those that cover the item.
        emergency: the assertion, if it covers the item.
    """

    piece: Piece
    limits: tuple[Limit, ...]
    obstacles: tuple[Finding, ...]
    determinations: tuple[Determination, ...]
    emergency: Emergency | None


class Seated(NamedTuple):
    """A recipient with all that does not depend on the item."""

    reader: Reader
    limits: tuple[Limit, ...]
    obstacles: tuple[Finding, ...]


class Weighing(NamedTuple):
    """What was found for one cell.

    Attributes:
        effect: the greatest effect any basis gives after its limits.
        basis: the bases that give it.
        found: every basis that was found, with why.
        missing: why further bases were not.
        limits: the limits that fired.
    """

    effect: Effect
    basis: frozenset[Basis]
    found: tuple[tuple[Basis, Finding], ...]
    missing: tuple[Finding, ...]
    limits: tuple[Limit, ...]


class Scales:
    """Weighs the cells of one world.

    The order is: find the bases, then the limits of the meeting, of the floor and of the profile.
    The list of each stands at the end of its own room.
    """

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._of_the_meeting = tuple(
            limit
            for check in (*meeting.OF_THE_MEETING, *profile.OF_THE_MEETING)
            if (limit := check(situation))
        )
        self._cell_checks = (
            *meeting.of_item_and_reader(situation),
            *floor.of_item_and_reader(situation),
            *profile.of_item_and_reader(situation),
        )
        self._obstacles_of_the_meeting: tuple[Finding, ...] = ()
        if situation.statutory:
            self._obstacles_of_the_meeting = tuple(
                finding for check in conference.OF_THE_MEETING if (finding := check(situation))
            )
            self._conference_found = conference.conference_found(situation)

    def prepare(self, piece: Piece) -> Prepared:
        """Find out all about an item that does not depend on the reader."""
        situation = self.situation
        checks = (*floor.OF_THE_ITEM, *profile.OF_THE_ITEM)
        limits = tuple(limit for check in checks if (limit := check(situation, piece)))
        obstacles = self._obstacles_of_the_meeting
        if situation.statutory:
            obstacles += tuple(
                finding for check in conference.OF_THE_ITEM if (finding := check(situation, piece))
            )
        return Prepared(
            piece,
            self._of_the_meeting + limits,
            obstacles,
            determination.covering(situation, piece),
            emergency.asserted_for(situation, piece),
        )

    def seat(self, reader: Reader) -> Seated:
        """Find out all about a recipient that does not depend on the item."""
        situation = self.situation
        checks = (*meeting.OF_THE_READER, *profile.OF_THE_READER)
        limits = tuple(limit for check in checks if (limit := check(situation, reader)))
        obstacles: tuple[Finding, ...] = ()
        if situation.statutory:
            obstacles = tuple(
                finding
                for check in conference.OF_THE_READER
                if (finding := check(situation, reader))
            )
        return Seated(reader, limits, obstacles)

    def weigh(self, prepared: Prepared, seated: Seated) -> Weighing:
        """Weigh one cell."""
        piece, limits, obstacles, determinations, asserted = prepared
        reader, limits_of_reader, obstacles_of_reader = seated
        if piece.holder is reader.agency:
            return _own_record(limits)
        situation = self.situation
        cell = situation.cell(piece, reader)
        found: dict[Basis, Finding] = {}
        missing: list[Finding] = []
        _find_consent(cell, found, missing)
        if situation.conference_basis is not None:
            if obstacles or obstacles_of_reader:
                missing += obstacles + obstacles_of_reader
            else:
                found[situation.conference_basis] = self._conference_found
        if determinations:
            self._find_determinations(determinations, cell, found, missing)
        if asserted is not None:
            self._find_emergency(asserted, cell, found, missing)
        if situation.mode == "case_review" and reader.selected:
            found["deidentified"] = DEIDENTIFIED
        of_the_cell = [limit for check in self._cell_checks if (limit := check(situation, cell))]
        all_limits = (*limits, *limits_of_reader, *of_the_cell)
        effect, basis = greatest(found, all_limits)
        return Weighing(effect, basis, tuple(found.items()), tuple(missing), all_limits)

    def _find_determinations(
        self,
        determinations: tuple[Determination, ...],
        cell: Cell,
        found: dict[Basis, Finding],
        missing: list[Finding],
    ) -> None:
        for one in determinations:
            if cell.reader.agency.id not in one.recipients:
                continue
            lack = determination.lacking(self.situation, one, cell)
            kind = determination.KINDS[one.kind]
            if lack is None:
                found[kind.basis] = kind.found
            else:
                missing.append(lack)

    def _find_emergency(
        self,
        asserted: Emergency,
        cell: Cell,
        found: dict[Basis, Finding],
        missing: list[Finding],
    ) -> None:
        if cell.reader.agency.id not in asserted.responders:
            return
        lack = emergency.lacking(self.situation, asserted, cell.piece)
        if lack is None:
            found["emergency"] = emergency.EMERGENCY
        else:
            missing.append(lack)


def _own_record(limits: tuple[Limit, ...]) -> Weighing:
    """A body reads its own record: nothing is disclosed, so no other basis is asked for."""
    found: dict[Basis, Finding] = {"own_record": OWN_RECORD}
    binding = tuple(one for one in limits if "own_record" in one.binds)
    effect, basis = greatest(found, binding)
    return Weighing(effect, basis, tuple(found.items()), (), binding)


@rule(4, 9)
def _find_consent(cell: Cell, found: dict[Basis, Finding], missing: list[Finding]) -> None:
    """Every subject consents, or the consent of the others opens nothing (個情法2条4項)."""
    if cell.all_consent:
        found["consent"] = ALL_CONSENTED if len(cell.standings) > 1 else CONSENTED
        return
    lacking = [one.finding for one in cell.standings if not one.consents]
    missing.extend(lacking)
    if len(lacking) < len(cell.standings):
        missing.append(ONE_FOR_ANOTHER)


def greatest(
    found: dict[Basis, Finding], limits: tuple[Limit, ...]
) -> tuple[Effect, frozenset[Basis]]:
    """The greatest effect any basis gives after the limits that bind it, and who gives it."""
    visible = frozenset(found)
    full = visible
    if not visible:
        return "withheld", visible
    for limit in limits:
        full -= limit.binds
        if limit.cap == "withheld":
            visible -= limit.binds
    if full:
        return "full", full
    return ("blurred", visible) if visible else ("withheld", visible)

"""One world prepared for deciding: what holds at its instant, looked up once.

A cell of the answer is one :class:`Piece` for one :class:`Reader`. Whatever depends only on the
piece, only on the reader or on neither is found out once, so that a cell costs little.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from services.conference.law.bases.consent.standing import Consents, Standing
from services.conference.law.rule import Limit
from services.conference.law.statutes.legal_modes import LEGAL_MODES, LegalMode
from services.conference.law.vocabulary import STATUTORY_MODES, Basis
from services.conference.law.world import Agency, Item, Person, ProfileOptions, World
from services.conference.law.world.moment import japanese_day


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """An item with the persons and the holder it names.

    Attributes:
        item: the item.
        subjects: every person it says something about.
        holder: the agency that holds it.
    """

    item: Item
    subjects: tuple[Person, ...]
    holder: Agency


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """A recipient with its standing in the meeting.

    Attributes:
        agency: the recipient.
        convener: it convened the meeting.
        member: it is a member at the instant.
        selected: it is a member selected for this agenda item.
        left: it was a member and is none any more.
        acknowledged: it acknowledged the secrecy duty as such a member, or as the convener.
    """

    agency: Agency
    convener: bool
    member: bool
    selected: bool
    left: bool
    acknowledged: bool


class Cell(NamedTuple):
    """One item for one recipient.

    Attributes:
        piece: the item.
        reader: the recipient.
        standings: what the answers of every subject come to, in the order of the item.
        all_consent: every subject has validly consented to this.
    """

    piece: Piece
    reader: Reader
    standings: list[Standing]
    all_consent: bool


class Situation:
    """A world at its instant.

    Args:
        world: a valid world.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.at = world.at
        self.day = japanese_day(world.at)
        self.options: ProfileOptions = world.profile.options_at(world.at)
        self.conference = world.conference
        self.mode = world.conference.legal_mode
        self.statutory = self.mode in STATUTORY_MODES
        self.in_meeting = self.mode != "casework"
        self.persons: dict[str, Person] = {one.id: one for one in world.persons}
        self.agencies: dict[str, Agency] = {one.id: one for one in world.agencies}
        self.consents = Consents(world, self.options)
        self.runs_juso = any(one.holds_at(world.at) for one in world.municipality.runs_juso)

    @cached_property
    def law(self) -> LegalMode:
        """The statute or manual of the agenda item."""
        return LEGAL_MODES[self.mode]

    @cached_property
    def conference_basis(self) -> Basis | None:
        """The basis that the meeting's own statute gives, if it has one."""
        return self.law.basis_code if self.statutory else None

    @cached_property
    def agenda(self) -> tuple[Person, ...]:
        """The persons the agenda item is about."""
        return tuple(self.persons[one] for one in self.conference.subjects)

    @cached_property
    def households(self) -> frozenset[str]:
        """The households of the persons the agenda item is about."""
        return frozenset(one.household for one in self.agenda if one.household is not None)

    def cell(self, piece: Piece, reader: Reader) -> Cell:
        """One item for one recipient, with the answers of every subject."""
        category, standing = piece.item.category, self.consents.standing
        standings = [standing(one.id, category, reader.agency) for one in piece.subjects]
        all_consent = False not in [one.consents for one in standings]
        return Cell(piece, reader, standings, all_consent)

    def piece(self, item: Item) -> Piece:
        """An item, prepared."""
        subjects = tuple(self.persons[one] for one in item.subjects)
        return Piece(item, subjects, self.agencies[item.holder])

    def reader(self, agency_id: str) -> Reader:
        """A recipient, prepared."""
        entries = [one for one in self.conference.members if one.agency == agency_id]
        in_force = [one for one in entries if one.in_force_at(self.at)]
        selected = [one for one in in_force if one.selected]
        convened_by = self.conference.convened_by
        convener = convened_by is not None and convened_by.agency == agency_id
        return Reader(
            agency=self.agencies[agency_id],
            convener=convener,
            member=bool(in_force),
            selected=bool(selected),
            left=not in_force and any(one.left_at and one.left_at <= self.at for one in entries),
            acknowledged=any(
                one.acknowledged_by(self.at) for one in (entries if convener else selected)
            ),
        )


CellCheck = Callable[[Situation, Cell], Limit | None]
"""A rule that looks at one item together with its reader."""

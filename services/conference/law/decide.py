"""Who may see what: one decision for every item and every recipient of a world.

Default is withheld. A basis is found (:mod:`~services.conference.law.bases`), lowered by what
binds it (:mod:`~services.conference.law.limits`: the meeting, the floor, the municipality's rule),
and shown with the tasks that travel with it (:mod:`~services.conference.law.obligations`). Pure
and total: every valid world has an answer.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from services.conference.law.bases.emergency import ESCALATED
from services.conference.law.decision import Decision
from services.conference.law.limits.floor import EMPLOYER
from services.conference.law.obligations import (
    Shown,
    Task,
    of_a_visible_cell,
    of_a_withheld_cell,
)
from services.conference.law.rule import Finding, Limit
from services.conference.law.situation import Situation
from services.conference.law.vocabulary import BASES, Basis, Obligation
from services.conference.law.weighing import NO_BASIS, Prepared, Scales, Seated, Weighing
from services.conference.law.world import World


def decide(world: World) -> list[Decision]:
    """Decide every item for every recipient.

    Args:
        world: a valid world; see :func:`services.conference.law.reading.read_world`.

    Returns:
        All recipients of the first item, then of the second, in the order of the world.
    """
    situation = Situation(world)
    scales = Scales(situation)
    seats = [scales.seat(situation.reader(one)) for one in world.recipients]
    cells: list[Decision] = []
    for item in world.items:
        prepared = scales.prepare(situation.piece(item))
        cells.extend(
            conclude(situation, prepared, seated, scales.weigh(prepared, seated))
            for seated in seats
        )
    return cells


def conclude(
    situation: Situation, prepared: Prepared, seated: Seated, weighing: Weighing
) -> Decision:
    """Put a weighed cell into words."""
    if weighing.effect == "withheld":
        tasks = of_a_withheld_cell(prepared.piece, weighing)
    else:
        tasks = of_a_visible_cell(Shown(situation, prepared.piece, seated.reader, weighing.basis))
    words = put_into_words(weighing, situation.conference_basis, tasks)
    return Decision(
        prepared.piece.item.id,
        seated.reader.agency.id,
        weighing.effect,
        *words,
    )


class Words(NamedTuple):
    """What is said of a weighing; the same for every cell that weighs the same.

    Attributes:
        basis: in the order of the vocabulary.
        rules: ascending.
        reasons: each once.
        obligations: in the order of the vocabulary.
    """

    basis: tuple[Basis, ...]
    rules: tuple[int, ...]
    reasons: tuple[str, ...]
    obligations: tuple[Obligation, ...]


@lru_cache(maxsize=16_384)
def put_into_words(
    weighing: Weighing, conference_basis: Basis | None, tasks: tuple[Task, ...]
) -> Words:
    """The bases, the rules, the reasons and the obligations of a weighed cell."""
    if weighing.effect == "withheld":
        findings = why_withheld(weighing, conference_basis)
    else:
        findings = why_visible(weighing)
    fired = {number for one in (*findings, *tasks) for number in one.rules}
    return Words(
        basis=in_order(weighing.basis),
        rules=tuple(sorted(fired)),
        reasons=tuple(dict.fromkeys(finding.reason for finding in findings)),
        obligations=tuple(task.obligation for task in tasks),
    )


def why_visible(weighing: Weighing) -> list[Finding | Limit]:
    """The bases that give the effect, and what lowered them."""
    findings: list[Finding | Limit] = [
        finding for basis, finding in weighing.found if basis in weighing.basis
    ]
    findings.extend(one for one in weighing.limits if not one.binds.isdisjoint(weighing.basis))
    return findings


def why_withheld(weighing: Weighing, conference_basis: Basis | None) -> list[Finding | Limit]:
    """What stands in the way: of every basis found, of consent, and of the meeting's own basis.

    Where not even consent would help, what is missing is not told: getting it would change nothing.
    A consent that names the employer would help an employer, so there it is told. That a human will
    decide about an emergency is always told.
    """
    found: set[Basis] = {basis for basis, _ in weighing.found}
    ways = found | {"consent"} | ({conference_basis} if conference_basis else set())
    stops = [
        one for one in weighing.limits if one.cap == "withheld" and not one.binds.isdisjoint(ways)
    ]
    final = [one for one in stops if "consent" in one.binds and one != EMPLOYER]
    if final:
        further = [one for one in stops if not one.binds.isdisjoint(found)]
        return [*final, *further, *(one for one in weighing.missing if one == ESCALATED)]
    return [*stops, *weighing.missing] or [NO_BASIS]


def in_order(basis: frozenset[Basis]) -> tuple[Basis, ...]:
    """Bases in the order of the vocabulary."""
    return tuple(one for one in BASES if one in basis)

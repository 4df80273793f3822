"""What travels with a decision: duties of whoever reads, and tasks for whoever decided.

Conditions of a public holder go along with the data (個情法70条, law rule 36); what a statutory
conference shows is viewed there and nowhere else (rules 23, 25, 26), and consent is sought as soon
as it can be (rule 27).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from services.conference.law.bases import emergency
from services.conference.law.bases.consent.power import has_suspected_representative
from services.conference.law.bases.determination import KINDS
from services.conference.law.limits.profile import CONFERENCE_BASES
from services.conference.law.rule import rule
from services.conference.law.situation import Piece, Reader, Situation
from services.conference.law.vocabulary import Basis, Obligation
from services.conference.law.weighing import Weighing

_DETERMINATIONS: frozenset[Basis] = frozenset(kind.basis for kind in KINDS.values())
_CONSENTED: frozenset[Basis] = frozenset({"own_record", "consent"})


class Shown(NamedTuple):
    """A cell that is visible.

    Attributes:
        situation: the world at its instant.
        piece: the item.
        reader: who sees it.
        basis: on what.
    """

    situation: Situation
    piece: Piece
    reader: Reader
    basis: frozenset[Basis]


def flag_no_consent(shown: Shown) -> bool:
    """「本人の同意がない」 stands on every page, where the municipality flags it."""
    return shown.situation.options.flag_no_consent and shown.basis.isdisjoint(_CONSENTED)


@rule(23, 25, 26, 27)
def on_a_conference_basis(shown: Shown) -> bool:
    """社福法106条の6第6項 and its sisters: no reuse, the notice, viewing only, towards consent."""
    return not shown.basis.isdisjoint(CONFERENCE_BASES)


@rule(36)
def from_a_public_holder(shown: Shown) -> bool:
    """個情法70条: to be returned or erased; a body's own record goes nowhere."""
    return shown.piece.holder.holder_class == "public" and "own_record" not in shown.basis


@rule(35)
def promised_silence(shown: Shown) -> bool:
    """「本人に言わないで」 binds every reader."""
    return "do_not_tell_person" in shown.piece.item.flags


@rule(10)
def minor_spoke_alone(shown: Shown) -> bool:
    """A minor who consented for themself: the representative is told, unless suspected of abuse."""
    if "consent" not in shown.basis:
        return False
    ages, persons = shown.situation.consents.ages, shown.piece.subjects
    alone = [one for one in persons if ages[one.id].classes == ("youth",)]
    return bool(alone) and not any(
        has_suspected_representative(one, shown.situation.persons) for one in alone
    )


@rule(42)
def in_an_emergency(shown: Shown) -> bool:
    """Every emergency is reviewed."""
    return "emergency" in shown.basis


@rule(15)
def by_a_determination(shown: Shown) -> bool:
    """A recorded decision is recorded again with what it led to."""
    return not shown.basis.isdisjoint(_DETERMINATIONS)


class Task(NamedTuple):
    """An obligation and the rules it comes from."""

    obligation: Obligation
    rules: tuple[int, ...]


ON_A_VISIBLE_CELL: tuple[tuple[Task, Callable[[Shown], bool]], ...] = (
    (Task("no_consent_flag", ()), flag_no_consent),
    (Task("no_onward_sharing", (23,)), on_a_conference_basis),
    (Task("return_or_erase", (36,)), from_a_public_holder),
    (Task("view_only", (26,)), on_a_conference_basis),
    (Task("secrecy_notice", (25, 70, 71)), on_a_conference_basis),
    (Task("do_not_tell_person", (35,)), promised_silence),
    (Task("inform_representative", (10,)), minor_spoke_alone),
    (Task("emergency_review", (42,)), in_an_emergency),
    (Task("seek_consent", (27,)), on_a_conference_basis),
    (Task("record_reason", (15,)), by_a_determination),
)


def of_a_visible_cell(shown: Shown) -> tuple[Task, ...]:
    """What a visible cell carries, in the order of the vocabulary."""
    return tuple([task for task, arises in ON_A_VISIBLE_CELL if arises(shown)])


SUPERVISOR_REVIEW = Task("supervisor_review", (12,))
ESCALATE = Task("escalate_to_human", (42,))


def of_a_withheld_cell(piece: Piece, weighing: Weighing) -> tuple[Task, ...]:
    """What a human has to decide before anything can be shown.

    A supervisor about unjust harm (個情法69条2項ただし書, rule 12), and whoever is responsible
    about an emergency that is complete but not acted on by itself (rule 42).
    """
    tasks: tuple[Task, ...] = ()
    if "unjust_harm_risk" in piece.item.flags:
        tasks += (SUPERVISOR_REVIEW,)
    if emergency.ESCALATED in weighing.missing:
        tasks += (ESCALATE,)
    return tasks

"""Taking up work (就職), and where it is."""

from __future__ import annotations

from datetime import date

from services.placement.domain.days import refuse_future
from services.placement.domain.employment.events import (
    NOWHERE,
    Employment,
    EmploymentDescribed,
    EmploymentEvent,
    EmploymentStarted,
    Workplace,
)
from services.placement.domain.employment.standing import existing, ways_from
from services.placement.domain.employment.state import EmploymentState, evolve
from shared.codes import EMPLOYMENT_KINDS, WORK_TRAITS
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal


def start_employment(
    state: EmploymentState | None,
    municipality: MunicipalityCode,
    employment: Employment,
    *,
    on: date,
    today: date,
    workplace: Workplace = NOWHERE,
    former: EmploymentState | None = None,
) -> tuple[EmploymentEvent, ...]:
    """Record that the person took up work (就職), and where, as far as that is known.

    Args:
        state: ``None``; an employment starts once.
        municipality: whose case it is.
        employment: who works, and what kind of work.
        on: 就職日.
        today: the day of the recording (JST).
        workplace: where.
        former: the employment that this one follows, as it stands.

    Raises:
        Refusal: ``employment-exists``; and see :func:`describe_employment`.
        InvalidInput: ``date-in-future``; ``unknown-code``: no such kind of work.
    """
    if state is not None:
        raise Refusal(
            "employment-exists",
            "この就職は、すでに記録されています。",
            "別の職場への就職は、新しい就職として記録してください。",
        )
    refuse_future("就職日", on, today)
    EMPLOYMENT_KINDS.by_code(employment.kind)
    started = EmploymentStarted(municipality=municipality, on=on, **dict(employment))
    if workplace == NOWHERE:
        return (started,)
    running = evolve(None, started)
    return (
        started,
        *describe_employment(running, workplace, on=on, today=today, former=former),
    )


def describe_employment(
    state: EmploymentState | None,
    workplace: Workplace,
    *,
    on: date,
    today: date,
    former: EmploymentState | None = None,
) -> tuple[EmploymentEvent, ...]:
    """Say where somebody works; it takes the place of what was said before.

    Args:
        state: the employment as it stands.
        workplace: all that is known of it now.
        on: since when it is so.
        today: the day of the recording (JST).
        former: the employment that this one follows, as it stands.

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``former-not-found``;
            ``former-not-ended``, which names what may be recorded of it.
        InvalidInput: ``unknown-code``; ``date-in-future``; ``description-out-of-order``: before
            就職日 or after 離職日.
    """
    current = existing(state)
    refuse_future("職場の記録の日", on, today)
    if not current.started_on <= on <= (current.ended_on or date.max):
        raise InvalidInput(
            "職場の記録の日",
            "description-out-of-order",
            "日付が、就職日より前か、離職日より後です。",
            f"日付を確かめてください。いま記録できるのは「{ways_from(current)}」です。",
        )
    if workplace.trait is not None:
        WORK_TRAITS.by_code(workplace.trait)
    if workplace.follows is not None:
        _check_former(current, former)
    if workplace == current.workplace:
        return ()
    described = EmploymentDescribed(
        municipality=current.municipality,
        on=on,
        **dict(current.employment),
        **dict(workplace),
    )
    return (described,)


def _check_former(current: EmploymentState, former: EmploymentState | None) -> None:
    """再就職 follows an employment of the same person that has ended before."""
    same = former is not None and (
        (former.municipality, former.employment.person_id)
        == (current.municipality, current.employment.person_id)
    )
    if former is None or not same or former.undone:
        raise Refusal(
            "former-not-found",
            "前の就職は、この人の就職として記録されていません。",
            "前の就職の番号を確かめるか、空けて記録してください。",
        )
    if former.ended_on is None or former.ended_on > current.started_on:
        raise Refusal(
            "former-not-ended",
            "前の就職は、この就職日までに離職していません。",
            "先に前の就職の「離職」を記録するか、前の就職を空けて記録してください。",
        )

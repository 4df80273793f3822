"""The texts of a plan: sealed under the keys of everybody it is about, opened for who keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from services.conference.application.plans.answers import (
    GoalShown,
    RoleShown,
)
from services.conference.application.plans.forms import (
    ContentsText,
    GoalText,
)
from services.conference.domain.plan import Contents, Goal, PlannedReferral, RoleShare
from services.conference.domain.plan.events import (
    GOAL_LABEL,
    INTEGRATION_LABEL,
    ROLE_LABEL,
    SERVICES_LABEL,
    WILL_LABEL,
)
from shared.refusal import InvalidInput
from shared.sealing import Sealed, Sealer, open_jointly, seal_jointly


def seal_text(sealer: Sealer, about: Iterable[UUID], text: str, label: str) -> Sealed | None:
    """Seal a text about several people; a blank one is none.

    Raises:
        Erased: one of them was erased.
    """
    if not text.strip():
        return None
    return seal_jointly(sealer, map(str, about), text, label)


def seal_note(
    sealer: Sealer, plan_id: UUID, contents: Contents, text: str, label: str
) -> Sealed | None:
    """Seal a later note like the plan itself; a blank one is none.

    Raises:
        Erased: one of the persons was erased.
    """
    return seal_text(sealer, contents.subjects or (plan_id,), text, label)


def seal_contents(sealer: Sealer, subjects: tuple[UUID, ...], text: ContentsText) -> Contents:
    """Seal the five contents; blank ones stay open. Each つなぎ that is foreseen gets its id.

    Raises:
        InvalidInput: ``goal-blank``: a time without a goal.
        Erased: one of the persons was erased.
    """
    return Contents(
        subjects=subjects,
        will_and_issues=seal_text(sealer, subjects, text.will_and_issues, WILL_LABEL),
        goals=tuple(_goal(sealer, subjects, one) for one in text.goals),
        services=seal_text(sealer, subjects, text.services, SERVICES_LABEL),
        roles=tuple(
            RoleShare(
                agency_id=one.agency_id, task=seal_text(sealer, subjects, one.task, ROLE_LABEL)
            )
            for one in text.roles
        ),
        integration=seal_text(sealer, subjects, text.integration, INTEGRATION_LABEL),
        referrals=tuple(
            PlannedReferral(referral_id=uuid4(), **dict(one)) for one in text.referrals
        ),
    )


def _goal(sealer: Sealer, subjects: tuple[UUID, ...], goal: GoalText) -> Goal:
    text = seal_text(sealer, subjects, goal.text, GOAL_LABEL)
    if text is None:
        raise InvalidInput(
            "支援の目標",
            "goal-blank",
            "目標の内容が書かれていない行があります。",
            "目標を書くか、その行を消してください。",
        )
    return Goal(text=text, due=goal.due)


class Opened:
    """The texts of a plan, read.

    Args:
        sealer: the service's keys.
        contents: what it says, sealed.

    Raises:
        Erased: one of the persons was erased.
    """

    def __init__(self, sealer: Sealer, contents: Contents) -> None:
        self._sealer = sealer
        self._subjects = contents.subjects
        self.will_and_issues = self._read(contents.will_and_issues, WILL_LABEL)
        self.goals = tuple(
            GoalShown(text=self._read(one.text, GOAL_LABEL), due=one.due) for one in contents.goals
        )
        self.services = self._read(contents.services, SERVICES_LABEL)
        self.roles = tuple(
            RoleShown(agency_id=one.agency_id, task=self._read(one.task, ROLE_LABEL))
            for one in contents.roles
        )
        self.integration = self._read(contents.integration, INTEGRATION_LABEL)

    def _read(self, sealed: Sealed | None, label: str) -> str | None:
        if sealed is None:
            return None
        if not self._subjects:
            return self._sealer.open(sealed, label)
        return open_jointly(self._sealer, map(str, self._subjects), sealed, label)

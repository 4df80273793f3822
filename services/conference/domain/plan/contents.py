"""What a support plan says: its five contents, and the つなぎ that it foresees."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from shared.facts.fact import Code, FreeCode
from shared.sealing.sealed import Sealed
from shared.store.event import Detail


class Goal(Detail):
    """One goal.

    Attributes:
        text: what shall be reached.
        due: 達成時期; open while the plan is proposed, set when it is decided.
    """

    text: Sealed
    due: date | None = None


class RoleShare(Detail):
    """What one agency takes on (役割の分担); its task may be open in a proposal."""

    agency_id: UUID
    task: Sealed | None = None


class Destined(Detail):
    """Who is to be handed on to where, and how: ids and codes, and nothing else.

    Attributes:
        person_id: who; ``None`` for the household.
        destination: kind of destination, code list ``agency_kinds`` or the municipality's own word.
        mode: つなぎ方, code list ``routing_modes``.
        to_agency_id: the registered agency that is to be asked, if it is known.
        resource_id: the 社会資源 that is to be asked, if it is known; placement's id.
    """

    person_id: UUID | None = None
    destination: FreeCode | Code
    mode: Code
    to_agency_id: UUID | None = None
    resource_id: UUID | None = None


class PlannedReferral(Destined):
    """A つなぎ that a plan foresees; once the plan is decided, placement opens it under this id.

    Attributes:
        referral_id: made here, so that whoever hears of it twice opens it once.
    """

    referral_id: UUID


class Contents(Detail):
    """The five contents of a plan (施行規則34条の7); all may be open while it is proposed.

    Attributes:
        subjects: the persons it is about, under whose keys its texts are sealed; empty for a plan
            of before 2026-11, whose texts are sealed under the plan's own id.
        will_and_issues: 1号: 生活に対する意向, 解決すべき課題.
        goals: 2号: 支援の目標とその達成時期.
        services: 3号: 支援の種類と内容, 留意事項.
        roles: 4号: 支援関係機関それぞれの役割の分担.
        integration: 5号: 一体的に提供するための具体的な方策.
        referrals: the つなぎ that come of the support (3号); a plan may foresee none.
    """

    subjects: tuple[UUID, ...] = ()
    will_and_issues: Sealed | None = None
    goals: tuple[Goal, ...] = ()
    services: Sealed | None = None
    roles: tuple[RoleShare, ...] = ()
    integration: Sealed | None = None
    referrals: tuple[PlannedReferral, ...] = ()

    def missing_contents(self) -> tuple[str, ...]:
        """Return the Japanese names of the statutory contents that are still open."""
        present = {
            "生活に対する意向と課題": self.will_and_issues is not None,
            "支援の目標": bool(self.goals),
            "目標の達成時期": all(goal.due is not None for goal in self.goals),
            "支援の種類と内容": self.services is not None,
            "支援関係機関の役割の分担": bool(self.roles)
            and all(role.task is not None for role in self.roles),
            "一体的に提供するための方策": self.integration is not None,
        }
        return tuple(name for name, there in present.items() if not there)

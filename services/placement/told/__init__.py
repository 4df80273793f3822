"""How every event about somebody is told to them, for their own request (開示請求)."""

from services.placement.told import (
    employments,
    incentives,
    outcomes,
    programmes,
    referrals,
    routing,
    steps,
    tasks,
)
from shared.telling import Forms

FORMS: Forms = {
    **referrals.FORMS,
    **employments.FORMS,
    **steps.FORMS,
    **outcomes.FORMS,
    **routing.FORMS,
    **incentives.FORMS,
    **programmes.FORMS,
    **tasks.FORMS,
}
"""Every event of placement that is about somebody, and how it is told."""

ABOUT_THE_WORK: frozenset[str] = frozenset(
    {
        "placement.EmployerIncentivesIssued",
        "placement.FreshnessRuleSet",
        "placement.ProgrammeAmended",
        "placement.ProgrammeEnded",
        "placement.ProgrammeReopened",
        "placement.ProgrammeSetUp",
        "placement.PseudonymAttendanceUndone",
        "placement.PseudonymAttended",
        "placement.ResourceAmended",
        "placement.ResourceConfirmed",
        "placement.ResourceNotesRecorded",
        "placement.ResourceRegistered",
        "placement.ResourceReopened",
        "placement.ResourceWithdrawn",
        "placement.RoutingRulesAdopted",
        "placement.SessionCorrected",
        "placement.SessionHeld",
        "placement.SessionUndone",
    }
)
"""Topics of the events that are about places, programmes and rules, and about nobody."""

"""Beyond the conference, in brief: where to go, a no and a yes, a place to be, a month's 手当."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from rich.markup import escape

from services.command.demo.road import OPERATOR, SECRETARIAT, SUPPORTER
from services.command.screen import tell, tell_styled
from services.conference.app import Conference
from services.conference.application.registers import AgencyRegistration, MunicipalityDescription
from services.placement.app import Placement
from services.placement.domain.incentive import month_in_words
from services.placement.domain.referral import STATUSES
from shared.codes import REFERRAL_REASONS, ROUTING_MODES
from shared.codes.municipality import municipality_name
from shared.identity import Actor
from shared.refusal import Refusal
from shared.use_case import read_request

EAST, WEST, KOCHI_HALL = (UUID(f"00000000-0000-4000-8000-0000000000d{n}") for n in (2, 3, 4))
KOCHI_TOWN = "399019"
"""A town that does not exist, in a prefecture that pays for days of work experience."""

RULES = "municipality-12"
DAYS = 8

Do = Callable[..., Any]
"""A use case by its name, for an actor, with its request."""


def introduce_receivers(conference: Conference, municipality: str) -> None:
    """Enter two places to be that may be asked, and the department of a town in Kōchi."""
    registers = conference.application.registers
    for agency_id, name in ((EAST, "架空の居場所 東"), (WEST, "架空の居場所 西")):
        registers.register_agency(
            OPERATOR,
            AgencyRegistration(
                municipality=municipality,
                agency_id=agency_id,
                name=name,
                kind="npo",
                holder_class="private",
                internal=False,
            ),
        )
    registers.describe_municipality(OPERATOR, MunicipalityDescription(municipality=KOCHI_TOWN))
    registers.register_agency(
        OPERATOR,
        AgencyRegistration(
            municipality=KOCHI_TOWN,
            agency_id=KOCHI_HALL,
            name="架空の町 福祉課",
            kind="municipal_department",
            holder_class="public",
            internal=True,
        ),
    )


def show_the_way_on(placement: Placement, municipality: str, case_id: UUID, today: date) -> None:
    """Show what the supporters do next, and what the system answers them.

    Args:
        placement: which knows who was introduced.
        municipality: the town.
        case_id: one of its cases.
        today: the day (JST).
    """
    offered = placement.application.use_cases()

    def do(use_case: str, actor: Actor = SUPPORTER, **told: Any) -> Any:  # noqa: ANN401
        described, call = offered[use_case]
        return call(actor, read_request(described.request, told))

    places = _list_places(do, municipality, today)
    _show_proposals(do, municipality)
    _show_chain(do, municipality, case_id, today, places)
    _show_place_to_be(do, municipality, today)
    _show_statement(do, today)


def _list_places(do: Do, municipality: str, today: date) -> dict[UUID, str]:
    """Enter the two places into the directory; their names by their ids."""
    do("routing-rules.adopt", SECRETARIAT, municipality=municipality, name=RULES)
    places = {uuid4(): ("架空の居場所 東", EAST), uuid4(): ("架空の居場所 西", WEST)}
    for resource_id, (name, agency_id) in places.items():
        do(
            "resources.register",
            municipality=municipality,
            resource_id=resource_id,
            kind="place_to_be",
            name=name,
            agency_id=agency_id,
            confirmed_on=today,
        )
    return {resource_id: name for resource_id, (name, _) in places.items()}


def _show_proposals(do: Do, municipality: str) -> None:
    situation = {
        "factors": ["poverty", "withdrawal"],
        "people": [{"age": 34}],
        "needs": ["place_to_be"],
        "consulter": "mother",
        "consent": "given",
    }
    answer = do("routing.propose", municipality=municipality, situation=situation)
    tell_styled("\n[bold]つなぎ先の候補[/]（居場所がほしい34歳。選ぶのは職員です）")
    for one in answer.proposals:
        found = "、".join(place.name for place in one.found)
        name = f"{one.name}（{found}）" if found else one.name
        tell(f"  {name}  つなぎ方: {ROUTING_MODES.by_code(one.mode).label}")
        tell(f"    理由: {one.reason}")


def _show_chain(
    do: Do, municipality: str, case_id: UUID, today: date, places: dict[UUID, str]
) -> None:
    """One place says no, the next takes the person; the chain keeps both."""
    first, second = places
    asked = {"municipality": municipality, "case_id": case_id, "destination": "community_place"}
    east, west = (_member(agency) for agency in (EAST, WEST))
    begun, answered = today - timedelta(days=21), today - timedelta(days=14)
    no = do("referrals.offer", **asked, resource_id=first, mode="introduce", on=begun)
    do("referrals.decline", east, referral_id=no, reason="no_vacancy", on=answered)
    yes = do(
        "referrals.offer", **asked, resource_id=second, mode="introduce", follows=no, on=answered
    )
    do("referrals.accept", west, referral_id=yes, on=answered)
    do("referrals.complete", west, referral_id=yes, outcome="using", on=today)
    tell_styled("\n[bold]つなぎの経過[/]（返事は、受け手が自分で書きます）")
    for line in do("referrals.chain", referral_id=yes).referrals:
        why = f"（{REFERRAL_REASONS.by_code(line.reason).label}）" if line.reason else ""
        tell(f"  {places[line.resource_id]} → {STATUSES[line.status]}{why}")


def _show_place_to_be(do: Do, municipality: str, today: date) -> None:
    """A session: who came is counted, or known by a name they go by, or by name if they agree."""
    programme_id = do(
        "programmes.set-up",
        municipality=municipality,
        kind="place_to_be",
        name="昼の居場所（架空）",
    )
    counts = [{"role": "person", "people": 4}, {"role": "volunteer", "people": 2}]
    session_id = do("sessions.hold", programme_id=programme_id, on=today, counts=counts)
    for handle in ("そら", "まつ"):
        do("sessions.attend", session_id=session_id, role="person", handle=handle)
    held = do("sessions.list", programme_id=programme_id, since=today, until=today)
    tell_styled("\n[bold]居場所の開催[/]")
    known = f"うち呼び名で来た人 {held.different_people} 人（呼び名は残りません）"
    tell(f"  延べ {held.people} 人、{known}")
    try:
        do("sessions.attend", session_id=session_id, role="person", person_id=uuid4())
    except Refusal as refusal:
        tell(f"  名前で残そうとすると: {refusal.message}")


def _show_statement(do: Do, today: date) -> None:
    """Days at a workplace in a town of Kōchi, and the paper for the month."""
    supporter, clerk = (
        Actor(person=f"demo-kochi-{role}", agency=str(KOCHI_HALL), role=role, purpose="support")
        for role in ("employment_supporter", "secretariat")
    )
    last = today.replace(day=1) - timedelta(days=1)
    month, person_id = f"{last:%Y-%m}", uuid4()
    town = {"municipality": KOCHI_TOWN}
    firm = do("resources.register", supporter, **town, kind="employer", name="架空の工場")
    step_id = do(
        "steps.take",
        supporter,
        **town,
        case_id=uuid4(),
        person_id=person_id,
        kind="trial",
        programme="kochi-work-start",
        resource_id=firm,
        on=last.replace(day=1),
    )
    for day in range(1, DAYS + 1):
        do("steps.attend", supporter, step_id=step_id, on=last.replace(day=day))
    issued = do("incentives.issue", clerk, **town, month=month, person_id=person_id)
    shown = do("incentives.statement", clerk, statement_id=issued)
    [entry] = shown.entries
    line = entry.lines[0]
    tell_styled(f"\n[bold]手当の明細[/]（{escape(municipality_name(KOCHI_TOWN))}、架空）")
    tell(f"  {month_in_words(month)}分  {line.name}")
    tell(
        f"  {line.yen:,} 円 × {len(entry.lines)} 日 = {shown.total:,} 円（明細に氏名はありません）"
    )


def _member(agency: UUID) -> Actor:
    return Actor(person="demo-place", agency=str(agency), role="member", purpose="referral")

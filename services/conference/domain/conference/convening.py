"""招集: who may call a sitting of a standing meeting, and under which laws (law rules 16, 17)."""

from __future__ import annotations

from datetime import date, datetime

from services.conference.domain.agency import AgencyDetails
from services.conference.domain.conference.events import Call, ConferenceConvened
from services.conference.domain.conference.state import ConferenceState
from services.conference.domain.conference.surroundings import Surroundings
from services.conference.domain.roster import RosterState, existing
from services.conference.law.convening import may_be_held
from services.conference.law.statutes.legal_modes import Body, legal_mode
from shared.calendar import jst_date
from shared.refusal import InvalidInput, Refusal


def body_of(agency: AgencyDetails, at: datetime) -> Body:
    """As which body an agency convenes at an instant: never told, it follows from the register.

    With the contract ends what an entrusted body may do (law rule 55).
    """
    if agency.internal:
        return "municipality"
    if agency.entrusted is not None and agency.entrusted.holds_at(at):
        return "entrusted"
    return "prefecture" if agency.kind == "prefecture" else "other"


def convene(
    conference: ConferenceState | None,
    call: Call,
    roster: RosterState | None,
    here: Surroundings,
    *,
    today: date,
) -> tuple[ConferenceConvened, ...]:
    """Call a sitting, if its convener may hold at least one of the roster's legal types that day.

    Raises:
        Refusal: ``conference-exists``; ``roster-not-found``; and, where none is open to the
            convener, what :func:`services.conference.law.convening.may_be_held` says of the first.
        InvalidInput: ``planned-in-past``.
    """
    if conference is not None:
        raise Refusal(
            "conference-exists",
            "この番号の会議は、すでにあります。",
            "別の会議であれば、新しい会議として招集してください。",
        )
    roster = existing(roster)
    day = jst_date(call.planned_for)
    if day < today:
        raise InvalidInput(
            "開催予定日時",
            "planned-in-past",
            "開催予定日が、今日より前の日付です。",
            "これからの日時にするか、すでに開いた会議は開催済みの会議として記録してください。",
        )
    if not open_modes(roster, call.convened_by, day, here):
        refuse_unless_open(roster.details.legal_modes[0], call.convened_by, day, here)
    return (ConferenceConvened(municipality=here.municipality, **dict(call)),)


def open_modes(roster: RosterState, body: Body, day: date, here: Surroundings) -> tuple[str, ...]:
    """The roster's legal types that a body may hold on a day, in their order."""
    return tuple(one for one in roster.details.legal_modes if _is_open(one, body, day, here))


def refuse_unless_open(mode: str, body: Body, day: date, here: Surroundings) -> None:
    """Refuse a legal type that a body may not hold on a day.

    Raises:
        Refusal: see :func:`services.conference.law.convening.may_be_held`.
    """
    may_be_held(mode, body, day, runs_juso=here.runs_juso, welfare_office=here.welfare_office)


def _is_open(mode: str, body: Body, day: date, here: Surroundings) -> bool:
    try:
        refuse_unless_open(mode, body, day, here)
    except Refusal:
        return False
    return True


def refuse_unless_told_by(teller: Body, convened_by: Body) -> None:
    """Refuse what anybody but the municipality tells of meetings that it did not convene.

    Raises:
        Refusal: ``not-your-meeting``.
    """
    if teller not in ("municipality", convened_by):
        raise Refusal(
            "not-your-meeting",
            "あなたの機関が招集した会議ではありません。",
            "招集した機関か市町村の担当課に、記録を依頼してください。",
        )


def refuse_unless_keeper(modes: tuple[str, ...], body: Body) -> None:
    """Refuse a roster with a legal type that the body may never convene.

    Raises:
        Refusal: ``roster-not-yours``.
        InvalidInput: ``unknown-legal-mode``.
    """
    foreign = [one.name for one in map(legal_mode, modes) if body not in one.conveners]
    if foreign:
        raise Refusal(
            "roster-not-yours",
            f"この名簿には、あなたの機関が開くことのできない会議があります：{'、'.join(foreign)}。",
            "名簿を市町村の担当課に任せるか、開くことのできる種別だけの名簿を作ってください。",
        )

"""The statutory conference as a basis without consent (law rules 16–18, 21, 22, 25).

Every obstacle is told, not only the first: the secretariat sees all that is missing at once.
"""

from __future__ import annotations

from services.conference.law.age import ages_on
from services.conference.law.rule import Finding, rule
from services.conference.law.situation import Piece, Reader, Situation
from services.conference.law.statutes.legal_modes import STATUTORY_PURPOSES
from services.conference.law.world import Person, Request

NOT_ENTITLED = Finding((16,), "この会議を法律にもとづいて開けない機関が招集しています。")
NOT_YET_LAW = Finding((17, 70), "この日には、会議の根拠となる規定がまだ施行されていません。")
NO_JUSO = Finding(
    (17,),
    "この市町村は、この日に重層的支援体制整備事業を実施していないため、社会福祉法106条の6の支援会議を"
    "使えません。",
)
OTHER_PURPOSE = Finding((18,), "法律による会議の目的は、情報の交換と支援体制の検討の二つだけです。")
NOBODY_NEEDY = Finding(
    (17,), "生活困窮者と認められる人が議題にいません（生活困窮者自立支援法3条1項・9条）。"
)
NO_CHILD = Finding((18,), "18歳未満の人も特定妊婦も議題にいません（児童福祉法25条の2）。")
OFF_THE_AGENDA = Finding((18,), "この議題の対象者でも、その世帯の人でもない人の情報です。")
UNACKNOWLEDGED = Finding((25,), "この議題についての守秘の確認が記録されていません。")
NOT_REQUESTED = Finding((21,), "この情報についての、会議から保有機関への求めが記録されていません。")
UNREASONED = Finding((21,), "会議の求めに、必要とする理由が記録されていません。")
UNANSWERED = Finding((22,), "会議の求めに、保有機関がまだ答えていません。")
NOT_PROVIDED = Finding((22,), "保有機関は提供しないと答えています。断ることは違反ではありません。")
NOT_HELD = Finding((22,), "保有機関は、その情報を持っていないと答えています。")
IN_PART = Finding((22,), "保有機関が一部提供と答えた中に、この種類の情報は入っていません。")

_ANSWERS = {None: UNANSWERED, "not_provided": NOT_PROVIDED, "not_held": NOT_HELD, "part": IN_PART}


@rule(16)
def convener_is_entitled(situation: Situation) -> Finding | None:
    """106条の6第1項: the municipality alone; 生困9条1項: 都道府県, or who has a 福祉事務所."""
    convened_by = situation.conference.convened_by
    entitled = convened_by is not None and convened_by.kind in situation.law.conveners
    if situation.mode == "shien_kaigi_konkyu_9" and convened_by is not None:
        municipal = convened_by.kind == "municipality"
        entitled = entitled and (not municipal or situation.world.municipality.welfare_office)
    return None if entitled else NOT_ENTITLED


@rule(17, 70)
def law_is_in_force(situation: Situation) -> Finding | None:
    """The statute's own beginning (令和2年法律52号: 2021-04-01; 令和6年法律21号: 2025-04-01)."""
    return None if situation.law.exists_on(situation.day) else NOT_YET_LAW


@rule(17)
def juso_is_run(situation: Situation) -> Finding | None:
    """106条の6第2項: its purpose is the smooth running of 重層, as long as a row says so."""
    needed = situation.law.requires_juso_on(situation.day)
    return NO_JUSO if needed and not situation.runs_juso else None


@rule(18)
def purpose_is_the_statutes(situation: Situation) -> Finding | None:
    """106条の6第2項 and its sisters: information exchange, and the support system."""
    return None if situation.conference.purpose in STATUTORY_PURPOSES else OTHER_PURPOSE


@rule(17)
def somebody_is_needy(situation: Situation) -> Finding | None:
    """生困法3条1項・9条: withdrawal alone does not make a 生活困窮者."""
    if situation.mode != "shien_kaigi_konkyu_9":
        return None
    needy = any(one.economically_needy for one in situation.agenda)
    return None if needy else NOBODY_NEEDY


@rule(18)
def somebody_is_a_child(situation: Situation) -> Finding | None:
    """児福法25条の2: 要保護児童・要支援児童 and 特定妊婦."""
    if situation.mode != "yotaikyo":
        return None
    return None if any(_of_yotaikyo(one, situation) for one in situation.agenda) else NO_CHILD


def _of_yotaikyo(person: Person, situation: Situation) -> bool:
    consent_age = situation.options.minor_consent_age
    young = ages_on(person.birth_date, situation.day, consent_age).certainly_minor
    return young or person.specified_expectant_mother


@rule(18)
def subjects_are_on_the_agenda(situation: Situation, piece: Piece) -> Finding | None:
    """106条の6第3項: about the resident and the household, and nobody else."""
    agenda, households = situation.conference.subjects, situation.households
    on_it = all(one.id in agenda or one.household in households for one in piece.subjects)
    return None if on_it else OFF_THE_AGENDA


@rule(21, 22)
def request_was_answered(situation: Situation, piece: Piece) -> Finding | None:
    """106条の6第3項・4項: asked by the conference with its necessity, and willingly answered."""
    closest = 0
    for request in situation.conference.requests:
        if _covers(request, piece) and request.made_at <= situation.at:
            obstacle = _obstacle_of(request, piece)
            if obstacle is None:
                return None
            closest = max(closest, _NEARER.index(obstacle))
    return _NEARER[closest]


_NEARER = (NOT_REQUESTED, UNREASONED, UNANSWERED, NOT_HELD, NOT_PROVIDED, IN_PART)
"""The obstacles of a request; of several requests the one that came nearest is told."""


def _obstacle_of(request: Request, piece: Piece) -> Finding | None:
    if request.necessity is None or not request.necessity.strip():
        return UNREASONED
    if request.answer == "all":
        return None
    if request.answer == "part" and piece.item.category in request.provided:
        return None
    return _ANSWERS[request.answer]


def _covers(request: Request, piece: Piece) -> bool:
    """Whether a request asks this holder for this category about every subject."""
    return (
        request.to_agency == piece.holder.id
        and piece.item.category in request.categories
        and all(
            one.id in request.subjects
            or (request.household is not None and one.household == request.household)
            for one in piece.subjects
        )
    )


@rule(25)
def secrecy_was_acknowledged(situation: Situation, reader: Reader) -> Finding | None:
    """Before first access the reader acknowledges the duty (誓約), if the profile asks for it."""
    asked = situation.options.secrecy_acknowledgement
    return UNACKNOWLEDGED if asked and not reader.acknowledged else None


OF_THE_MEETING = (
    convener_is_entitled,
    law_is_in_force,
    juso_is_run,
    purpose_is_the_statutes,
    somebody_is_needy,
    somebody_is_a_child,
)
OF_THE_ITEM = (subjects_are_on_the_agenda, request_was_answered)
OF_THE_READER = (secrecy_was_acknowledged,)


def conference_found(situation: Situation) -> Finding:
    """What is said where the conference is the basis: the statute as it is cited that day."""
    return Finding(
        (1, 2, 18, 21),
        f"{situation.law.title_on(situation.day)}の求めに、保有機関が応じた情報です。",
    )

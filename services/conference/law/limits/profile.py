"""What the municipality's own rule adds: it tightens, or chooses where the law leaves a choice.

An agency's own record is never touched, and the reporting of abuse is never bound by a profile
(law rule 43).
"""

from __future__ import annotations

from services.conference.law.rule import Limit, every_basis_but, rule
from services.conference.law.situation import Cell, CellCheck, Piece, Reader, Situation
from services.conference.law.vocabulary import PLAN_PURPOSES, Basis

CONFERENCE_BASES: frozenset[Basis] = frozenset(
    {
        "conference_106_6",
        "conference_konkyu_9",
        "conference_yotaikyo",
        "conference_kowaka",
        "conference_kodoku",
        "conference_jiritsu",
        "conference_chiiki_care",
        "conference_chosei",
    }
)
_WITHOUT_CONSENT: frozenset[Basis] = CONFERENCE_BASES | {
    "appi_69_2_3",
    "appi_27_1_3",
    "appi_27_1_4",
}
_INSIDE: frozenset[Basis] = _WITHOUT_CONSENT | {"appi_69_2_2"}
_CONSENT_OR_NEED: tuple[Basis, ...] = ("own_record", "consent", "emergency", "abuse_report")
_NEED: tuple[Basis, ...] = ("own_record", "emergency", "abuse_report")

NEVER = Limit(
    (17,),
    "この市町村は、本人の同意のない情報を庁外の機関に共有しません。",
    "withheld",
    _WITHOUT_CONSENT,
)
WILL_CAN_BE_ASKED = Limit(
    (7,),
    "この市町村が同意なしに共有するのは、本人の意思を確認できないときだけです。",
    "withheld",
    _WITHOUT_CONSENT,
)
NOT_BY_THIS_MODE = Limit(
    (18,),
    "この市町村は、同意のない情報の共有を、別の根拠の会議に限っています。",
    "withheld",
    _WITHOUT_CONSENT,
)
INSIDE_BY_CONSENT = Limit(
    (1,), "この市町村は、庁内でも、本人の同意のある情報だけを共有します。", "withheld", _INSIDE
)
EXCLUDED_KIND = Limit(
    (1,),
    "この市町村は、この種類の機関には、本人の同意のない情報を渡しません。",
    "withheld",
    every_basis_but(*_CONSENT_OR_NEED),
)
BLURRED_WITHOUT_CONSENT = Limit(
    (30,),
    "この市町村は、この種類の情報を、本人の同意がなければぼかして示します。",
    "blurred",
    every_basis_but(*_CONSENT_OR_NEED),
)
PENALTY_FOR_NAMES = Limit(
    (18,),
    "この市町村は、罰則のある会議のほかでは、誰のことか分かる形で示しません。",
    "blurred",
    every_basis_but(*_NEED),
)
PLAN_BY_CONSENT = Limit(
    (3,),
    "プランの作成や評価のための共有には、本人の同意が必要です。",
    "withheld",
    every_basis_but(*_CONSENT_OR_NEED),
)
OUTSIDE_IN_OTHER_MODES = Limit(
    (18,),
    "この市町村は、庁外の機関への共有を、別の種類の会議に限っています。",
    "withheld",
    every_basis_but(*_NEED),
)
NOT_NEEDED = Limit(
    (30,),
    "この種類の情報は、この目的に必要なものとして定められていません。",
    "withheld",
    every_basis_but(*_NEED),
)
ONWARD_BY_CONSENT = Limit(
    (23,),
    "別の会議で知った情報です。ここで使うには、本人の同意が必要です。",
    "withheld",
    every_basis_but("own_record", "consent", "abuse_report"),
)
HIDDEN_FROM_THE_AREA = Limit(
    (30,),
    "相談した人が、この地区の機関に知られることを望んでいません。",
    "withheld",
    every_basis_but("own_record", "abuse_report"),
)
NO_CASE_REVIEW = Limit(
    (18,),
    "この市町村は、同意のない事例を事例検討会で示しません。",
    "withheld",
    frozenset({"deidentified"}),
)


@rule(3)
def plans_need_consent(situation: Situation) -> Limit | None:
    """Exchanging information and making a plan are two purposes; the plan is the person's."""
    planned = situation.conference.purpose in PLAN_PURPOSES
    return PLAN_BY_CONSENT if planned and situation.options.plan_needs_consent else None


@rule(18)
def names_need_a_penalty(situation: Situation) -> Limit | None:
    """Names are named only where leaking them is penalised."""
    named_only = situation.options.names_only_with_penalty
    return PENALTY_FOR_NAMES if named_only and not situation.statutory else None


@rule(18)
def case_review_allowed(situation: Situation) -> Limit | None:
    """Whether the municipality discusses cases without identity and without any other basis."""
    refused = situation.mode == "case_review" and not situation.options.deidentified_case_review
    return NO_CASE_REVIEW if refused else None


@rule(30)
def blur_without_consent(situation: Situation, piece: Piece) -> Limit | None:
    """Delicate categories are blurred where the person has not consented."""
    delicate = piece.item.category in situation.options.blur_without_consent
    return BLURRED_WITHOUT_CONSENT if delicate else None


@rule(23)
def no_reuse(situation: Situation, piece: Piece) -> Limit | None:
    """What one conference learned needs a fresh basis elsewhere (社福法106条の6第6項)."""
    origin = piece.item.provenance
    if origin is None or origin == situation.conference.id:
        return None
    return ONWARD_BY_CONSENT if situation.options.onward_sharing == "consent_only" else None


@rule(30)
def minimise(situation: Situation, piece: Piece) -> Limit | None:
    """Only the categories needed for the purpose (個情法61条2項, 69条 「必要な限度」)."""
    needed = situation.options.minimise.get(situation.conference.purpose)
    return NOT_NEEDED if needed is not None and piece.item.category not in needed else None


@rule(1)
def excluded_kinds(situation: Situation, reader: Reader) -> Limit | None:
    """Kinds of agency to which nothing goes without consent."""
    excluded = reader.agency.kind in situation.options.excluded_kinds_without_consent
    return EXCLUDED_KIND if excluded else None


@rule(18)
def outside_only_in_modes(situation: Situation, reader: Reader) -> Limit | None:
    """The meetings in which anything may go outside the municipality at all."""
    modes = situation.options.external_only_in_modes
    if modes is None or reader.agency.internal_to_municipality or situation.mode in modes:
        return None
    return OUTSIDE_IN_OTHER_MODES


@rule(18)
def vehicles_without_consent(situation: Situation, reader: Reader) -> Limit | None:
    """The statutory meetings that the municipality uses as a vehicle without consent."""
    vehicles = situation.options.without_consent_modes
    if vehicles is None or reader.agency.internal_to_municipality:
        return None
    return None if situation.mode in vehicles else NOT_BY_THIS_MODE


@rule(30)
def hide_from_local_area(_: Situation, cell: Cell) -> Limit | None:
    """Who does not want the agencies next door to know is not known to them."""
    area = cell.reader.agency.local_area
    if area is None:
        return None
    refused = any(one.refuses_local_area == area for one in cell.piece.subjects)
    return HIDDEN_FROM_THE_AREA if refused else None


@rule(1)
def inside_by_consent(_: Situation, cell: Cell) -> Limit | None:
    """Departments of the municipality share by consent alone, as anyone else."""
    bound = cell.reader.agency.internal_to_municipality and not cell.all_consent
    return INSIDE_BY_CONSENT if bound else None


@rule(7, 17)
def outside_without_consent(situation: Situation, cell: Cell) -> Limit | None:
    """Whether anything goes outside without consent; it binds while one subject has not consented.

    That the will cannot be confirmed is not the same as a refusal: who said no has said so.
    """
    if (
        cell.reader.agency.internal_to_municipality
        or situation.options.without_consent == "allowed"
    ):
        return None
    if cell.all_consent:
        return None
    if situation.options.without_consent == "never":
        return NEVER
    unasked = any(not one.consents and not one.not_obtainable for one in cell.standings)
    return WILL_CAN_BE_ASKED if unasked else None


OF_THE_MEETING = (plans_need_consent, names_need_a_penalty, case_review_allowed)
OF_THE_ITEM = (blur_without_consent, no_reuse, minimise)
OF_THE_READER = (excluded_kinds, outside_only_in_modes, vehicles_without_consent)


def of_item_and_reader(situation: Situation) -> tuple[CellCheck, ...]:
    """The checks of a cell that the municipality's options switch on, and that can fire."""
    options = situation.options
    refused = any(one.refuses_local_area is not None for one in situation.persons.values())
    switched: tuple[tuple[bool, CellCheck], ...] = (
        (refused and options.hide_from_local_area, hide_from_local_area),
        (options.internal_sharing == "consent_only", inside_by_consent),
        (options.without_consent != "allowed", outside_without_consent),
    )
    return tuple(check for on, check in switched if on)

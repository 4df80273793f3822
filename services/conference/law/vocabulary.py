"""The words of a decision: every code that a world, a profile or an answer may hold.

The spelling is the contract's and is never renamed. What users read for each code stands in the
code lists of :mod:`shared.codes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Category = Literal[
    "identity", "address", "family", "health", "disability", "crime", "tax_arrears",
    "income_assets_debt", "benefits", "school", "work", "life_history", "consultation",
    "assessment", "abuse", "other",
]  # fmt: skip
"""What kind of information an item is; ``other`` is unclassified and never shown."""

Purpose = Literal[
    "information_exchange", "support_system_review", "consultation", "plan_formation",
    "plan_review", "outreach_visit", "referral", "employment_support", "medical_support",
    "housing_support", "family_support", "employer_disclosure", "abuse_response",
    "emergency_response", "benefit_screening", "tax_collection", "statistics", "other",
]  # fmt: skip
"""What information is held, asked or shared for (利用目的)."""

StatutoryMode = Literal[
    "shien_kaigi_106_6", "shien_kaigi_konkyu_9", "yotaikyo", "kowaka", "kodoku",
    "jiritsu_kyogikai", "chiiki_care", "chosei_kaigi",
]  # fmt: skip
"""A mode whose statute lets a conference ask for information and penalises leaks."""

Mode = Literal[
    "shien_kaigi_106_6", "juso_kaigi", "shien_kaigi_konkyu_9", "yotaikyo", "kowaka", "kodoku",
    "jiritsu_kyogikai", "chiiki_care", "chosei_kaigi", "shien_chosei_kaigi", "agreement",
    "case_review", "casework",
]  # fmt: skip
"""The legal mode of one agenda item, or ``casework``: sharing outside any meeting."""

AgencyKind = Literal[
    "municipal_department", "welfare_office", "child_family_center", "municipal_health_center",
    "education_board", "school", "community_support_center", "social_welfare_council",
    "self_reliance_center", "disability_core_center", "disability_consultation",
    "hikikomori_center", "youth_station", "hello_work", "employment_life_center",
    "employment_service", "public_health_center", "mental_health_center", "developmental_center",
    "medical", "child_guidance_center", "commissioner", "police", "women_support_center",
    "rights_protection", "resettlement", "legal_support", "housing_support", "npo",
    "community_group", "employer", "university", "prefecture", "other_municipality",
    "person_self", "other",
]  # fmt: skip
"""What kind of agency holds or receives."""

HolderClass = Literal["public", "private", "individual"]
"""個情法61–70条 (public), 27条 (private), or somebody bound in person (individual)."""

Convener = Literal["municipality", "prefecture", "entrusted", "other"]
"""For whom somebody convenes: 市町村, 都道府県, 受託者, その他."""

Flag = Literal[
    "reporter_identity", "confidential_informant", "do_not_tell_person", "unjust_harm_risk",
    "individual_number",
]  # fmt: skip
"""What must be minded about one item."""

SourceKind = Literal[
    "person_statement", "family_statement", "observation", "other_agency", "assessment"
]
"""本人発言・家族発言・観察・他機関情報・評価."""

PersonRole = Literal[
    "person_concerned", "parent", "spouse", "child", "sibling", "other_family", "neighbour",
    "other",
]  # fmt: skip
"""Who somebody is in the case."""

RepresentativeKind = Literal[
    "parental_authority", "minor_guardian", "adult_guardian", "curator", "assistant",
    "voluntary_guardian",
]  # fmt: skip
"""親権者・未成年後見人・成年後見人・保佐人・補助人・任意後見人."""

Capacity = Literal[
    "self", "parental_authority", "minor_guardian", "adult_guardian", "curator", "assistant",
    "voluntary_guardian", "family_wish",
]  # fmt: skip
"""In which capacity somebody answered; ``family_wish`` (家族の意向) is never consent."""

Power = Literal["information_handling", "welfare_contract", "property", "medical", "other"]
"""Powers on record of a representative (代理権目録・登記事項証明書)."""

ConsentState = Literal["given", "refused", "not_obtainable", "not_asked"]
"""同意・拒否・確認不能・未確認."""

DeterminationKind = Literal[
    "internal_need", "public_need", "best_interest", "child_welfare", "statutory_cooperation",
    "entrustment", "in_purpose", "abuse_report", "abuse_request_13_4",
]  # fmt: skip
"""What an official decided and recorded."""

Basis = Literal[
    "own_record", "consent", "conference_106_6", "conference_konkyu_9", "conference_yotaikyo",
    "conference_kowaka", "conference_kodoku", "conference_jiritsu", "conference_chiiki_care",
    "conference_chosei", "appi_69_2_2", "appi_69_2_3", "appi_69_2_4", "appi_27_1_3",
    "appi_27_1_4", "entrustment", "in_purpose", "emergency", "abuse_report",
    "abuse_request_13_4", "deidentified",
]  # fmt: skip
"""On what a disclosure may rest. Nothing else is a basis."""

Obligation = Literal[
    "no_consent_flag", "no_onward_sharing", "return_or_erase", "view_only", "secrecy_notice",
    "do_not_tell_person", "inform_representative", "supervisor_review", "emergency_review",
    "escalate_to_human", "seek_consent", "record_reason",
]  # fmt: skip
"""What travels with a decision and must be done or kept."""

Effect = Literal["withheld", "blurred", "full"]
"""Neither content nor its existence · generalised wording only · the source text."""

SHOWS: Mapping[Effect, int] = {"withheld": 0, "blurred": 1, "full": 2}
"""How much an effect shows: the greater shows more."""

BASES: tuple[Basis, ...] = get_args(Basis)
OBLIGATIONS: tuple[Obligation, ...] = get_args(Obligation)
STATUTORY_MODES: frozenset[str] = frozenset(get_args(StatutoryMode))
PLAN_PURPOSES: frozenset[Purpose] = frozenset({"plan_formation", "plan_review"})

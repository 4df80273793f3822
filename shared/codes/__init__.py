"""The code lists of the field, as data."""

from shared.codes.code_list import Code, CodeList, load

AGENCY_KINDS = load("agency_kinds")
ATTENDEE_ROLES = load("attendee_roles")
CASE_STATES = load("case_states")
CLOSING_REASONS = load("closing_reasons")
CONSENT_STATES = load("consent_states")
CONSULTERS = load("consulters")
CONTACT_METHODS = load("contact_methods")
CONTACT_OUTCOMES = load("contact_outcomes")
CONTACT_PLACES = load("contact_places")
CORRECTION_REASONS = load("correction_reasons")
DISCLOSURE_BASES = load("disclosure_bases")
DISCLOSURE_EFFECTS = load("disclosure_effects")
EMPLOYMENT_KINDS = load("employment_kinds")
FACTORS = load("factors")
GENDERS = load("genders")
ITEM_CATEGORIES = load("item_categories")
LEAVING_REASONS = load("leaving_reasons")
LEAVING_SUPPORTS = load("leaving_supports")
LEGAL_MODES = load("legal_modes")
OBLIGATIONS = load("obligations")
OUTCOME_KINDS = load("outcome_kinds")
PLAN_RESULTS = load("plan_results")
PURPOSES = load("purposes")
REFERRAL_OUTCOMES = load("referral_outcomes")
REFERRAL_REASONS = load("referral_reasons")
REFERRAL_WHOM = load("referral_whom")
RESOURCE_GAPS = load("resource_gaps")
RESOURCE_KINDS = load("resource_kinds")
ROLES = load("roles")
ROUTING_MODES = load("routing_modes")
ROUTING_SIGNS = load("routing_signs")
ROUTING_WISHES = load("routing_wishes")
SOURCE_KINDS = load("source_kinds")
STEP_KINDS = load("step_kinds")
STEP_OUTCOMES = load("step_outcomes")
SUPPORT_NEEDS = load("support_needs")
WORK_TRAITS = load("work_traits")

ALL = (
    AGENCY_KINDS,
    ATTENDEE_ROLES,
    CASE_STATES,
    CLOSING_REASONS,
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    CONTACT_PLACES,
    CORRECTION_REASONS,
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    ITEM_CATEGORIES,
    LEAVING_REASONS,
    LEAVING_SUPPORTS,
    LEGAL_MODES,
    OBLIGATIONS,
    OUTCOME_KINDS,
    PLAN_RESULTS,
    PURPOSES,
    REFERRAL_OUTCOMES,
    REFERRAL_REASONS,
    REFERRAL_WHOM,
    RESOURCE_GAPS,
    RESOURCE_KINDS,
    ROLES,
    ROUTING_MODES,
    ROUTING_SIGNS,
    ROUTING_WISHES,
    SOURCE_KINDS,
    STEP_KINDS,
    STEP_OUTCOMES,
    SUPPORT_NEEDS,
    WORK_TRAITS,
)

__all__ = [
    "AGENCY_KINDS",
    "ALL",
    "ATTENDEE_ROLES",
    "CASE_STATES",
    "CLOSING_REASONS",
    "CONSENT_STATES",
    "CONSULTERS",
    "CONTACT_METHODS",
    "CONTACT_OUTCOMES",
    "CONTACT_PLACES",
    "CORRECTION_REASONS",
    "DISCLOSURE_BASES",
    "DISCLOSURE_EFFECTS",
    "EMPLOYMENT_KINDS",
    "FACTORS",
    "GENDERS",
    "ITEM_CATEGORIES",
    "LEAVING_REASONS",
    "LEAVING_SUPPORTS",
    "LEGAL_MODES",
    "OBLIGATIONS",
    "OUTCOME_KINDS",
    "PLAN_RESULTS",
    "PURPOSES",
    "REFERRAL_OUTCOMES",
    "REFERRAL_REASONS",
    "REFERRAL_WHOM",
    "RESOURCE_GAPS",
    "RESOURCE_KINDS",
    "ROLES",
    "ROUTING_MODES",
    "ROUTING_SIGNS",
    "ROUTING_WISHES",
    "SOURCE_KINDS",
    "STEP_KINDS",
    "STEP_OUTCOMES",
    "SUPPORT_NEEDS",
    "WORK_TRAITS",
    "Code",
    "CodeList",
    "load",
]

"""The code lists of the field, as data."""

from shared.codes.code_list import Code, CodeList, load

AGENCY_KINDS = load("agency_kinds")
CASE_STATES = load("case_states")
CLOSING_REASONS = load("closing_reasons")
CONSENT_STATES = load("consent_states")
CONSULTERS = load("consulters")
CONTACT_METHODS = load("contact_methods")
CONTACT_OUTCOMES = load("contact_outcomes")
CONTACT_PLACES = load("contact_places")
DISCLOSURE_BASES = load("disclosure_bases")
DISCLOSURE_EFFECTS = load("disclosure_effects")
EMPLOYMENT_KINDS = load("employment_kinds")
FACTORS = load("factors")
GENDERS = load("genders")
ITEM_CATEGORIES = load("item_categories")
LEGAL_MODES = load("legal_modes")
OBLIGATIONS = load("obligations")
PLAN_RESULTS = load("plan_results")
PURPOSES = load("purposes")
REFERRAL_OUTCOMES = load("referral_outcomes")
RESOURCE_GAPS = load("resource_gaps")
ROLES = load("roles")
SOURCE_KINDS = load("source_kinds")

ALL = (
    AGENCY_KINDS,
    CASE_STATES,
    CLOSING_REASONS,
    CONSENT_STATES,
    CONSULTERS,
    CONTACT_METHODS,
    CONTACT_OUTCOMES,
    CONTACT_PLACES,
    DISCLOSURE_BASES,
    DISCLOSURE_EFFECTS,
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    ITEM_CATEGORIES,
    LEGAL_MODES,
    OBLIGATIONS,
    PLAN_RESULTS,
    PURPOSES,
    REFERRAL_OUTCOMES,
    RESOURCE_GAPS,
    ROLES,
    SOURCE_KINDS,
)

__all__ = [
    "AGENCY_KINDS",
    "ALL",
    "CASE_STATES",
    "CLOSING_REASONS",
    "CONSENT_STATES",
    "CONSULTERS",
    "CONTACT_METHODS",
    "CONTACT_OUTCOMES",
    "CONTACT_PLACES",
    "DISCLOSURE_BASES",
    "DISCLOSURE_EFFECTS",
    "EMPLOYMENT_KINDS",
    "FACTORS",
    "GENDERS",
    "ITEM_CATEGORIES",
    "LEGAL_MODES",
    "OBLIGATIONS",
    "PLAN_RESULTS",
    "PURPOSES",
    "REFERRAL_OUTCOMES",
    "RESOURCE_GAPS",
    "ROLES",
    "SOURCE_KINDS",
    "Code",
    "CodeList",
    "load",
]

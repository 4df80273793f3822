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
EMPLOYMENT_KINDS = load("employment_kinds")
FACTORS = load("factors")
GENDERS = load("genders")
LEGAL_MODES = load("legal_modes")
REFERRAL_OUTCOMES = load("referral_outcomes")
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
    EMPLOYMENT_KINDS,
    FACTORS,
    GENDERS,
    LEGAL_MODES,
    REFERRAL_OUTCOMES,
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
    "EMPLOYMENT_KINDS",
    "FACTORS",
    "GENDERS",
    "LEGAL_MODES",
    "REFERRAL_OUTCOMES",
    "ROLES",
    "SOURCE_KINDS",
    "Code",
    "CodeList",
    "load",
]

"""Consents that cover a question and still do not count (law rules 6, 13)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from services.conference.law.bases.consent.reasons import EXPIRED, NO_WISH, UNWITNESSED
from services.conference.law.rule import Finding, rule
from services.conference.law.vocabulary import Purpose
from services.conference.law.world import Consent, Person, ProfileOptions


def flaw_of(
    consent: Consent,
    purpose: Purpose,
    options: ProfileOptions,
    persons: Mapping[str, Person],
    at: datetime,
) -> Finding | None:
    """Why a consent does not count, or ``None``."""
    if too_old(consent, options.consent_valid_days, at):
        return EXPIRED
    if options.oral_consent_needs_witness and not was_heard(consent, at):
        return UNWITNESSED
    if options.consent_must_match_wish and not wishes_it(persons[consent.subject], purpose, at):
        return NO_WISH
    return None


@rule(13)
def too_old(consent: Consent, valid_days: int | None, at: datetime) -> bool:
    """Whether the time after which the municipality asks again is over."""
    if valid_days is None:
        return False
    try:
        return consent.start + timedelta(days=valid_days) <= at
    except OverflowError:
        return False  # beyond the calendar


@rule(6)
def was_heard(consent: Consent, at: datetime) -> bool:
    """Whether an oral consent has its witness on record (個情法ガイドライン通則編2-16)."""
    if consent.method != "oral":
        return True
    witness = consent.witness
    return witness is not None and bool(witness.heard_by.strip()) and witness.at <= at


def wishes_it(person: Person, purpose: Purpose, at: datetime) -> bool:
    """Whether the person wishes the support that the sharing is for, as confirmed."""
    return any(wish.purpose == purpose and wish.confirmed_at <= at for wish in person.wishes)

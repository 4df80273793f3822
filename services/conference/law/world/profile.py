"""The municipality's own rule (要綱), in dated versions.

Every option only tightens, or chooses where the law leaves a choice: none of them can open what
the floor keeps shut. An option that is absent has its default, and the defaults are the safe ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from services.conference.law.vocabulary import (
    AgencyKind,
    Category,
    Mode,
    Purpose,
    StatutoryMode,
)
from services.conference.law.world.moment import Dated, Id, Part
from services.conference.law.world.number import ConsentAge, Positive
from services.conference.law.world.unique import Unique


def _named(value: Any) -> Any:  # noqa: ANN401 - whatever the document holds
    if value is None:
        raise PydanticCustomError("tuple_type", "not a list")
    return value


Vehicles = Annotated[
    Unique[StatutoryMode] | None,
    AfterValidator(_named),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "string", "enum": list(get_args(StatutoryMode))},
            "uniqueItems": True,
        }
    ),
]
"""Statutory modes, or nothing at all: an empty value is not the same as a missing option."""


class ProfileOptions(Part):
    """What a municipality may choose."""

    without_consent: Literal["never", "only_when_not_obtainable", "allowed"] = "never"
    """Whether a recipient outside the municipality may be shown an item on the conference basis or
    on a determination of kind public_need, child_welfare or statutory_cooperation when a subject
    has not validly consented."""

    without_consent_modes: Vehicles = None
    """The statutory modes this municipality uses as a vehicle without consent; when present,
    whatever without_consent governs may be used in these modes only; absent means no such limit."""

    excluded_kinds_without_consent: Unique[AgencyKind] = ()
    """Agency kinds that receive nothing on any basis other than consent, an emergency or an abuse
    report."""

    blur_without_consent: Unique[Category] = ()
    """Categories that are at most blurred on every basis other than consent, an emergency, an abuse
    report or the agency's own record."""

    flag_no_consent: bool = True
    """When true, every disclosure on a basis other than consent carries the obligation
    no_consent_flag."""

    names_only_with_penalty: bool = False
    """When true, outside a statutory legal mode (the modes whose secrecy is penalised) nothing is
    more than blurred, whatever the basis, except an emergency, an abuse report or the agency's own
    record."""

    deidentified_case_review: bool = False
    """When true, mode case_review may show members an item blurred without any other basis; when
    false it may not."""

    internal_sharing: Literal["consent_only", "lawful_bases"] = "consent_only"
    """For recipients that are departments of the municipality itself: consent_only means consent is
    needed as for anyone else; lawful_bases means every basis the law gives may be used."""

    family_wish_route: Literal["none", "best_interest_69_2_4"] = "none"
    """Whether a recorded determination best_interest (個情法69条2項4号) supported by a family wish
    may be used as a basis."""

    family_wish_purposes: Unique[Purpose] | None = None
    """Purposes for which the family wish route may be used; null or absent means any."""

    family_wish_recipients: Literal["any", "internal"] = "any"
    """Whether the family wish route reaches any recipient or only departments of the
    municipality."""

    family_wish_needs_undertaking: bool = False
    """When true, the family wish route needs the recipient's secrecy undertaking
    (agencies[].secrecy_undertaking_at)."""

    plan_needs_consent: bool = True
    """When true, for the purposes plan_formation and plan_review only consent (or an emergency, an
    abuse report, the own record) is a basis."""

    consent_must_match_wish: bool = False
    """When true, a consent counts only if the subject has a recorded wish for the purpose of this
    sharing, confirmed at or before `at`."""

    oral_consent_needs_witness: bool = True
    """When true, an oral consent counts only if its witness is recorded."""

    consent_valid_days: Positive | None = 365
    """A consent is usable for at most this many times 24 hours from its `from`, or without such a
    limit when null."""

    minor_consent_age: ConsentAge = 15
    """Age in years from which a minor consents for themself; below it a legal representative
    consents."""

    secrecy_acknowledgement: bool = True
    """When true, the conference basis needs the recipient's secrecy acknowledgement for this agenda
    item."""

    external_only_in_modes: Unique[Mode] | None = None
    """Legal modes in which anything may go to a recipient outside the municipality (emergency and
    abuse report excepted); null or absent means every mode."""

    onward_sharing: Literal["consent_only", "fresh_basis"] = "consent_only"
    """What lets an item that came from another statutory conference (provenance) out: consent only,
    or any basis that stands on its own here."""

    hide_from_local_area: bool = True
    """When true, an item about a person who refuses the agencies of an area is withheld from
    recipients of that local_area."""

    emergency: Literal["act", "escalate"] = "escalate"
    """act: a complete emergency assertion is a basis at once; escalate: it is put before a human
    (obligation escalate_to_human)."""

    minimise: Mapping[Purpose, Unique[Category]] = {}
    """For each purpose named, the only categories that may be shown for it; a purpose not named is
    not limited (emergency, abuse report and own record excepted)."""


class ProfileVersion(Dated, ProfileOptions):
    """One dated version of the municipal rule; options absent take their default."""

    source: Annotated[str, StringConstraints(min_length=1)] = "—"
    """Where the municipality states the rule (要綱, hearing, line numbers)."""


DEFAULT_OPTIONS = ProfileOptions()
"""What holds where no version is in force: every option at its safe default."""


class Profile(Part):
    """The municipality's own rule: it tightens, or chooses where the law leaves a choice."""

    id: Id
    """Id of the profile."""

    name: str = ""
    """Name of the municipal rule."""

    versions: tuple[ProfileVersion, ...]
    """Dated versions; they must not overlap; where none is in force all defaults apply."""

    def options_at(self, at: datetime) -> ProfileOptions:
        """The options in force at an instant."""
        return next((one for one in self.versions if one.holds_at(at)), DEFAULT_OPTIONS)

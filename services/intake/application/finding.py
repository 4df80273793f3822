"""By which digests a person is found again: keyed, so that the table of them tells nothing."""

from __future__ import annotations

from collections.abc import Collection

from services.intake.application.profiles import PersonDetails, open_profile
from services.intake.domain.likeness import Description, keys_of
from services.intake.domain.person import Profile
from services.intake.views import Digests
from shared.sealing import Erased, Sealer


def described(details: PersonDetails) -> Description:
    """What of a profile says who somebody is."""
    return Description(details.name, details.kana, details.phone, details.birth)


def digests_of(sealer: Sealer, municipality: str, about: Description) -> frozenset[str]:
    """The digests of a description; those of another municipality are others."""
    return frozenset(
        sealer.blind_index(f"{municipality}:{key}", f"intake.likeness.{kind}")
        for kind, key in keys_of(about)
    )


def digests_with(sealer: Sealer) -> Digests:
    """From a sealed profile to its digests; none once the person's key is destroyed."""

    def digests(municipality: str, profile: Profile) -> Collection[str]:
        try:
            return sorted(
                digests_of(sealer, municipality, described(open_profile(sealer, profile)))
            )
        except Erased:
            return ()

    return digests

"""How a basis is cited on a day: name and article, as they stand on that day (law rules 36, 70)."""

from __future__ import annotations

from datetime import date

from services.conference.law.statutes.legal_modes import LEGAL_MODES
from services.conference.law.vocabulary import Basis
from shared.codes import DISCLOSURE_BASES

_CONFERENCES = {one.basis_code: one for one in LEGAL_MODES.values() if one.basis_code}


def basis_cited_on(basis: Basis, day: date) -> str:
    """The basis of a disclosure as it is printed and put on record.

    Args:
        basis: code of the basis.
        day: the day of the disclosure (JST).
    """
    mode = _CONFERENCES.get(basis)
    return mode.title_on(day) if mode else DISCLOSURE_BASES.by_code(basis).label

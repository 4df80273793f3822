"""The docket 判断の資料: everything on record that a decision about one matter depends on.

It is read as it stands, or as it was recorded by a past instant, and laid before the law
(:func:`services.conference.law.decide.decide`) as one world. Texts are not in it: no text and no
wording ever influences a decision.
"""

from services.conference.docket.docket import Docket, Laid, lay, open_docket
from services.conference.docket.recomputing import Recomputed, recompute
from services.conference.docket.record import AsRecordedBy, Now, Record
from services.conference.docket.sitting import (
    Sitting,
    agenda_sitting,
    agreement_in_law,
    casework_sitting,
    former_sitting,
)
from services.conference.docket.writing_down import written_down

__all__ = [
    "AsRecordedBy",
    "Docket",
    "Laid",
    "Now",
    "Recomputed",
    "Record",
    "Sitting",
    "agenda_sitting",
    "agreement_in_law",
    "casework_sitting",
    "former_sitting",
    "lay",
    "open_docket",
    "recompute",
    "written_down",
]

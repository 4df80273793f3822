"""The registers: what municipalities run, which agencies take part, whom the law speaks of."""

from services.conference.application.registers.agencies import (
    Agencies,
    AgencyAmendment,
    AgencyLine,
    AgencyList,
    AgencyRegistration,
    WhichAgencies,
)
from services.conference.application.registers.municipalities import (
    DescribedMunicipality,
    Municipalities,
    MunicipalityDescription,
    WhichMunicipality,
)
from services.conference.application.registers.persons import (
    DescribedPerson,
    PersonDescription,
    Persons,
    WhichPerson,
)

__all__ = [
    "AgencyAmendment",
    "AgencyLine",
    "AgencyList",
    "AgencyRegistration",
    "DescribedMunicipality",
    "DescribedPerson",
    "MunicipalityDescription",
    "PersonDescription",
    "Registers",
    "WhichAgencies",
    "WhichMunicipality",
    "WhichPerson",
]


class Registers(Municipalities, Agencies, Persons):
    """Everything that is looked up before anything is decided.

    Args:
        desk: store, keys, clock.
    """

"""The agencies of a municipality, as the register has told of them."""

from services.placement.application.agencies.agencies import Agencies
from services.placement.application.agencies.forms import AgencyLine, ListAgencies, OwnAgency

__all__ = ["Agencies", "AgencyLine", "ListAgencies", "OwnAgency"]

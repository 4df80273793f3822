"""What can be chosen from: municipalities, templates, KPI sheets, rules of protection."""

from services.stats.application.catalogues.catalogues import Catalogues
from services.stats.application.catalogues.forms import (
    MunicipalityInList,
    PeriodRead,
    ProtectionInList,
    ReadPeriod,
    SheetInList,
    ShowTemplate,
    TableShown,
    TemplateInList,
    TemplateShown,
)

__all__ = [
    "Catalogues",
    "MunicipalityInList",
    "PeriodRead",
    "ProtectionInList",
    "ReadPeriod",
    "SheetInList",
    "ShowTemplate",
    "TableShown",
    "TemplateInList",
    "TemplateShown",
]

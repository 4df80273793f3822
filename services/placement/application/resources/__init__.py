"""The directory of resources 社会資源."""

from services.placement.application.resources.directory import Directory
from services.placement.application.resources.forms import (
    AmendResource,
    ConfirmResource,
    FindResources,
    RecordNotes,
    RegisterResource,
    ReopenResource,
    ResourceLine,
    ResourceList,
    SetFreshness,
    ShownNotes,
    ShownResource,
    WhichDirectory,
    WhichResource,
    WithdrawResource,
)
from services.placement.application.resources.notes import ResourceNotes
from services.placement.application.resources.resources import Resources
from services.placement.application.resources.table_form import RESOURCE_TABLE, write_template
from services.placement.application.resources.table_import import (
    ResourceImportReport,
    ResourceTable,
)
from services.placement.application.resources.table_taking import Fate

__all__ = [
    "RESOURCE_TABLE",
    "AmendResource",
    "ConfirmResource",
    "Directory",
    "Fate",
    "FindResources",
    "RecordNotes",
    "RegisterResource",
    "ReopenResource",
    "ResourceImportReport",
    "ResourceLine",
    "ResourceList",
    "ResourceNotes",
    "ResourceTable",
    "Resources",
    "SetFreshness",
    "ShownNotes",
    "ShownResource",
    "WhichDirectory",
    "WhichResource",
    "WithdrawResource",
    "write_template",
]

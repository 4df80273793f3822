"""報告: counted, issued, closed, shown, compared."""

from services.stats.application.returns.archive import IssuedReturns
from services.stats.application.returns.forms import (
    CloseReturn,
    CompareReturns,
    Comparison,
    Document,
    IssueReturn,
    ListReturns,
    LookAtReturn,
    OfReturn,
    ReturnAnswer,
    ReturnInList,
    ReturnShown,
    ShowReturn,
)
from services.stats.application.returns.publications import Publications
from services.stats.application.returns.published_forms import (
    EditionAnswer,
    EditionInList,
    EditionShown,
    PreviewReturn,
    PublishReturn,
    ShowEdition,
)
from services.stats.application.returns.returns import Returns

__all__ = [
    "CloseReturn",
    "CompareReturns",
    "Comparison",
    "Document",
    "EditionAnswer",
    "EditionInList",
    "EditionShown",
    "IssueReturn",
    "IssuedReturns",
    "ListReturns",
    "LookAtReturn",
    "OfReturn",
    "PreviewReturn",
    "Publications",
    "PublishReturn",
    "ReturnAnswer",
    "ReturnInList",
    "ReturnShown",
    "Returns",
    "ShowEdition",
    "ShowReturn",
]

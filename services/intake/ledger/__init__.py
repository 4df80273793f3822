"""ひきこもり台帳: rows in from Excel and CSV, validated rows out, and back to a file.

Nothing here touches the event store.
"""

from services.intake.ledger.columns import HEADERS, REQUIRED, HeaderMapping, open_ledger
from services.intake.ledger.export import write_csv, write_xlsx
from services.intake.ledger.identity import Ordinals, row_identity
from services.intake.ledger.row import LedgerRow, validate_row

__all__ = [
    "HEADERS",
    "REQUIRED",
    "HeaderMapping",
    "LedgerRow",
    "Ordinals",
    "open_ledger",
    "row_identity",
    "validate_row",
    "write_csv",
    "write_xlsx",
]

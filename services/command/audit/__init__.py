"""監査: verifying the ledger of disclosures without trusting its keeper, and asking it."""

from services.command.audit.app import app
from services.command.audit.questions import about
from services.command.audit.verifying import verify_ledger

__all__ = ["about", "app", "verify_ledger"]

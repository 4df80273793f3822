"""intake 相談受付: cases, persons, contacts, assessment, and the ledger that comes in."""

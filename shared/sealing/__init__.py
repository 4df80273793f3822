"""Confidential values: sealed under one key per person and service."""

from shared.sealing.key_store import KeyStore, open_key_store
from shared.sealing.sealed import Sealed
from shared.sealing.sealer import Erased, Sealer, Tampered

__all__ = ["Erased", "KeyStore", "Sealed", "Sealer", "Tampered", "open_key_store"]

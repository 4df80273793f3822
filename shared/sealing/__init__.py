"""Confidential values: sealed under one key per person and service."""

from shared.sealing.joint import open_jointly, read_jointly, seal_jointly
from shared.sealing.key_store import KeyStore, open_key_store
from shared.sealing.refusals import Erased, KeyMissing, Tampered, WrongKeyEncryptionKey
from shared.sealing.sealed import Sealed
from shared.sealing.sealer import Sealer
from shared.sealing.wrapping import rewrap

__all__ = [
    "Erased",
    "KeyMissing",
    "KeyStore",
    "Sealed",
    "Sealer",
    "Tampered",
    "WrongKeyEncryptionKey",
    "open_jointly",
    "open_key_store",
    "read_jointly",
    "rewrap",
    "seal_jointly",
]

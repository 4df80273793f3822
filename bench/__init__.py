"""Measured speed: every figure beside the raw part of the same run, never a timed test.

``python -m bench`` runs all measurements on real servers (nats-server, PostgreSQL) and real files,
keeps the raw results under ``bench/results`` and writes the table in ``docs/performance.md``.
"""

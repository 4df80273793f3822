"""The prefecture's hub: the stats service where municipalities' returns arrive, and nothing else.

It knows aggregates, the register of municipalities, and checkpoints of their ledgers. It has the
rooms of every service, and is wired apart from the stats service of a municipality.
"""

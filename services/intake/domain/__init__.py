"""The pure domain of intake: what happened, what it adds up to, and what may happen next.

Nothing here reads a clock, a file or a database, and nothing is random: ids and days come in as
arguments, events come out. Two aggregates: the person (対象者) and the household's case (ケース).
"""

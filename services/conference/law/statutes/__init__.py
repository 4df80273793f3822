"""Statutes as effective-dated data: what each provision does, whom it binds, and since when.

A text printed on a day cites what was in force on that day (law rules 70, 71). A row that could not
be verified against the text of the statute says so; nothing is deleted when the law changes: a row
ends, and another begins.
"""

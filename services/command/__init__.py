"""The ``tsunagu`` command; the only room that knows all four services."""

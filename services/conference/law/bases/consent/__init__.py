"""本人同意: one dated answer per person, weighed for one category and one recipient."""

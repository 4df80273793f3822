"""KPI: sheets, what is entered into them, and what is reckoned from it."""

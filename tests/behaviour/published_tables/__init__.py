"""Fictional places whose caseloads have exactly the margins of published tables."""

"""What happens at the table: conferences held, plans decided."""

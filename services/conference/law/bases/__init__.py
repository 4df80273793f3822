"""The bases of a disclosure: each room finds one kind, or says what it lacks (law rules 1, 2)."""

"""開示請求: what can be done when a person asks for everything about themselves."""

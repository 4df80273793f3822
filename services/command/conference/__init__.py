"""What the command room does for the conference across services."""

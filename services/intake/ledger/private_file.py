"""Private files, by the name under which the commands still import them."""

from shared.private_file import written_privately

__all__ = ["written_privately"]

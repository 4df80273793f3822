"""What supporters of つなぎ and 就労 can do; each use case is one transaction."""

from services.placement.application.placement import PlacementApplication

__all__ = ["PlacementApplication"]

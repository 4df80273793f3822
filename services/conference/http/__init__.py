"""Conference over HTTP: every use case as a route, nothing besides."""

from services.conference.http.catalogue import NAME, catalogue
from services.conference.http.face import document, routes_of

__all__ = ["NAME", "catalogue", "document", "routes_of"]

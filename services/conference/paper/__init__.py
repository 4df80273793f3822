"""Conference's papers: what of its answers is handed over on paper or kept as a PDF."""

from services.conference.paper.packet import packet_paper

__all__ = ["packet_paper"]

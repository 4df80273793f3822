"""Paper: A4 documents as PDF (PDF/A-2a, PDF/UA-1), in Japanese, with fonts that come along.

Whoever makes a paper writes a typst template and hands the content over as data. Nothing of the
content is ever read as markup, and no character of it is dropped unseen.
"""

from shared.paper.typesetting import typeset

__all__ = ["typeset"]

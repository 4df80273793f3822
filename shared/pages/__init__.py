"""What every service's pages have in common: sessions, forms, templates, the menu, the style."""

from shared.pages.answer import Answer, Download, Moved, Page
from shared.pages.face import Pages
from shared.pages.posted import Posted, Upload
from shared.pages.route import PageRoute, look, send
from shared.pages.visit import Visit

__all__ = [
    "Answer",
    "Download",
    "Moved",
    "Page",
    "PageRoute",
    "Pages",
    "Posted",
    "Upload",
    "Visit",
    "look",
    "send",
]

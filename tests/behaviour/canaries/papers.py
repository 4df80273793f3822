"""What stands in a PDF: its pages as they are read, and everything that lies compressed in it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import StreamObject

PDF = b"%PDF"


def unpacked(paper: bytes) -> bytes:
    """Every word of a paper: of its pages without breaks, its streams, its properties.

    A canary of a page may be broken at the end of a line; what lies in no page (a file that was
    attached, a form that is not shown) lies in a stream.
    """
    reader = PdfReader(BytesIO(paper))
    pages = ("".join((page.extract_text() or "").split()) for page in reader.pages)
    properties = (str(told) for told in (reader.metadata or {}).values())
    texts = "\n".join((*pages, *properties)).encode()
    return b"\n".join((texts, *_streams(reader)))


def _streams(reader: PdfReader) -> Iterator[bytes]:
    for number in range(1, int(reader.trailer["/Size"])):
        found = reader.get_object(number)
        if isinstance(found, StreamObject):
            yield found.get_data()

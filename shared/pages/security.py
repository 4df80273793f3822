"""What a browser may do with a page: show it, and nothing that a text in it might ask for."""

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
"""No script, no other host, no frame: a text that slipped through would still do nothing."""

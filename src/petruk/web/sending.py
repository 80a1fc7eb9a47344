"""Send a file of somebody else's making: whatever is in it, no page of ours runs it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

HARMLESS = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}
"""What keeps a browser from running or guessing what it was sent."""


def sent(content: bytes, *, name: str, media_type: str, as_attachment: bool = True) -> HttpResponse:
    """Return the file under its name, to be kept, or else to be shown by itself."""
    way = content_disposition_header(as_attachment=as_attachment, filename=name)
    disposition = {"Content-Disposition": way or ("attachment" if as_attachment else "inline")}
    return HttpResponse(content, content_type=media_type, headers=disposition | HARMLESS)

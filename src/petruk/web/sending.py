"""Send a file of somebody else's making: whatever is in it, no page of ours runs it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

SANDBOX = "default-src 'none'; sandbox"


def sent(content: bytes, *, name: str, media_type: str, as_attachment: bool = True) -> HttpResponse:
    """Return the file under its name, to be kept, or else to be shown by itself."""
    way = content_disposition_header(as_attachment=as_attachment, filename=name)
    headers = {
        "Content-Disposition": way or ("attachment" if as_attachment else "inline"),
        "Content-Security-Policy": SANDBOX,
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=media_type, headers=headers)

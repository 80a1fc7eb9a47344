from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

from petruk.web.page import public_page

PLAIN = "text/plain; charset=utf-8"


@public_page("GET")
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers, and nothing else: this page is for machines that watch, and for anybody."""
    try:
        connection.ensure_connection()
        answers = connection.is_usable()
    except DatabaseError:
        answers = False
    return HttpResponse("ok" if answers else "unavailable", status=200 if answers else 503, content_type=PLAIN)

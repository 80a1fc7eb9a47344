"""What every answer must tell a browser, whatever its status: N17, N31, N33, N113."""

from django.http import HttpResponse

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; ",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
LOOSE = ("unsafe-", "*", "data:", "blob:", "http:", "https:", "strict-dynamic", "nonce-", "report-only")
"""What a content policy of ours never allows: everything comes from our own files."""


def lacking(answer: HttpResponse) -> dict[str, str | None]:
    """Return the headers that do not say what they must; directives come in another order in each process."""
    said = {name: answer.headers.get(name) for name in HEADERS}
    wrong = {name: value for name, value in said.items() if HEADERS[name] not in f"{value or ''}; "}
    policy = said["Content-Security-Policy"] or ""
    return wrong | ({"Content-Security-Policy": policy} if any(word in policy for word in LOOSE) else {})

"""The QR code of a paper. It leads to our verification page and nowhere else."""

import io
import re

import segno

# Plain http only for a trial without a host name, which can have no certificate; production refuses it at the start.
VERIFICATION = re.compile(
    r"(?:https://[a-z0-9.-]+|http://(?:localhost|[0-9.]+))(?::[0-9]{1,5})?/verifikasi/(?P<code>[a-z2-7]{26})/"
)


def svg(url: str, *, code: str) -> str:
    """Return an SVG drawing of the QR code for a verification address, one unit a module, without quiet zone.

    Raises ``ValueError`` unless ``url`` is the address at which ``code`` is verified.
    """
    address = VERIFICATION.fullmatch(url)
    if address is None or address["code"] != code:
        raise ValueError(f"Not the address at which this paper is verified: {url!r}.")
    drawing = io.BytesIO()
    segno.make_qr(url, error="m").save(drawing, kind="svg", border=0, xmldecl=False, omitsize=True)
    return drawing.getvalue().decode()


def code_in(text: str) -> str:
    """Return the code in the text of a QR code, nothing when it is none of ours.

    The host may be another than ours: papers stay valid when an installation moves, and the code alone is the key.
    """
    address = VERIFICATION.fullmatch(text)
    return address["code"] if address else ""

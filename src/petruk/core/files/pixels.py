from petruk.core.files.faults import Fault, FileRefused

SIDE_MAXIMUM = 20_000  # pixels
AREA_MAXIMUM = 60_000_000  # pixels; an A3 page scanned at 600 dots an inch has 70 million, at 400 31 million


def check_size(width: int, height: int) -> None:
    """Refuse a picture that would need gigabytes once a viewer opens it. Raises ``FileRefused``."""
    if not width or not height:
        raise FileRefused(Fault.BROKEN, f"{width} x {height}")
    if max(width, height) > SIDE_MAXIMUM or width * height > AREA_MAXIMUM:
        raise FileRefused(Fault.PIXELS, f"{width} x {height}")

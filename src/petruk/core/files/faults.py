from enum import StrEnum


class Fault(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    UNKNOWN = "unknown"
    BROKEN = "broken"
    CUT = "cut"
    APPENDED = "appended"
    DISGUISED = "disguised"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    ATTACHMENT = "attachment"
    PAGES = "pages"
    PIXELS = "pixels"


class FileRefused(ValueError):  # noqa: N818  named for what happened, as the rest of the house does
    """A file that is not what it must be. ``detail`` names the part that decided, for whoever made the file."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault}: {detail}" if detail else str(fault))
        self.fault = fault
        self.detail = detail

from petruk.core.errors import Refusal


class CannotApply(Refusal):
    """The batch stays as it is."""


class Busy(CannotApply):
    """Another file of the same kind is being written just now."""


class PlanMoved(CannotApply):
    """The register changed since the file was checked, so that applying would do something else than was shown."""


class CannotUndo(Refusal):
    """The batch stays applied."""

from typing import TYPE_CHECKING, Any

from django.db import models

from petruk.core.ids import new_public_id

if TYPE_CHECKING:  # only the type checker knows these as generic
    TextColumn = models.CharField[str, str]
    NumberColumn = models.DecimalField[Any, Any]
else:
    TextColumn, NumberColumn = models.CharField, models.DecimalField


class PublicIdField(TextColumn):
    """The random name by which a row is known outside the database; a NIP or a key never stands in an address."""

    def __init__(self, **options: Any) -> None:
        fixed: dict[str, Any] = {"max_length": 22, "unique": True, "default": new_public_id, "editable": False}
        super().__init__(**fixed | options)


class PercentField(NumberColumn):
    """0 to 100 with two decimals; a table adds the constraint that says so."""

    def __init__(self, *names: Any, **options: Any) -> None:
        fixed: dict[str, Any] = {"max_digits": 5, "decimal_places": 2}
        super().__init__(*names, **fixed | options)

"""Moments as people type and read them: the clock of the installation (WITA), to the minute."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LAST_MINUTE = time(23, 59)
YEARS = range(2000, 2100)

_TYPED = re.compile(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}[:.][0-9]{2}\Z")
_FORMAT = "%Y-%m-%dT%H:%M"


def zone_name() -> str:
    """Return how people here call the zone of the clock: WIB, WITA or WIT."""
    return timezone.localtime().tzname() or ""


class MomentField(forms.Field):
    """A day and a minute on the installation's clock; seconds are never asked. The value is an aware datetime."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})
    hint = staticmethod(lambda: gettext("%(zone)s time.") % {"zone": zone_name()})
    default_error_messages = {
        "required": _("Choose a day and a time."),
        "invalid": _("This day or time does not exist. Write it like 2026-04-30 16:00."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"help_text": lazy(self.hint, str)()} | options)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        text = str(value).strip(" ")
        if not _TYPED.match(text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            typed = datetime.strptime(text.replace(" ", "T").replace(".", ":"), _FORMAT)  # noqa: DTZ007  zoned below
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if typed.year not in YEARS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.meant(timezone.make_aware(typed))

    def prepare_value(self, value: Any) -> Any:
        return f"{timezone.localtime(self.typed(value)):{_FORMAT}}" if isinstance(value, datetime) else value

    def meant(self, typed: datetime) -> datetime:
        """Return the moment that somebody means who typed this."""
        return typed

    def typed(self, meant: datetime) -> datetime:
        """Return what somebody types who means this moment."""
        return meant


class ClosingField(MomentField):
    """When something closes: sharp at that minute. 23:59 means that the whole day still counts."""

    hint = staticmethod(
        lambda: gettext("%(zone)s time, sharp. 23:59 means until that day is over.") % {"zone": zone_name()}
    )

    def meant(self, typed: datetime) -> datetime:
        return typed + timedelta(minutes=1) if timezone.localtime(typed).time() == LAST_MINUTE else typed

    def typed(self, meant: datetime) -> datetime:
        return meant - timedelta(minutes=1) if timezone.localtime(meant).time() == time(0) else meant

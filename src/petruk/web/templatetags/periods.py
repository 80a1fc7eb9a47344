"""The words of a period's times."""

from datetime import datetime, time, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.core.dates import format_date
from petruk.web.templatetags.appraisal import moment

register = template.Library()
register.filter("moment", moment)


@register.filter
def deadline(at: datetime) -> str:
    """Write when something closes. Midnight belongs to the day that ends: "30 April 2021 pukul 24.00 WITA"."""
    local = timezone.localtime(at)
    if local.time() != time(0):
        return moment(at)
    day = format_date((local - timedelta(days=1)).date())
    return _("%(day)s at %(time)s") % {"day": day, "time": f"24.00 {local:%Z}"}

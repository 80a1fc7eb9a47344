from django.utils.translation import gettext_lazy as _

KINDS = {
    "units": _("Work units"),
    "employees": _("Employees (PNS, CPNS, PPPK)"),
    "signatories": _("Signatories"),
    "attendance": _("Monthly attendance"),
    "performance": _("e-Kinerja: score or ratings"),
    "behaviour": _("Yearly behaviour value"),
    "sanctions": _("Disciplinary penalties"),
}
STATES = {
    "checking": (_("Being checked"), "wait"),
    "checked": (_("Checked"), "wait"),
    "applying": (_("Being applied"), "wait"),
    "applied": (_("Applied"), "good"),
    "undone": (_("Undone"), "none"),
    "failed": (_("Failed"), "bad"),
}
WRONG = (_("Has problems"), "bad")
NOTHING_NEW = (_("Nothing new"), "none")

"""How papers of a kind are numbered and set, from which day on."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.documents.actions.rules import PatternRefused
from petruk.documents.actions.rules import set_rule as write_rule
from petruk.documents.queries.rules import Kind, rule_on
from petruk.web.agency.forms import PaperRuleForm
from petruk.web.page import PageRequest, page


@page(Permission.USER_MANAGE, "GET", "POST")
def set_rule(request: PageRequest, kind: str) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    if kind not in Kind.values:
        raise Http404
    today = timezone.localdate()
    rule = rule_on(request.authority, kind, today)
    known = {name: getattr(rule, name) for name in ("pattern", "size", "layout", "emblem")} | {"started_on": today}
    form = PaperRuleForm(
        request.POST if request.method == "POST" else None, initial=known, charter=kind == Kind.CHARTER
    )
    if form.is_valid():
        try:
            write_rule(kind, form.terms(), by=request.authority)
        except PatternRefused as refusal:
            form.add_error("pattern", str(refusal))
        else:
            messages.success(request, _("The rule is set. Papers that were issued stay as they are."))
            return redirect("agency:agency")
    return render(request, "agency/paper.html", {"form": form, "kind": Kind(kind).label})

"""Whether mail leaves this installation, and to which address signed results go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.permissions import Permission
from petruk.documents.actions.outbox import MailRuleRefused, set_mail_rule
from petruk.documents.queries.mail import mail_rule
from petruk.web.agency.forms import MailRuleForm
from petruk.web.page import PageRequest, page


@page(Permission.USER_MANAGE, "GET", "POST")
def set_mail(request: PageRequest) -> HttpResponse:
    request.authority.require_top(Permission.USER_MANAGE)
    rule = mail_rule(request.authority)
    known = {"recipient": rule.recipient, "switched_on": rule.switched_on} if rule else {}
    form = MailRuleForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():
        try:
            set_mail_rule(**form.cleaned_data, at=timezone.now(), by=request.authority)
        except MailRuleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The setting of mail is kept."))
            return redirect("agency:agency")
    return render(request, "agency/mail.html", {"form": form})

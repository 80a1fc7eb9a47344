"""The second step of signing in: after the password a code, of whoever has an app for codes."""

import logging
from typing import Any

from allauth.account.stages import LoginStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from petruk.people.accounts import queries
from petruk.people.actions import second_factor
from petruk.people.queries import authority_of
from petruk.web.account.forms import CodeForm
from petruk.web.account.limits import TooManyAttempts, one_more_code, too_many
from petruk.web.page import public_page

log = logging.getLogger("petruk.sign_in")


class SecondStep(LoginStage):
    """Hold back the session of whoever has a second factor until a code was right."""

    key = "second_step"
    urlname = "account:second_step"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = self.login.user
        if user is None or not queries.second_factor_of(authority_of(user, on=timezone.localdate()), user).on:
            return None, True
        self.state["standing"] = _standing(user)
        return redirect(self.urlname), True

    @property
    def whose(self) -> Any:
        """Return whose password was right; nobody once it was changed or his sessions were ended meanwhile."""
        user = self.login.user
        return user if user and self.state.get("standing") == _standing(user) else None


def _standing(user: Any) -> str:
    return f"{user.get_session_auth_hash()} {user.sessions_ended_at}"


@public_page("GET", "POST")
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    stage = None if request.user.is_authenticated else LoginStageController.enter(request, SecondStep.key)
    user = stage.whose if stage else None
    if stage is None or user is None:
        return redirect(resolve_url(settings.LOGIN_URL))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            if _is_right(request, form, user):
                answer: HttpResponse = stage.exit()
                return answer
        except TooManyAttempts as limit:
            return too_many(request, limit.wait)
    return render(request, "account/second_step.html", {"form": form})


def _is_right(request: HttpRequest, form: CodeForm, user: Any) -> bool:
    """Use up the code that was typed. Raises ``TooManyAttempts``."""
    by = authority_of(user, on=timezone.localdate())
    try:
        with one_more_code(request, user.public_id):
            second_factor.prove(form.cleaned_data["code"], at=timezone.now(), by=by)
    except second_factor.CodeRefused as refusal:
        log.warning("second step refused to account %s", user.public_id)
        form.add_error("code", str(refusal))
    return form.is_valid()

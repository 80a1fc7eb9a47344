"""The second step of signing in: after the password a code, of whoever has an app for codes."""

import logging
from typing import Any

from allauth.account.stages import LoginStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters

from petruk.access.authority import Authority
from petruk.people.accounts import queries
from petruk.people.actions import passkeys, second_factor
from petruk.people.queries import authority_of
from petruk.web.account.forms import AnswerForm, CodeForm
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
@sensitive_post_parameters("code", "answer")
def second_step(request: HttpRequest) -> HttpResponse:
    stage = None if request.user.is_authenticated else LoginStageController.enter(request, SecondStep.key)
    user = stage.whose if stage else None
    if stage is None or user is None:
        return redirect(resolve_url(settings.LOGIN_URL))
    by = authority_of(user, on=timezone.localdate())
    form: CodeForm | AnswerForm = CodeForm()
    if request.method == "POST":
        form = AnswerForm(request.POST) if "answer" in request.POST else CodeForm(request.POST)
    try:
        if form.is_valid() and _is_right(request, form, by):
            answer: HttpResponse = stage.exit()
            return answer
    except TooManyAttempts as limit:
        return too_many(request, limit.wait)
    challenge = passkeys.ask(at=timezone.now(), by=by) if passkeys.available() else None
    return render(request, "account/second_step.html", _forms(form) | {"challenge": challenge})


def _is_right(request: HttpRequest, form: CodeForm | AnswerForm, by: Authority) -> bool:
    """Use up the code that was typed, or take the signature of a passkey. Raises ``TooManyAttempts``."""
    try:
        with one_more_code(request, by.ref):
            if isinstance(form, AnswerForm):
                passkeys.prove(**form.cleaned_data, at=timezone.now(), by=by)
            else:
                second_factor.prove(form.cleaned_data["code"], at=timezone.now(), by=by)
    except (second_factor.CodeRefused, passkeys.PasskeyRefused) as refusal:
        log.warning("second step refused to account %s", by.ref)
        form.add_error(next(iter(form.fields)) if isinstance(form, CodeForm) else None, str(refusal))
    return form.is_valid()


def _forms(sent: CodeForm | AnswerForm) -> dict[str, CodeForm | AnswerForm]:
    """Return both ways of the page, the one that was sent with what was wrong with it."""
    return {"form": sent if isinstance(sent, CodeForm) else CodeForm(), "wrong": sent}

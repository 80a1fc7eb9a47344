from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from petruk.core.login import login_name

LONGEST_PASSWORD = 256


class SignInForm(LoginForm):
    """The form of allauth, in our words; it takes a user name or a NIP."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        login, password = self.fields["login"], self.fields["password"]
        login.label, password.label, password.help_text = _("User name or NIP"), _("Password"), ""
        login.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"]
        return login_name(login)


def _password(label: Any, autocomplete: str, **named: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_PASSWORD, widget=widget, **named)


class PasswordForm(forms.Form):
    current = _password(_("Current password"), "current-password")
    new = _password(
        _("New password"),
        "new-password",
        help_text=_("At least 12 characters, best a few words that only you would put together. No NIP, no user name."),
    )
    again = _password(_("New password once more"), "new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise forms.ValidationError(_("This is not the same as the new password. Type both once more."))
        return again


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=30,
        help_text=_("The six digits that the app on your phone shows now, or one of your recovery codes."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )


class SetUpForm(forms.Form):
    """The secret that was offered, locked, and the code by which the app shows that it has it."""

    offer = forms.CharField(max_length=300, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code that the app shows now"),
        max_length=30,
        help_text=_("Six digits; a new one comes every half minute."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ProofForm(forms.Form):
    """What shows that it is still the same person: the password, or a code of the second step."""

    bukti = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=LONGEST_PASSWORD,
        help_text=_("With the second step switched on, a code of the app will do as well."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class AnswerForm(forms.Form):
    """What a browser answered for a passkey, and what it was asked, locked."""

    locked = forms.CharField(max_length=2000, widget=forms.HiddenInput)
    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class PasskeyForm(AnswerForm):
    name = forms.CharField(
        label=_("Name of the passkey"), max_length=60, help_text=_("For yourself, for example: phone, office computer.")
    )

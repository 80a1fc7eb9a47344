"""The jobs of a worker. Whoever ordered must still be allowed when it runs; what goes wrong stands on the order."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.appraisal.models import Period
from petruk.audit.actions import checkpoints
from petruk.core.errors import Refusal
from petruk.documents.actions import sealed
from petruk.documents.actions.charters import carry_out, finish
from petruk.documents.actions.delivery import attempt
from petruk.documents.models import CharterRun, Mail
from petruk.people.actions.jobs import authority_of_asker


def issue_for(user_ref: str, run_ref: str) -> None:
    """Issue the charters of an order. A kill leaves it open; it is taken up again by the next attempt."""
    run, by = CharterRun.objects.get(public_id=run_ref), authority_of_asker(user_ref)
    try:
        carry_out(run, by=by)
    except Refusal as refusal:
        finish(run, at=timezone.now(), by=by, trouble=str(refusal))
    except PermissionDenied:
        finish(run, at=timezone.now(), by=by, trouble=_("Whoever ordered the charters may no longer issue papers."))
    except Exception:
        finish(run, at=timezone.now(), by=by, trouble=_("The charters could not all be issued. Tell the operator."))
        raise


def issue_sheets_for(user_ref: str, period_ref: str) -> None:
    """Issue the sheets of a sealed period. Stopped half-way, the next attempt goes on with those that lack."""
    sealed.issue_sheets(Period.objects.get(public_id=period_ref), by=authority_of_asker(user_ref))
    checkpoints.ask()


def send_for(user_ref: str, mail_ref: str) -> None:
    """Try once to send a mail. What goes wrong stands on it, with its next try."""
    attempt(Mail.objects.get(public_id=mail_ref), at=timezone.now(), by=authority_of_asker(user_ref))

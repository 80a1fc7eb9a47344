"""The two jobs of a worker. Whoever asked must still be allowed when one runs; what goes wrong stands on the batch."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from petruk.access.authority import Authority
from petruk.core.errors import Refusal
from petruk.imports.actions.applying import apply_queued
from petruk.imports.actions.checking import check_again
from petruk.imports.actions.refusals import Busy, PlanMoved
from petruk.imports.models import Batch, State
from petruk.people.actions.jobs import authority_of_asker

Work = Callable[[Batch, Authority], object]


def check_for(user_ref: str, batch_ref: str) -> None:
    _carry_out(user_ref, batch_ref, lambda batch, by: check_again(batch, at=timezone.now(), by=by))


def apply_for(user_ref: str, batch_ref: str) -> None:
    _carry_out(user_ref, batch_ref, lambda batch, by: apply_queued(batch, at=timezone.now(), by=by))


def _carry_out(user_ref: str, batch_ref: str, work: Work) -> None:
    batch = Batch.objects.get(public_id=batch_ref)
    try:
        work(batch, authority_of_asker(user_ref))
    except Busy:
        raise  # the worker tries again
    except PlanMoved as refusal:
        _leave(batch, State.CHECKING, str(refusal))
        check_for(user_ref, batch_ref)
    except Refusal as refusal:
        _leave(batch, State.FAILED, str(refusal))
    except PermissionDenied:
        _leave(batch, State.FAILED, _("Whoever handed in the file may no longer import it."))
    except Exception:
        _leave(batch, State.FAILED, _("The file could not be processed. Tell the operator; nothing was written."))
        raise


def _leave(batch: Batch, state: State, words: str) -> None:
    Batch.objects.filter(pk=batch.pk).update(state=state, trouble=words)

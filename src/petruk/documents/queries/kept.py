"""Which files of the vault belong to a row."""

from petruk.access.authority import Authority
from petruk.appraisal.models import Evidence, Objection
from petruk.documents.models import Signature

KEEPERS = (Evidence, Objection, Signature)
"""Whose rows name a file of the vault."""


def names_in_vault(authority: Authority) -> set[str]:
    """Return every name that a row gives, whoever may read it: for the upkeep of the installation only."""
    assert authority.signed_in
    return {name for model in KEEPERS for name in model.objects.values_list("stored_as", flat=True)}

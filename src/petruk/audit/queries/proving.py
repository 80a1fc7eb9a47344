"""Proofs that events are in the log, for papers that carry them along."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import models

from petruk.access.authority import Authority
from petruk.audit.keys import signer
from petruk.audit.models import Leaf
from petruk.audit.queries import last_checkpoint, leaf_hashes
from petruk.core.log import proofs
from petruk.core.log.merkle import inclusion_proofs


@dataclass(frozen=True)
class Carried:
    """What a paper carries: the body of the entry, the proof that it is under a checkpoint, the key that signed."""

    entry: str
    proof: str
    key: str

    def as_dict(self) -> dict[str, str]:
        return {"entry": self.entry, "proof": self.proof, "key": self.key}


def carried(
    authority: Authority, kind: type[models.Model], action: str, refs: Collection[str]
) -> Mapping[str, Carried]:
    """Return by the public id of a row the proof of the last time that this was done to it.

    Only what is under the last checkpoint can be proven; what is not, is missing. Reads all leaf hashes once.
    Raises ``PermissionDenied``, and ``KeyMissing``.
    """
    signed = last_checkpoint(authority)
    if signed is None:
        return {}
    about = {"event__object_kind": kind._meta.label, "event__action": action, "event__object_ref__in": refs}
    rows = Leaf.objects.filter(seq__lt=signed.size, **about).order_by("seq")
    found = {ref: (seq, body) for ref, seq, body in rows.values_list("event__object_ref", "seq", "body")}
    if not found:
        return {}
    paths = inclusion_proofs(leaf_hashes(authority, signed.size), {seq for seq, _body in found.values()})
    key = str(signer().verifier)
    return {ref: Carried(body, proofs.written(seq, paths[seq], signed.note), key) for ref, (seq, body) in found.items()}

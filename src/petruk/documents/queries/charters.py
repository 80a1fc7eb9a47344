"""Winners and their charters: who has one, who waits for one, how far the issuing is."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from petruk.access.authority import Authority
from petruk.access.permissions import Permission as P
from petruk.appraisal.models import Award, AwardQuerySet, Period
from petruk.documents.models import CharterRun, Document, DocumentQuerySet, Signature
from petruk.documents.queries.signatures import nip_of
from petruk.documents.signing import configured

IN_FORCE = Document.objects.filter(award=OuterRef("pk"), kind=Document.Kind.CHARTER, revoked_at=None)


@dataclass(frozen=True)
class Progress:
    """How many of the winners of a period have a charter, and the last order, if there was one."""

    winners: int
    issued: int
    run: CharterRun | None

    @property
    def waiting(self) -> int:
        return self.winners - self.issued

    @property
    def busy(self) -> bool:
        return self.run is not None and self.run.finished_at is None

    @property
    def done(self) -> int:
        """Return how many of the last order are issued."""
        return max(0, self.run.wanted - self.waiting) if self.run else 0


def winners(authority: Authority, period: Period) -> AwardQuerySet:
    """Return the decided awards of a period whose result is still in force, for whoever issues papers."""
    rows = Award.objects.visible_to(authority, P.PAPER_ISSUE)
    return rows.filter(Q(result__superseded_at=None), period=period, state=Award.State.DECIDED)


def waiting_for_charter(authority: Authority, period: Period) -> AwardQuerySet:
    """Return the winners without a charter in force, as the charters are numbered: by unit, of all last."""
    waiting = winners(authority, period).filter(~Exists(IN_FORCE))
    return waiting.order_by("unit__path", "pk")


def charters(authority: Authority, period: Period) -> DocumentQuerySet:
    """Return the charters of a period in force, as they are numbered."""
    rows = Document.objects.visible_to(authority, P.PAPER_ISSUE).filter(period=period, kind=Document.Kind.CHARTER)
    return rows.in_force().order_by("year", "serial")


def waiting_for_hand(authority: Authority, period: Period) -> DocumentQuerySet:
    """Return the charters in force that this person is to sign with his certificate, as they are numbered."""
    nip = nip_of(authority)
    rows = charters(authority, period)
    if not nip or configured.certificate_of(nip) is None:
        return rows.none()
    signed = Signature.objects.filter(document=OuterRef("pk"))
    ink = signed.filter(way=Signature.Way.INK, ended_at=None)
    his = signed.exclude(way=Signature.Way.INK).filter(recorded_by=authority.name)
    stands_on = Q(frozen__agency_head__nip=nip) | Q(frozen__regional_head__nip=nip)
    return rows.filter(stands_on).exclude(Exists(ink)).exclude(Exists(his))


def progress(authority: Authority, period: Period) -> Progress:
    if not authority.has(P.PAPER_ISSUE):
        return Progress(0, 0, None)
    counted = winners(authority, period).annotate(has_charter=Exists(IN_FORCE)).order_by()
    numbers = counted.aggregate(winners=Count("pk"), issued=Count("pk", filter=Q(has_charter=True)))
    return Progress(**numbers, run=CharterRun.objects.filter(period=period).first())

"""An announced contest: ANI won, BUDI objects; the agency that answers."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from petruk.access.authority import Authority
from petruk.access.roles import Role
from petruk.appraisal.actions import awards, objections
from petruk.appraisal.actions.objections import Answer
from petruk.appraisal.actions.uploads import Upload
from petruk.appraisal.models import Award, Objection, Period, Result
from petruk.people.models import User
from petruk.people.queries import authority_of
from tests.appraisal.contest import LATER, Contest, decimal, make_usual
from tests.core.made_files import pdf
from tests.factories import TODAY, make_authority

ANNOUNCED = LATER
"""Friday, 25 December 2026, 10.00 WITA."""
LAST_MOMENT = datetime(2027, 1, 14, 15, 59, 59, 999999, tzinfo=UTC)
"""Of the fourteenth working day, Thursday 14 January 2027, by the clock of the office."""
FILED = ANNOUNCED + timedelta(days=3)
ANSWERED = FILED + timedelta(days=1)
TEXT = "Sertifikat lomba inovasi provinsi belum dihitung."


@dataclass(frozen=True)
class Objecting:
    contest: Contest

    @property
    def period(self) -> Period:
        return Period.objects.select_related("instrument").get(pk=self.contest.period.pk)

    def employee(self, name: str = "BUDI") -> Authority:
        result = self.result(name)
        person = result.assessment.employee
        if known := User.objects.filter(employee=person).first():
            return authority_of(known, on=TODAY)
        return make_authority(Role.EMPLOYEE, result.assessment.unit, employee=person, name=f"Akun {name}")

    def result(self, name: str = "BUDI") -> Result:
        return self.contest.result(name)

    def file(
        self, name: str = "BUDI", indicator: str = "teamwork", *, at: datetime = FILED, by: Authority | None = None
    ) -> Objection:
        by = by or self.employee(name)
        return objections.file(self.result(name), indicator, TEXT, upload(), at=at, by=by)

    def accept(self, objection: Objection, points: str = "", *, by: Authority | None = None) -> Objection:
        given = {objection.indicator: decimal(points)} if points else {}
        answer = Answer("Sertifikatnya sah dan dihitung.", given)
        return objections.accept(objection, answer, at=ANSWERED, by=by or self.contest.agency)

    def reject(self, objection: Objection, *, by: Authority | None = None) -> Objection:
        answer = Answer("Sertifikatnya dari tahun sebelumnya.")
        return objections.reject(objection, answer, at=ANSWERED, by=by or self.contest.agency)


def make_objecting() -> Objecting:
    contest = make_usual()
    contest.seal()
    for award in awards.propose(contest.period, at=ANNOUNCED, by=contest.agency):
        awards.decide(award, award.result, reason="", at=ANNOUNCED, by=contest.agency)
    assert Award.objects.count() == 3
    awards.announce(contest.period, at=ANNOUNCED, by=contest.agency)
    contest.period.refresh_from_db()
    return Objecting(contest)


def upload(name: str = "sertifikat.pdf", content: bytes | None = None) -> Upload:
    return Upload(name, pdf() if content is None else content)

"""Everybody who takes part in a period, each at his own browser, and what each does there by his own buttons."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.urls import reverse
from playwright.sync_api import Page

from petruk.access.roles import Role
from petruk.appraisal.models import Assessment, Award, Instrument, Objection, Override, Period, Reopening, Result
from petruk.appraisal.queries.instruments import parsed
from petruk.core.indicators import ItemRule
from petruk.core.instrument import Instrument as Rules
from petruk.people.models import Employee, Unit, User
from tests.core.made_files import pdf
from tests.factories import make_employee, make_signatory, make_unit, make_user

Open = Callable[..., Page]


@dataclass
class Office:
    """One office with whom it nominates, and two who work for it."""

    unit: Unit
    nominee: Employee
    officer: User
    head: User


@dataclass
class Cast:
    """The people of one period. Each browser is opened once; ``looked`` is told the name of each step that is done."""

    open_as: Open
    code: str
    windows: Mapping[str, Any]
    looked: Callable[[Page, str], None] = lambda _page, _name: None
    pages: dict[int, Page] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = make_unit("PEMERINTAH KABUPATEN")
        self.admin, self.second = (make_user(Role.AGENCY_ADMIN, self.root, name=name) for name in ("Siti", "Badrun"))
        self.panelists = [self._panelist(number) for number in range(3)]

    @property
    def period(self) -> Period:
        return Period.objects.select_related("instrument").get()

    @property
    def rules(self) -> Rules:
        return parsed(Instrument.objects.get(code=self.code))

    def office(self, name: str, nominee: str, **place: Any) -> Office:
        unit = make_unit(name, parent=self.root)
        make_signatory(unit)
        officer, head = make_user(Role.UNIT_OFFICER, unit), make_user(Role.UNIT_HEAD, unit)
        return Office(unit, make_employee(unit, name=nominee, **place), officer, head)

    def at(self, user: User, name: str, *args: object) -> Page:
        """Return the browser of somebody, with a page open."""
        path = reverse(name, args=args)
        if user.pk not in self.pages:
            self.pages[user.pk] = self.open_as(user, path)
        else:
            self.pages[user.pk].goto(path)
        return self.pages[user.pk]

    def press(self, page: Page, button: str) -> str:
        """Press a button and return what stands there then."""
        self.looked(page, page.title())
        page.click(f"main {button} >> visible=true")
        page.wait_for_load_state()
        return page.inner_text("main")

    def open_period(self, opens: str, closes: str) -> None:
        page = self.at(self.admin, "periods:create")
        page.check(f"[name=instrumen][value='{Instrument.objects.get(code=self.code).public_id}']")
        self.press(page, "button[type=submit]")
        page.fill("[name=name]", f"Penilaian {self.code}")
        for code, window in self.windows.items():
            page.fill(f"[name=year_{code}]", str(window["year"]))
            for month in window.get("months", ()):
                page.check(f"[name=months_{code}][value='{month}']")
        page.fill("[name=opens_at]", opens)
        page.fill("[name=closes_at]", closes)
        self.press(page, "button.save")
        self.press(self.at(self.admin, "periods:publish", self.period.public_id), "form button.main")
        page = self.at(self.admin, "periods:open", self.period.public_id)
        page.fill("[name=closes_at]", closes)
        self.press(page, "form button.main")

    def close_period(self) -> None:
        self.press(self.at(self.admin, "periods:close", self.period.public_id), "form button.danger")

    def exempt(self, person: Employee) -> None:
        page = self.at(self.admin, "overrides:ask", self.period.public_id, person.public_id)
        page.fill("[name=reason]", "Pejabat ini memimpin sendiri inovasi yang dinilai.")
        self.press(page, "form button.main")
        asked = Override.objects.get(employee=person)
        self.press(self.at(self.second, "overrides:decide", asked.public_id), "button[value=grant]")

    def assess(self, office: Office, typed: Mapping[str, str]) -> str:
        page = self.at(office.officer, "appraisal:assess", self.period.public_id, office.nominee.public_id)
        for name, value in typed.items():
            if name.startswith("text_"):
                page.fill(f"[name={name}]", value)
            else:
                page.check(f"[name={name}][value='{value}']", force=True)
        if self.rules.documents:
            self._attach(page)
            self.at(office.officer, "appraisal:assess", self.period.public_id, office.nominee.public_id)
        return self.hand_in(page)

    def hand_in(self, page: Page) -> str:
        self.press(page, "button[value=check]")
        return self.press(page, "button[value=submit]")

    def assessment_of(self, office: Office) -> Assessment:
        return Assessment.objects.get(employee=office.nominee)

    def return_(self, office: Office, reason: str) -> None:
        page = self.at(office.head, "deciding:return_by_head", self.assessment_of(office).public_id)
        page.fill("[name=reason]", reason)
        self.press(page, "form button.danger")

    def correct(self, office: Office) -> str:
        """Go from the task on the first page to the form, and hand in again."""
        page = self.at(office.officer, "home:home")
        page.click("main li:has-text('Perlu diperbaiki') a")
        self.press(page, "button:has-text('Lanjutkan sebagai draf')")
        return self.hand_in(page)

    def confirm(self, office: Office) -> None:
        page = self.at(office.head, "deciding:decide", self.assessment_of(office).public_id)
        self.press(page, "button[value=check]")
        self.press(page, "button[value=confirm]")

    def verify(self) -> None:
        page = self.at(self.admin, "deciding:agency")
        for box in page.locator("main input[type=checkbox]").all():
            box.check()
        self.press(page, "button[value=check]")
        self.press(page, "button[value=verify]")

    def appoint_panel(self) -> None:
        for panelist in self.panelists:
            page = self.at(self.admin, "panel:appoint", self.period.public_id)
            self.press(page, f"button[name=user][value='{panelist.public_id}']")

    def score(self, panelist: User, office: Office, points: Mapping[str, int]) -> None:
        page = self.at(panelist, "panel:sheet", self.assessment_of(office).public_id)
        for code, given in points.items():
            page.fill(f"[name=n_{code}]", str(given))
        self.press(page, "button[value=check]")
        self.press(page, "button[value=submit]")

    def recuse(self, panelist: User, office: Office, reason: str) -> None:
        page = self.at(panelist, "panel:recuse", self.assessment_of(office).public_id)
        page.check("[name=ground] >> nth=0")
        page.fill("[name=reason]", reason)
        self.press(page, "form button.danger")

    def lock_panel(self) -> None:
        self.press(self.at(self.admin, "panel:lock", self.period.public_id), "form button.save")

    def seal(self) -> str:
        return self.press(self.at(self.admin, "ranking:seal", self.period.public_id), "form button.danger")

    def award(self) -> None:
        """Propose from the ranking, and decide each award for whom stands first."""
        page = self.at(self.admin, "ranking:awards", self.period.public_id)
        self.press(page, "form button:has-text('Usulkan')")
        for award in Award.objects.filter(state="proposed"):
            self.press(self.at(self.admin, "ranking:decide", award.public_id), "form button.main")

    def revoke(self, award: Award) -> None:
        """Go from what the page says of a ranking that has moved to taking the award back."""
        page = self.at(self.admin, "ranking:decide", award.public_id)
        assert "Peringkat berubah setelah penetapan" in page.inner_text("main")
        page.click("main a:has-text('Cabut dan tetapkan ulang')")
        page.fill("[name=reason]", "Sanggah yang diterima mengubah peringkat.")
        self.press(page, "form button.danger")

    def announce(self) -> None:
        self.press(self.at(self.admin, "ranking:announce", self.period.public_id), "form button.main")

    def object_to(self, office: Office, indicator: str, proof: Path) -> Page:
        account = make_user(Role.EMPLOYEE, office.unit, employee=office.nominee)
        page = self.at(account, "objections:file", self.result_of(office).public_id, indicator)
        page.fill("[name=text]", "Piagam tingkat provinsi belum dihitung.")
        page.set_input_files("[name=file]", proof)
        self.press(page, "form button.main")
        return page

    def accept(self, objection: Objection, points: Mapping[str, str]) -> str:
        page = self.at(self.second, "objections:answer", objection.public_id)
        for name, value in points.items():
            if page.locator(f"[name={name}][type=radio]").count():
                page.check(f"[name={name}][value='{value}']", force=True)
            else:
                page.fill(f"[name={name}]", value)
        page.fill("[name=answer]", "Piagamnya sah dan sudah diperiksa.")
        return self.press(page, "button[value=accept]")

    def reopen(self, office: Office) -> Result:
        page = self.at(self.admin, "ranking:reopen", self.result_of(office).public_id)
        page.fill("[name=reason]", "Absensi bulan penilaian dikoreksi.")
        self.press(page, "form button.main")
        asked = Reopening.objects.get()
        self.press(self.at(self.second, "ranking:answer_reopening", asked.public_id), "button[value=grant]")
        return self.result_of(office)

    def result_of(self, office: Office) -> Result:
        return Result.objects.get(assessment__employee=office.nominee, superseded_at=None)

    def _attach(self, page: Page) -> None:
        self.press(page, "button[value=files] >> nth=0")
        for place in self._wanted():
            if not page.locator(f"input[value='{place}']").count():
                continue
            form = page.locator("form", has=page.locator(f"input[value='{place}']"))
            name = f"{place.split('/')[1]}.pdf"
            file = {"name": name, "mimeType": "application/pdf", "buffer": pdf(place.encode())}
            form.locator("input[type=file]").set_input_files(file)
            form.locator("button").click()
            page.wait_for_selector(f"text={name}")

    def _wanted(self) -> Iterator[str]:
        """Yield the places of what is required; of what is asked only of some, the page has a place for those."""
        for documents in self.rules.documents:
            for item in documents.items:
                if item.rule is not ItemRule.OPTIONAL:
                    yield f"{documents.code}/{item.code}"

    def _panelist(self, number: int) -> User:
        own = make_employee(make_unit(f"Badan {number}", parent=self.root))
        return make_user(Role.PANELIST, self.root, employee=own, name=f"Panelis {number}")

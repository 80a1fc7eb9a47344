"""The log in words: what was done, to what, and what was before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from petruk.access.authority import Authority
from petruk.access.permissions import Permission
from petruk.core.dates import format_date
from petruk.web.templatetags.appraisal import moment

ACTIONS: Mapping[str, Promise] = {
    "user.created": gettext_lazy("Account created"),
    "user.changed": gettext_lazy("Account changed"),
    "user.disabled": gettext_lazy("Account disabled"),
    "user.enabled": gettext_lazy("Account enabled"),
    "user.password_reset": gettext_lazy("One-time password given"),
    "user.password_changed": gettext_lazy("Password changed"),
    "user.sessions_ended": gettext_lazy("Sessions of an account ended"),
    "session.began": gettext_lazy("Signed in"),
    "session.ended": gettext_lazy("Signed out"),
    "session.closed": gettext_lazy("Session ended by its owner"),
    "user.proved": gettext_lazy("Showed who it is"),
    "user.recovery_codes_made": gettext_lazy("Recovery codes made"),
    "user.second_factor_off": gettext_lazy("Second step switched off"),
    "user.second_factor_on": gettext_lazy("Second step switched on"),
    "user.second_factor_reset": gettext_lazy("Second step reset"),
    "user.passkey_added": gettext_lazy("Passkey made"),
    "user.passkey_removed": gettext_lazy("Passkey removed"),
    "correction.asked": gettext_lazy("Correction of data asked"),
    "correction.answered": gettext_lazy("Correction of data answered"),
    "data.copied": gettext_lazy("Copy of own data taken"),
    "mandate.given": gettext_lazy("Mandate given"),
    "mandate.ended": gettext_lazy("Mandate ended"),
    "mandate.revoked": gettext_lazy("Mandate revoked"),
    "unit.created": gettext_lazy("Top unit created"),
    "agency.named": gettext_lazy("Agency named"),
    "official.appointed": gettext_lazy("Official appointed"),
    "official.ended": gettext_lazy("Term of an official ended"),
    "import.checked": gettext_lazy("File checked"),
    "import.checked_again": gettext_lazy("File checked again"),
    "import.queued": gettext_lazy("Import queued"),
    "import.applied": gettext_lazy("Import applied"),
    "import.undone": gettext_lazy("Import undone"),
    "period.created": gettext_lazy("Period prepared"),
    "period.changed": gettext_lazy("Terms of a period changed"),
    "period.published": gettext_lazy("Period published"),
    "period.opened": gettext_lazy("Period opened by hand"),
    "period.closed": gettext_lazy("Period closed by hand"),
    "period.extended": gettext_lazy("More time for a unit"),
    "period.sealed": gettext_lazy("Results sealed"),
    "period.awards_proposed": gettext_lazy("Winners proposed"),
    "period.announced": gettext_lazy("Winners announced"),
    "period.reminded": gettext_lazy("Reminder sent"),
    "instrument.published": gettext_lazy("Instrument published"),
    "draft.begun": gettext_lazy("Draft of an instrument begun"),
    "draft.changed": gettext_lazy("Draft of an instrument changed"),
    "draft.discarded": gettext_lazy("Draft of an instrument thrown away"),
    "assessment.saved": gettext_lazy("Draft of an assessment saved"),
    "assessment.submitted": gettext_lazy("Assessment handed in"),
    "assessment.withdrawn": gettext_lazy("Assessment withdrawn"),
    "assessment.resumed": gettext_lazy("Assessment taken up again"),
    "assessment.decided": gettext_lazy("Points decided by the head"),
    "assessment.confirmed": gettext_lazy("Assessment confirmed"),
    "assessment.returned": gettext_lazy("Assessment returned"),
    "assessment.verified": gettext_lazy("Assessment verified"),
    "evidence.attached": gettext_lazy("Evidence attached"),
    "evidence.removed": gettext_lazy("Evidence removed"),
    "override.asked": gettext_lazy("Exemption asked"),
    "override.granted": gettext_lazy("Exemption granted"),
    "override.refused": gettext_lazy("Exemption refused"),
    "panel.appointed": gettext_lazy("Panelist appointed"),
    "panel.released": gettext_lazy("Panelist released"),
    "panel.third_asked": gettext_lazy("Third opinion asked"),
    "panel.saved": gettext_lazy("Draft of a panel sheet saved"),
    "panel.handed_in": gettext_lazy("Panel sheet handed in"),
    "panel.recused": gettext_lazy("Panelist stood aside"),
    "panel.locked": gettext_lazy("Panel locked"),
    "award.decided": gettext_lazy("Award decided"),
    "award.revoked": gettext_lazy("Award revoked"),
    "reopening.asked": gettext_lazy("Reopening asked"),
    "reopening.granted": gettext_lazy("Reopening granted"),
    "reopening.refused": gettext_lazy("Reopening refused"),
    "objection.filed": gettext_lazy("Objection filed"),
    "objection.withdrawn": gettext_lazy("Objection withdrawn"),
    "objection.accepted": gettext_lazy("Objection accepted"),
    "objection.rejected": gettext_lazy("Objection rejected"),
    "holiday.added": gettext_lazy("Holiday added"),
    "holiday.removed": gettext_lazy("Holiday removed"),
    "document.issued": gettext_lazy("Paper issued"),
    "document.revoked": gettext_lazy("Paper revoked"),
    "document.signed": gettext_lazy("Paper signed"),
    "charters.ordered": gettext_lazy("Charters ordered"),
    "charters.finished": gettext_lazy("Charters finished"),
    "paper_rule.set": gettext_lazy("Rule of papers set"),
    "emblem.recorded": gettext_lazy("Coat of arms recorded"),
    "mail.asked": gettext_lazy("Mail asked"),
    "mail.sent": gettext_lazy("Mail sent"),
    "mail.failed": gettext_lazy("Mail failed"),
    "mail_rule.set": gettext_lazy("Mail set"),
    "table.exported": gettext_lazy("Table downloaded"),
    "installation.backed_up": gettext_lazy("Backup made"),
    "installation.restored": gettext_lazy("Backup restored"),
    "installation.drilled": gettext_lazy("Restore rehearsed"),
    "retention.carried_out": gettext_lazy("Retention carried out"),
    "installation.swept": gettext_lazy("Ownerless files swept"),
    "payload.erased": gettext_lazy("Content of entries erased"),
}
KINDS: Mapping[str, Promise] = {
    "people.User": gettext_lazy("Account"),
    "people.Unit": gettext_lazy("Work unit"),
    "people.Agency": gettext_lazy("Agency"),
    "people.Official": gettext_lazy("Official"),
    "imports.Batch": gettext_lazy("Import"),
    "appraisal.Period": gettext_lazy("Period"),
    "appraisal.Instrument": gettext_lazy("Instrument"),
    "appraisal.InstrumentDraft": gettext_lazy("Draft of an instrument"),
    "appraisal.Assessment": gettext_lazy("Assessment"),
    "appraisal.Evidence": gettext_lazy("Evidence"),
    "appraisal.Override": gettext_lazy("Exemption"),
    "appraisal.PanelMember": gettext_lazy("Panelist"),
    "appraisal.Award": gettext_lazy("Award"),
    "appraisal.Reopening": gettext_lazy("Reopening"),
    "appraisal.Objection": gettext_lazy("Objection"),
    "appraisal.Holiday": gettext_lazy("Holiday"),
    "documents.Document": gettext_lazy("Issued paper"),
    "documents.CharterRun": gettext_lazy("Order of charters"),
    "documents.PaperRule": gettext_lazy("Rule of papers"),
    "documents.Emblem": gettext_lazy("Coat of arms"),
    "documents.Mail": gettext_lazy("Mail"),
    "documents.MailRule": gettext_lazy("Setting of the mail"),
    "audit.Event": gettext_lazy("Entry of the log"),
    "privacy.Correction": gettext_lazy("Correction of data"),
    "privacy.Copy": gettext_lazy("Copy of own data"),
    "installation": gettext_lazy("Installation"),
}
LABELS: Mapping[str, Promise] = {
    "name": gettext_lazy("Name"),
    "reason": gettext_lazy("Reason"),
    "state": gettext_lazy("State"),
    "total": gettext_lazy("Total"),
    "points": gettext_lazy("Points"),
    "judgements": gettext_lazy("Judgements"),
    "version": gettext_lazy("Version"),
    "role": gettext_lazy("Role"),
    "unit": gettext_lazy("Work unit"),
    "started_on": gettext_lazy("Since"),
    "ended_on": gettext_lazy("Until"),
    "number": gettext_lazy("Number"),
    "sheet": gettext_lazy("Result sheet"),
    "period": gettext_lazy("Period"),
    "assessment": gettext_lazy("Assessment"),
    "username": gettext_lazy("User name"),
    "email": gettext_lazy("E-mail"),
    "address": gettext_lazy("Address"),
    "opens_at": gettext_lazy("Opens"),
    "closes_at": gettext_lazy("Closes"),
    "basis": gettext_lazy("Legal basis"),
    "entries": gettext_lazy("Entries"),
    "rows": gettext_lazy("Rows"),
    "format": gettext_lazy("Format"),
    "terms": gettext_lazy("Terms"),
    "file_name": gettext_lazy("File"),
    "kind": gettext_lazy("Kind"),
    "code": gettext_lazy("Code"),
    "title": gettext_lazy("Title"),
    "maximum": gettext_lazy("Maximum"),
    "sentence": gettext_lazy("Explanation"),
    "recipient": gettext_lazy("Recipient"),
    "trouble": gettext_lazy("Trouble"),
    "tries": gettext_lazy("Tries"),
    "answer": gettext_lazy("Written answer"),
    "indicator": gettext_lazy("Indicator"),
    "day": gettext_lazy("Day"),
    "decree": gettext_lazy("Decree"),
    "place": gettext_lazy("Rank reached"),
    "choice": gettext_lazy("Choice"),
    "person": gettext_lazy("Person"),
    "employee": gettext_lazy("Employee"),
    "user": gettext_lazy("Account"),
    "date": gettext_lazy("Date"),
    "position": gettext_lazy("Post"),
    "rank": gettext_lazy("Rank"),
    "dated_on": gettext_lazy("Date"),
    "wanted": gettext_lazy("Wanted"),
    "files": gettext_lazy("Files"),
    "passed": gettext_lazy("Passed"),
    "faults": gettext_lazy("Faults"),
    "lost": gettext_lazy("Lost"),
    "results": gettext_lazy("Results"),
    "awards": gettext_lazy("Awards"),
    "candidates": gettext_lazy("Candidates"),
    "text": gettext_lazy("Text"),
    "value": gettext_lazy("Value"),
    "signatory": gettext_lazy("Signatory"),
    "office": gettext_lazy("Office of an official"),
    "capacity": gettext_lazy("Capacity"),
    "lines": gettext_lazy("Lines"),
    "facts": gettext_lazy("Facts"),
}
OF_A_PANELIST = frozenset({"panel.saved", "panel.handed_in"})
"""What a panelist gives stays his own until the panel is locked, and then stands among the results of the panel."""
MOST_CHANGES = 200
LONGEST = 300


@dataclass(frozen=True)
class Change:
    """One value that became another; empty where there was nothing."""

    label: str
    before: str
    after: str


def action_word(action: str) -> str:
    return str(ACTIONS.get(action, action))


def kind_word(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def name_of(event: Any) -> str:
    """Return how an address names an entry, which came with its leaf: "12-" and the beginning of its hash."""
    return f"{event.leaf.seq}-{bytes(event.leaf.leaf).hex()[:32]}"


def hidden(authority: Authority, event: Any) -> str:
    """Say why this reader is not shown what an entry says; it may be scores, which are not for who runs the machine."""
    if not authority.reaches_top(Permission.ASSESSMENT_VIEW):
        return _("What this entry says is shown to the agency and the inspectorate only.")
    if event.action in OF_A_PANELIST:
        return _("What a panelist gave stands among the results of the panel once it is locked.")
    return ""


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    """Yield what became otherwise, value by value, at most two hundred."""
    old, new = dict(_values(before)), dict(_values(after))
    different = [path for path in (old | new) if old.get(path) != new.get(path)]
    for path in different[:MOST_CHANGES]:
        yield Change(_label(path), old.get(path, ""), new.get(path, ""))


def _values(told: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each single value with the way to it; a list of single values is one."""
    if isinstance(told, Mapping):
        for key, value in told.items():
            yield from _values(value, (*path, key))
    elif isinstance(told, list) and any(isinstance(each, dict | list) for each in told):
        for place, value in enumerate(told, start=1):
            yield from _values(value, (*path, str(place)))
    else:
        yield path, _shown(told)


def _label(path: Sequence[str]) -> str:
    return " · ".join(str(LABELS.get(key, key.replace("_", " "))) for key in path)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    text = _as_time(value) if isinstance(value, str) else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _as_time(text: str) -> str:
    """Write a day or a moment as pages do; anything else stays as it is."""
    try:
        if len(text) == len("2024-01-31"):
            return format_date(date.fromisoformat(text))
        at = datetime.fromisoformat(text) if "T" in text else None
    except ValueError:
        return text
    return moment(at) if at and at.tzinfo else text

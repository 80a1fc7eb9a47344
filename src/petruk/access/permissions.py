from enum import StrEnum


class Permission(StrEnum):
    """What a page shows or an action does. Named OBJECT_VERB; a role is a set of these."""

    HOME_VIEW = "home.view"
    GUIDE_VIEW = "guide.view"
    ACCOUNT_OWN = "account.own"
    DATA_OWN = "data.own"
    UNIT_VIEW = "unit.view"
    EMPLOYEE_VIEW = "employee.view"
    SANCTION_VIEW = "sanction.view"
    REGISTER_IMPORT = "register.import"
    FACTS_IMPORT = "facts.import"
    INSTRUMENT_VIEW = "instrument.view"
    INSTRUMENT_MANAGE = "instrument.manage"
    PERIOD_VIEW = "period.view"
    PERIOD_MANAGE = "period.manage"
    ASSESSMENT_VIEW = "assessment.view"
    ASSESSMENT_SUBMIT = "assessment.submit"
    ASSESSMENT_CONFIRM = "assessment.confirm"
    ASSESSMENT_VERIFY = "assessment.verify"
    OVERRIDE_MANAGE = "override.manage"
    PANEL_SCORE = "panel.score"
    PANEL_MANAGE = "panel.manage"
    RANKING_VIEW = "ranking.view"
    RESULT_DECIDE = "result.decide"
    CORRECTION_ANSWER = "correction.answer"
    OBJECTION_FILE = "objection.file"
    OBJECTION_ANSWER = "objection.answer"
    RECAP_VIEW = "recap.view"
    PAPER_SIGN = "paper.sign"
    PAPER_ISSUE = "paper.issue"
    USER_MANAGE = "user.manage"
    LOG_VIEW = "log.view"
    LOG_ERASE = "log.erase"
    GALLERY_VIEW = "gallery.view"


PERSONAL = frozenset({Permission.HOME_VIEW, Permission.GUIDE_VIEW, Permission.ACCOUNT_OWN, Permission.DATA_OWN})
"""What everybody who is signed in may do, mandate or not."""

WHOLE_GOVERNMENT = frozenset(
    {
        Permission.INSTRUMENT_MANAGE,
        Permission.PERIOD_MANAGE,
        Permission.PANEL_MANAGE,
        Permission.OVERRIDE_MANAGE,
        Permission.RESULT_DECIDE,
        Permission.OBJECTION_ANSWER,
        Permission.PAPER_ISSUE,
        Permission.LOG_VIEW,
        Permission.LOG_ERASE,
    }
)
"""What touches every office at once: held only by a mandate at the top unit, or at the console."""

"""N40: what a page does against its content policy is stopped, and no journey overhears it."""

import pytest

from petruk.access.roles import Role
from tests.factories import make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

INLINE = """() => {
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  document.body.setAttribute("style", "color: red");
  const image = new Image();
  image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
}"""


def test_a_journey_hears_what_the_policy_stops(open_as, office, complaints):
    """Else that no journey reports anything would prove nothing."""
    page = open_as(make_user(Role.UNIT_OFFICER, office.unit), "/panduan/")

    page.evaluate(INLINE)
    page.wait_for_timeout(300)

    assert page.evaluate("window.ran") is None
    heard = sorted(complaint.split(" on ")[0].split()[3] for complaint in complaints)
    assert heard == ["img-src", "script-src-elem", "style-src-attr"]
    complaints.clear()

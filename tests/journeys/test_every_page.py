"""Every kind of page of the demo, in a browser: axe silent, nothing off the side of a phone."""

import pytest

from ccpl_portal.packs.actions import load_pack
from governance.meetings.models import Meeting
from quality.bodies.models import System
from quality.rollup.actions import roll_up
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# One address for each template that a stranger may open.
ADDRESSES = [
    "/",
    "/search/?q=maternity",
    "/search/?q=zzzz",
    "/networks/",
    "/networks/?q=zzzz",
    "/networks/clinical-and-care-forum/",
    "/people/",
    "/organisations/",
    "/organisations/RKB/",
    "/places/rugby/",
    "/about/",
    "/about/workstreams/",
    "/about/workstreams/clinical-networking/",
    "/about/principles/",
    "/about/principles/1/",
    "/governance/",
    "/governance/meetings/",
    "/governance/delivery/",
    "/leadership/",
    "/leadership/programmes/",
    "/leadership/roles/",
    "/leadership/posts/",
    "/leadership/transparency/",
    "/quality/",
    "/quality/measures/ae-four-hour/",
    "/quality/places/coventry/",
    "/quality/organisations/RKB/",
    "/news/",
    "/contact/",
    "/privacy/",
    "/accounts/login/",
    "/accounts/signup/",
    "/no-such-page/",
]


def test_every_page_of_the_demo_is_accessible_and_fits_a_phone(visit, complaints):
    load_pack("coventry-and-warwickshire")
    roll_up(system=System.objects.get(), complete=True)
    meeting = Meeting.objects.published().upcoming().first()
    addresses = [*ADDRESSES, meeting.get_absolute_url()]
    phone, bare, desk = visit("/", width=320), visit("/", width=320, script=False), visit("/")
    said = []
    for page in (phone, desk):
        page.on("console", lambda message: said.append(message.text))

    wrong = []
    for address in addresses:
        for page in (phone, bare, desk):
            page.goto(address)
        found = complaints(phone) + complaints(desk)
        widths = [width_of(page) for page in (phone, bare)]
        if found or widths != [320, 320]:
            wrong.append((address, found, widths))

    assert wrong == []
    assert [words for words in said if "404" not in words] == []

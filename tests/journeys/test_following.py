"""Following a group and stopping, on a phone without JavaScript and at a desk."""

import pytest

from comms.models import Follow
from tests.factories.accounts import UserFactory
from tests.factories.networks import GroupFactory
from tests.journeys.looking import width_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("width", "script"), [(320, False), (1280, True)], ids=["phone", "desk"])
def test_somebody_follows_a_group_and_stops_from_a_letter(
    visit, sign_in, complaints, width, script
):
    group = GroupFactory(name="Respiratory network")
    page = visit("/", width=width, script=script)
    sign_in(page, UserFactory())

    page.goto(group.get_absolute_url())
    page.get_by_role("link", name="Follow this group, or stop following it").click()
    assert width_of(page) == width
    assert not script or complaints(page) == []
    page.get_by_role("button", name="Follow this group").click()
    page.get_by_text("You follow Respiratory network").wait_for()

    letter = visit("/", width=width, script=script)
    address = Follow.objects.get().stop_address
    letter.goto(address[address.index("/follow/") :])
    assert width_of(letter) == width
    assert not script or complaints(letter) == []
    letter.get_by_role("button", name="Stop the letters").click()
    letter.get_by_role("heading", name="No more key messages").wait_for()
    assert not script or complaints(letter) == []
    assert not Follow.objects.exists()

import pytest
from django.urls import reverse

from tests.factories.accounts import (
    CoordinatorFactory,
    ManagerFactory,
    SuperuserFactory,
    UnverifiedFactory,
    UserFactory,
)
from tests.factories.comms import DraftNewsItemFactory

pytestmark = pytest.mark.django_db


def test_only_managers_and_superusers_enter_the_desk(client):
    answers = {}
    for factory in [
        ManagerFactory,
        SuperuserFactory,
        UserFactory,
        UnverifiedFactory,
        CoordinatorFactory,
    ]:
        client.force_login(factory())
        answers[factory] = client.get("/admin/").status_code

    assert answers == {
        ManagerFactory: 200,
        SuperuserFactory: 200,
        UserFactory: 404,
        UnverifiedFactory: 404,
        CoordinatorFactory: 404,
    }


@pytest.mark.parametrize("address", ["/admin/", "/admin/comms/page/1/change/", "/admin/nothing/"])
def test_a_stranger_is_sent_to_the_portals_own_sign_in(client, address):
    response = client.get(address)

    assert response.url == f"/accounts/login/?next={address}"


def test_the_start_page_speaks_of_tasks_before_models(client):
    client.force_login(ManagerFactory())

    response = client.get("/admin/")

    page = response.content.decode()
    assert [task.words for task in response.context["tasks"]][:1] != []
    assert page.index("Publish news") < page.index("What needs care")
    assert page.index("What needs care") < page.index("Everything that can be edited")


def test_what_needs_care_is_counted_and_linked(client):
    UnverifiedFactory()
    DraftNewsItemFactory()
    client.force_login(ManagerFactory())

    cares = dict(client.get("/admin/").context["cares"])

    assert cares == {
        "1 account waits to be verified": (
            f"{reverse('admin:ccpl_portal_user_changelist')}?state=waiting"
        ),
        "1 news item in draft": f"{reverse('admin:comms_newsitem_changelist')}?state__exact=draft",
    }

import pytest

from ccpl_portal.outbox.models import Letter
from quality.models import ReturnsContact
from tests.factories.accounts import UnverifiedFactory, UserFactory
from tests.factories.organisations import SystemFactory as RootFactory
from tests.factories.quality import BodyFactory, ReturnsContactFactory, SystemFactory

ADDRESS = "/quality/returns/deputies/"


@pytest.fixture
def contact(db):
    home = SystemFactory(code="QWU", name="Arden", place=RootFactory())
    return ReturnsContactFactory(body=BodyFactory(system=home, code="RKB", name="Coventry"))


def test_a_colleague_is_named_told_and_removed(client, contact):
    colleague = UserFactory()
    client.force_login(contact.user)

    client.post(ADDRESS, {"body": contact.body.pk, "email": colleague.email.upper()})

    deputy = ReturnsContact.objects.get(user=colleague)
    assert (deputy.body, deputy.is_deputy) == (contact.body, True)
    assert [letter.subject for letter in Letter.objects.filter(to_user=colleague)] == [
        "You may now send returns for Coventry"
    ]
    client.post(f"{ADDRESS}{deputy.pk}/remove/")
    assert list(ReturnsContact.objects.all()) == [contact]


def test_only_a_verified_colleague_who_is_not_there_yet_can_be_named(client, contact):
    client.force_login(contact.user)
    unknown = "No verified account has this address. Ask your colleague to open one first"

    for email, words in [
        ("nobody@example.org", unknown),
        (UnverifiedFactory().email, unknown),
        (contact.user.email, "This colleague already sends returns for it"),
    ]:
        response = client.post(ADDRESS, {"body": contact.body.pk, "email": email})
        assert response.context["form"].errors == {"email": [words]}
    assert list(ReturnsContact.objects.all()) == [contact]


def test_deputies_name_no_deputies_and_others_organisations_are_out_of_reach(client, contact):
    other = ReturnsContactFactory(body=BodyFactory(system=contact.body.system, code="RJC"))
    deputy = ReturnsContactFactory(body=contact.body, is_deputy=True)
    theirs = ReturnsContactFactory(body=other.body, is_deputy=True)

    client.force_login(deputy.user)
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/quality/returns/").status_code == 200
    client.force_login(contact.user)
    assert client.post(f"{ADDRESS}{theirs.pk}/remove/").status_code == 404
    assert client.post(f"{ADDRESS}{contact.pk}/remove/").status_code == 404
    data = {"body": other.body.pk, "email": UserFactory().email}
    assert client.post(ADDRESS, data).context["form"].errors == {
        "body": ["Select the organisation"]
    }
    assert ReturnsContact.objects.count() == 4

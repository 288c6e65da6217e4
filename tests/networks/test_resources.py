import pytest
from django.db import IntegrityError
from django.test import Client

from ccpl_portal.files.models import FileVersion
from ccpl_portal.search.models import Entry
from networks.models import Group, Membership, Resource
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GroupFactory, MembershipFactory, ResourceFactory
from tests.factories.strategy import PriorityAreaFactory
from tests.pages import titles, words
from tests.portal.uploads import PDF, picture, upload, word

pytestmark = pytest.mark.django_db

Audience = Resource.Audience
Role = Membership.Role
GIVEN = {"title": "Spirometry pathway", "kind": "guidance", "audience": "public"}
ADD = "/networks/respiratory/resources/add/"


@pytest.fixture
def lead():
    return MembershipFactory(
        group__slug="respiratory", group__name="Respiratory network", role=Role.LEAD
    )


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def status(client, address):
    answer = client.get(address)
    # Read to its end, which closes the file behind it.
    assert b"".join(answer.streaming_content)
    return answer.status_code


def test_a_lead_shares_a_file_and_everybody_finds_it(lead):
    area = PriorityAreaFactory()
    answer = signed_in(lead.person.user).post(
        ADD, GIVEN | {"tags": [area.pk], "file": upload("pathway.pdf", PDF)}, follow=True
    )

    resource = Resource.objects.get()
    assert "Spirometry pathway is added" in words(answer)
    assert [resource.title for resource in answer.context["resources"]] == ["Spirometry pathway"]
    page = words(Client().get(resource.get_absolute_url()))
    assert "Download PDF, 77 bytes" in page
    assert titles(Client().get("/resources/")) == ["Spirometry pathway"]
    assert Entry.objects.get(title="Spirometry pathway").audiences == ["public"]


def test_opening_is_counted_and_leads_to_the_file(lead):
    signed_in(lead.person.user).post(ADD, GIVEN | {"file": upload("pathway.pdf", PDF)})
    resource = Resource.objects.get()

    answer = Client().get(f"/resources/{resource.pk}/get/", follow=True)
    Client().head(f"/resources/{resource.pk}/get/")

    resource.refresh_from_db()
    assert b"".join(answer.streaming_content) == PDF
    assert resource.opened == 1
    assert "Opened 1 time" in words(Client().get(resource.get_absolute_url()))


def test_a_link_is_opened_where_it_leads():
    resource = ResourceFactory(link="https://example.org/toolkit")

    answer = Client().get(f"/resources/{resource.pk}/get/")

    assert (answer.status_code, answer.url) == (302, "https://example.org/toolkit")


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"title": ""}, {"title": ["Enter a title"], "file": ["Give a link or a file"]}),
        ({}, {"file": ["Give a link or a file"]}),
        (
            {"link": "https://example.org/", "file": upload("a.pdf", PDF)},
            {"link": ["Give a link or a file, not both"]},
        ),
        (
            {"link": "javascript:alert(1)"},
            {"link": ["Enter an address such as https://example.org/page"]},
        ),
        (
            {"file": upload("page.pdf", b"<script>alert(1)</script>")},
            {
                "file": [
                    "The file is called .pdf, but what is in it is something else."
                    " Save it again in that format"
                ]
            },
        ),
        ({"audience": "world", "link": "https://x.org"}, {"audience": ["Select who may see it"]}),
    ],
)
def test_what_cannot_be_shared_is_refused_at_its_field(lead, data, errors):
    answer = signed_in(lead.person.user).post(ADD, GIVEN | data)

    assert answer.context["form"].errors == errors
    assert not Resource.objects.exists()
    assert not FileVersion.objects.exists()


def test_script_in_a_title_is_shown_as_words(lead):
    resource = ResourceFactory(group=lead.group, title="<script>alert(1)</script>")

    for page in [resource.get_absolute_url(), "/resources/", lead.group.get_absolute_url()]:
        assert "<script>alert" not in Client().get(page).content.decode()


def test_each_audience_sees_its_own(lead):
    for audience in Audience.values:
        ResourceFactory(group=lead.group, title=audience, audience=audience)
    hidden = GroupFactory(visibility=Group.Visibility.HIDDEN)
    ResourceFactory(group=hidden, title="of a hidden group")

    def seen(client):
        shown = [resource.title for resource in client.get("/resources/").context["page"]]
        assert [
            client.get(resource.get_absolute_url()).status_code
            for resource in Resource.objects.all()
        ] == [200 if resource.title in shown else 404 for resource in Resource.objects.all()]
        assert [
            client.get(f"/resources/{resource.pk}/get/").status_code
            for resource in Resource.objects.all()
        ] == [302 if resource.title in shown else 404 for resource in Resource.objects.all()]
        return sorted(shown)

    assert seen(Client()) == ["public"]
    assert seen(signed_in(UnverifiedFactory())) == ["public"]
    assert seen(signed_in(UserFactory())) == ["public", "verified"]
    assert seen(signed_in(lead.person.user)) == ["members", "public", "verified"]
    assert len(seen(signed_in(ManagerFactory()))) == 4


def test_the_file_itself_is_for_its_audience_only(lead):
    client = signed_in(lead.person.user)
    client.post(ADD, GIVEN | {"audience": "members", "file": upload("a.pdf", PDF)})
    address = Resource.objects.get().file.get_absolute_url()

    assert Client().get(address).status_code == 302
    assert signed_in(UserFactory()).get(address).status_code == 404
    assert status(client, address) == 200


def test_a_new_version_keeps_the_address_and_the_old_file_for_the_lead(lead):
    client = signed_in(lead.person.user)
    client.post(ADD, GIVEN | {"file": upload("a.pdf", PDF)})
    resource = Resource.objects.get()
    address = resource.file.get_absolute_url()

    client.post(f"/resources/{resource.pk}/replace/", {"file": upload("b.docx", word())})

    resource.refresh_from_db()
    assert resource.file.get_absolute_url() == address
    assert [(v.number, v.kind) for v in resource.file.versions.all()] == [(2, "docx"), (1, "pdf")]
    old = resource.file.versions.last().get_absolute_url()
    assert status(client, old) == 200
    assert signed_in(UserFactory()).get(old).status_code == 404
    assert "Version 1" in words(Client().get(resource.get_absolute_url()))


def test_a_file_can_become_a_link_and_a_link_a_file(lead):
    resource = ResourceFactory(group=lead.group)
    client = signed_in(lead.person.user)

    client.post(f"/resources/{resource.pk}/replace/", {"file": upload("a.png", picture())})
    resource.refresh_from_db()
    assert (resource.link, resource.version.kind) == ("", "png")

    client.post(f"/resources/{resource.pk}/replace/", {"link": "https://example.org/new"})
    resource.refresh_from_db()
    assert (resource.link, resource.file) == ("https://example.org/new", None)


def test_a_withdrawn_resource_is_gone_until_it_is_put_back(lead):
    resource = ResourceFactory(group=lead.group)
    client, stranger = signed_in(lead.person.user), Client()

    client.post(f"/resources/{resource.pk}/withdraw/")
    assert stranger.get(resource.get_absolute_url()).status_code == 404
    assert titles(stranger.get("/resources/")) == []
    assert not Entry.objects.filter(title=resource.title).exists()
    assert "Withdrawn" in words(client.get(resource.get_absolute_url()))

    client.post(f"/resources/{resource.pk}/withdraw/")
    assert stranger.get(resource.get_absolute_url()).status_code == 200


def test_only_who_keeps_the_group_changes_its_resources(lead):
    resource = ResourceFactory(group=lead.group)
    programme = ResourceFactory(group=None)
    member = MembershipFactory(group=lead.group).person.user
    elsewhere = MembershipFactory(role=Role.LEAD).person.user
    pages = ["edit", "replace", "withdraw"]

    def statuses(user, thing=resource):
        client = signed_in(user)
        return [client.post(f"/resources/{thing.pk}/{page}/").status_code for page in pages]

    assert statuses(member) == [403, 403, 403]
    assert statuses(elsewhere) == [403, 403, 403]
    assert statuses(lead.person.user, programme) == [403, 403, 403]
    assert signed_in(elsewhere).get(ADD).status_code == 403
    assert statuses(ManagerFactory()) == [200, 200, 302]


def test_the_database_keeps_a_resource_a_link_or_a_file():
    with pytest.raises(IntegrityError):
        ResourceFactory(group=None, audience=Audience.MEMBERS)


def test_resources_are_filtered_by_words_kind_topic_and_group():
    area = PriorityAreaFactory(slug="lungs")
    one = ResourceFactory(title="Pathway", kind="guidance", group__slug="lungs-group")
    one.tags.add(area)
    ResourceFactory(title="Slides", kind="slides")
    client = Client()

    assert titles(client.get("/resources/?q=path")) == ["Pathway"]
    assert titles(client.get("/resources/?kind=slides")) == ["Slides"]
    assert titles(client.get("/resources/?area=lungs&kind=guidance")) == ["Pathway"]
    assert titles(client.get("/resources/?group=lungs-group")) == ["Pathway"]
    assert titles(client.get("/resources/?group=nowhere")) == []
    assert titles(client.get("/resources/?area=lungs&kind=slides")) == []


def test_a_filter_never_names_a_hidden_group():
    hidden = GroupFactory(name="Secret", slug="secret", visibility=Group.Visibility.HIDDEN)
    ResourceFactory(group=hidden)
    ResourceFactory(title="Shown")

    page = Client().get("/resources/?group=secret")

    assert "Secret" not in words(page)


def test_the_list_is_offered_as_csv():
    ResourceFactory(title="=Pathway", group=None)

    answer = Client().get("/resources/?format=csv")

    text = b"".join(answer.streaming_content).decode()
    assert "'=Pathway" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_database_the_same_whatever_the_number(django_assert_num_queries, rows):
    for _ in range(rows):
        ResourceFactory()

    with django_assert_num_queries(5):
        Client().get("/resources/")

"""The check that nobody on a panel can find out who applied, and that it sees what it should."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from leadership_dev.coordination.crawl import crawl, leaks
from leadership_dev.models import Answer, Criterion
from leadership_dev.panel.models import PanelMember
from tests.factories.people import PersonFactory

from .story import moderating, sifting

pytestmark = pytest.mark.django_db

GOOD = (4, 3, 3)


def reached(story, member=1):
    seat = PanelMember.objects.get(pk=story.members[member].pk)
    return {address for address, _ in crawl(seat, story.role)}


def test_every_page_and_file_of_the_sift_is_read_and_nothing_tells(capsys):
    story = sifting(applications=2)

    call_command("anonymity_check", story.role.slug)

    said = capsys.readouterr().out
    assert said == "Nothing that 3 members of the panel can read tells who applied\n"
    base = f"/leadership/roles/{story.role.slug}/panel/"
    wanted = {base, f"{base}sift-pack.pdf", f"{base}declaration/", "/leadership/panel/"}
    wanted |= {f"{base}{application.reference}/" for application in story.applications}
    wanted |= {f"{base}{application.reference}/recognise/" for application in story.applications}
    wanted |= {f"{base}criteria/{criterion.pk}/" for criterion in story.criteria}
    assert wanted <= reached(story)


def test_one_planted_name_is_found_wherever_it_stands(capsys):
    story = sifting(applications=2)
    application = story.applications[0]
    Answer.objects.filter(application=application, criterion=story.criteria[0]).update(
        redacted=f"As {application.identity.name.upper()} I led the work."
    )

    with pytest.raises(CommandError, match="places tell who applied"):
        call_command("anonymity_check", story.role.slug)

    said = capsys.readouterr().out
    base = f"/leadership/roles/{story.role.slug}/panel/"
    for address in [f"{base}{application.reference}/", f"{base}sift-pack.pdf"]:
        words = f"{address}: name of {application.reference}, read by Member Panel1"
        assert words in said


@pytest.mark.parametrize("what", ["registration_number", "employer", "email", "phone"])
def test_every_kind_of_identity_is_looked_for(what):
    story = sifting(applications=1, members=2)
    identity = story.applications[0].identity
    Criterion.objects.filter(pk=story.criteria[0].pk).update(text=f"See {getattr(identity, what)}")

    assert {leak.reference for leak in leaks(story.role)} == {story.applications[0].reference}


def test_moderation_ranking_and_scores_tell_nothing_either():
    story = moderating(scores=[[GOOD] * 2, [(2, 2, 2)] * 2])

    assert list(leaks(story.role)) == []
    base = f"/leadership/roles/{story.role.slug}/panel/"
    wanted = {f"{base}ranking/", f"{base}ranking/line/"}
    wanted |= {f"{base}{application.reference}/moderation/" for application in story.applications}
    assert wanted <= reached(story, member=0)


def test_a_name_that_the_search_knows_from_elsewhere_is_no_leak():
    story = sifting(applications=1)
    PersonFactory(name=story.applications[0].identity.name)

    assert list(leaks(story.role)) == []


def test_the_check_looks_also_where_the_panel_needs_a_second_step(settings, client, capsys):
    settings.MFA_REQUIRED_ROLES = ["panel"]
    story = sifting(applications=1)
    client.force_login(story.members[0].person.user)

    call_command("anonymity_check", story.role.slug)

    assert capsys.readouterr().out.startswith("Nothing that 3 members of the panel can read")
    assert client.get(story.members[0].get_absolute_url()).url == reverse("mfa_index")


def test_a_check_that_cannot_look_fails():
    story = sifting(applications=1)
    PanelMember.objects.filter(pk=story.members[2].pk).update(declared_at=None)

    with pytest.raises(CommandError, match="answered 302 for Member Panel2"):
        call_command("anonymity_check", story.role.slug)


def test_a_page_that_breaks_was_not_looked_at(monkeypatch):
    story = sifting(applications=1)

    def broken(seat):
        raise ValueError

    monkeypatch.setattr("leadership_dev.scoring.views.sift_pack", broken)

    with pytest.raises(CommandError, match=r"sift-pack\.pdf answered 500"):
        call_command("anonymity_check", story.role.slug)


def test_there_is_nothing_to_check_once_names_are_told():
    story = sifting(applications=1)
    type(story.role).objects.update(state="interviewing")

    with pytest.raises(CommandError, match="The names have been told"):
        call_command("anonymity_check", story.role.slug)

"""The panel's pages: the gate, the blind sift, one's own scores and nobody else's."""

import io

import pypdf
import pytest
from django.test import Client

from ccpl_portal.outbox.models import Letter
from leadership_dev.machine.actions import transition
from leadership_dev.models import Application
from leadership_dev.panel.models import Assignment, DeclaredTie
from leadership_dev.scoring.models import Score, ScoreSheet
from tests.factories.accounts import RoleGrantFactory, UserFactory
from tests.factories.leadership_dev import PanelMemberFactory, SentApplicationFactory
from tests.factories.people import PersonFactory, PersonWithAccountFactory
from tests.pages import words

from .story import closed_role, moderating, score, sifting

pytestmark = pytest.mark.django_db

GOOD, FAIR = (4, 3, 3), (2, 2, 2)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def panel(story, path=""):
    return f"/leadership/roles/{story.role.slug}/panel/{path}"


def sheet_data(story, scores, press="submit"):
    data = {"press": press}
    for criterion, given in zip(story.criteria, scores, strict=True):
        data[f"score_{criterion.pk}"] = "" if given is None else given
        data[f"comment_{criterion.pk}"] = "Because of what you wrote."
    return data


def states(member):
    return list(
        Assignment.objects.filter(member=member).order_by("pk").values_list("state", flat=True)
    )


def test_only_the_panel_sees_the_panel():
    story = sifting()
    outsiders = [UserFactory(), story.coordinator, PanelMemberFactory().person.user]

    answers = [signed_in(user).get(panel(story)).status_code for user in outsiders]

    assert answers == [404, 404, 404]
    assert Client().get(panel(story)).url == f"/accounts/login/?next={panel(story)}"
    assert signed_in(story.chair).get(panel(story)).status_code == 200


def test_a_member_first_says_whom_they_know():
    story = closed_role(applications=1)
    seat = story.members[1]
    seat.declared_at = None
    seat.save()
    member = signed_in(seat.person.user)
    friend = PersonFactory(name="Fern Friend")
    declaration = panel(story, "declaration/")

    assert member.get(panel(story)).url == declaration
    found = words(member.get(f"{declaration}?q=fern"))
    member.post(declaration, {"deed": "name", "person": friend.pk, "kind": "family"})
    silent = member.post(declaration)
    done = member.post(declaration, {"done": "on"})

    assert "Fern Friend" in found
    assert silent.context["form"].errors == {
        "done": ["Confirm that you have named everybody you can think of"]
    }
    assert done.url == panel(story)
    assert [(t.person, t.kind) for t in DeclaredTie.objects.all()] == [(friend, "family")]
    assert member.get(panel(story)).status_code == 200


def applicant_named(story, **fields):
    application = SentApplicationFactory(
        role=story.role, state="eligible", told_state="eligible", identity=None
    )
    from tests.factories.leadership_dev import IdentityFactory

    IdentityFactory(application=application, **fields)
    return application


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"line_manager": "Dr Paula Panel", "line_manager_email": ""}, "line"),
        ({"referee_one_email": "PAULA@example.org"}, "referee"),
        ({"mentor": "Prof. Paula  Panel"}, "referee"),
        ({"name": "Fern Q. Friend"}, "family"),
    ],
)
def test_ties_are_found_without_asking_or_showing_anybody(fields, kind):
    story = closed_role(applications=1)
    person = PersonWithAccountFactory(name="Paula Panel", user__email="paula@example.org")
    seat = PanelMemberFactory(role=story.role, person=person)
    DeclaredTie.objects.create(member=seat, person=PersonFactory(name="Fern Friend"), kind="family")
    tied = applicant_named(story, **fields)

    transition(story.role, "start_sift", by=story.coordinator)

    own = Assignment.objects.get(member=seat, application=tied)
    assert (own.state, own.conflict, own.is_automatic) == ("recused", kind, True)
    assert states(story.members[1]) == ["cleared", "cleared"]
    client = signed_in(person.user)
    page = words(client.get(panel(story)))
    assert tied.reference not in page
    assert "1 more is scored by others of the panel." in page
    assert client.get(panel(story, f"{tied.reference}/")).status_code == 403


def test_a_member_who_applied_has_no_rights_of_the_panel():
    story = sifting()
    user = story.users[2]
    member = signed_in(user)
    assert member.get(panel(story)).status_code == 200

    SentApplicationFactory(role=story.role, user=user, state="eligible", told_state="eligible")

    reference = story.applications[0].reference
    paths = ["", f"{reference}/", "declaration/", "sift-pack.pdf", "ranking/", "conflicts/"]
    assert [member.get(panel(story, path)).status_code for path in paths] == [404] * 6
    assert member.post(panel(story, f"{reference}/"), sheet_data(story, GOOD)).status_code == 404
    assert member.get("/leadership/panel/").status_code == 404
    assert not Score.objects.exists()


def test_the_sift_shows_references_and_what_was_written_and_no_name():
    story = sifting()
    application = story.applications[0]
    application.answers.filter(criterion=story.criteria[0]).update(
        text="I am Zebedee.", redacted="I am [removed]."
    )
    member = signed_in(story.users[1])

    page = member.get(panel(story, f"{application.reference}/"))

    assert "I am [removed]." in words(page)
    assert "Zebedee" not in page.content.decode()
    assert "3 Good: Evidence of 3" in words(page)
    assert application.identity.employer not in page.content.decode()


def test_scores_are_saved_half_and_submitted_whole():
    story = sifting(applications=2)
    member, application = signed_in(story.users[1]), story.applications[0]
    path = panel(story, f"{application.reference}/")

    saved = member.post(path, sheet_data(story, (3, None, None), press="save"))
    refused = member.post(path, sheet_data(story, (4, None, 2)) | {
        f"comment_{story.criteria[0].pk}": " "})  # fmt: skip
    done = member.post(path, sheet_data(story, GOOD))
    again = member.post(path, sheet_data(story, GOOD))
    changed = member.post(path, sheet_data(story, FAIR))

    assert saved.url == path
    one, two = story.criteria[:2]
    assert refused.context["form"].errors == {
        f"comment_{one.pk}": [f"Enter why you gave “{one.name}” a 4"],
        f"score_{two.pk}": [f"Score “{two.name}”, or say that you cannot judge it"],
    }
    assert done.url == panel(story, f"{story.applications[1].reference}/")
    assert again.status_code == 302
    assert changed.status_code == 409
    assert list(Score.objects.order_by("criterion").values_list("score", flat=True)) == [4, 3, 3]
    assert ScoreSheet.objects.count() == 1


@pytest.mark.parametrize("given", ["5", "-1", "abc", "4.5", "' OR 1=1"])
def test_a_score_that_does_not_exist_is_refused(given):
    story = sifting(applications=1)
    data = sheet_data(story, GOOD) | {f"score_{story.criteria[0].pk}": given}

    path = panel(story, f"{story.applications[0].reference}/")
    answer = signed_in(story.chair).post(path, data)

    assert answer.context["form"].errors == {
        f"score_{story.criteria[0].pk}": ["Choose a score from 0 to 4"]
    }
    assert not Score.objects.exists()


def test_one_criterion_goes_through_all_applications():
    story = sifting(applications=3)
    member, criterion = signed_in(story.users[1]), story.criteria[0]
    path = panel(story, f"criteria/{criterion.pk}/")

    seen = []
    for _ in range(3):
        page = member.get(path)
        seen.append(page.context["reference"])
        member.post(
            path,
            {"reference": seen[-1], f"score_{criterion.pk}": 3, f"comment_{criterion.pk}": ""},
        )

    assert sorted(seen) == sorted(a.reference for a in story.applications)
    assert member.get(path).url == panel(story)
    assert Score.objects.filter(criterion=criterion, score=3).count() == 3


def test_the_order_is_each_members_own_and_stays_the_same():
    story = sifting(applications=12, members=3)

    def order(user):
        page = signed_in(user).get(panel(story))
        return [line.reference for line in page.context["sift"].lines]

    orders = [order(user) for user in story.users]
    assert orders == [order(user) for user in story.users]
    assert len({tuple(one) for one in orders}) == 3
    assert {tuple(sorted(one)) for one in orders} == {
        tuple(sorted(a.reference for a in story.applications))
    }


def test_i_recognise_this_applicant_closes_it_and_the_chair_settles():
    story = sifting(applications=1)
    application = story.applications[0]
    member, chair = signed_in(story.users[1]), signed_in(story.chair)
    score(story, story.members[1], application, GOOD, submit=False)
    own = Assignment.objects.get(member=story.members[1])

    member.post(
        panel(story, f"{application.reference}/recognise/"), {"kind": "professional", "note": ""}
    )
    closed = member.get(panel(story, f"{application.reference}/"))
    listed = words(chair.get(panel(story, "conflicts/")))
    silent = chair.post(panel(story, f"conflicts/{own.pk}/"), {"decision": "manage", "note": " "})
    chair.post(
        panel(story, f"conflicts/{own.pk}/"), {"decision": "manage", "note": "Met once in 2019"}
    )

    assert closed.status_code == 403
    assert f"Member Panel1, {application.reference}" in listed
    assert silent.context["form"].errors == {"note": ["Enter why this member may still score"]}
    own.refresh_from_db()
    assert own.state == "managed"
    assert member.get(panel(story, f"{application.reference}/")).status_code == 200
    assert signed_in(story.users[2]).get(panel(story, "conflicts/")).status_code == 404


def test_family_is_never_managed():
    story = sifting(applications=1)
    member, chair = signed_in(story.users[1]), signed_in(story.chair)
    reference = story.applications[0].reference
    member.post(panel(story, f"{reference}/recognise/"), {"kind": "family"})
    own = Assignment.objects.get(member=story.members[1])

    answer = chair.post(
        panel(story, f"conflicts/{own.pk}/"), {"decision": "manage", "note": "He is fine"}
    )

    own.refresh_from_db()
    assert (answer.status_code, own.state) == (409, "conflict_declared")


def test_a_tie_named_late_closes_what_was_open():
    story = sifting(applications=1)
    friend = PersonFactory(name=story.applications[0].identity.name)
    member = signed_in(story.users[1])

    member.post(panel(story, "declaration/"), {"deed": "name", "person": friend.pk, "kind": "team"})

    assert states(story.members[1]) == ["recused"]


def test_others_scores_are_hidden_until_moderation_and_until_ones_own_are_in():
    story = sifting(applications=1)
    application = story.applications[0]
    for member in story.members[:2]:
        score(story, member, application, (4, 4, 4))
    path = panel(story, f"{application.reference}/moderation/")

    before = [signed_in(user).get(path).status_code for user in story.users]
    transition(story.role, "open_moderation", by=story.chair)
    after = [signed_in(user).get(path).status_code for user in story.users]

    assert before == [404, 404, 404]
    assert after == [200, 200, 403]
    unscored = signed_in(story.users[2]).get(panel(story, "ranking/"))
    assert "100.0" not in words(unscored)
    assert "100.0" in words(signed_in(story.users[1]).get(panel(story, "ranking/")))


def test_moderation_shows_the_originals_beside_what_was_agreed():
    story = moderating(scores=[[(4, 3, 2), (3, 3, 3), (1, 4, 4)]])
    path = panel(story, f"{story.applications[0].reference}/moderation/")
    chair, criterion = signed_in(story.chair), story.criteria[0]

    flagged = words(chair.get(path))
    data = {"criterion": criterion.pk, f"{criterion.pk}-score": 2, f"{criterion.pk}-reason": ""}
    refused = chair.post(path, data)
    by_member = signed_in(story.users[1]).post(path, data)
    chair.post(path, data | {f"{criterion.pk}-reason": "Read again together"})

    assert f"{criterion.name} Discuss" in flagged
    assert "Mean of the sheets 73.6 %" in flagged
    assert refused.context["form"].errors == {
        "reason": ["Enter why the panel agreed on a score that nobody had given"]
    }
    assert by_member.status_code == 403
    shown = words(signed_in(story.users[1]).get(path))
    assert "Agreed: 2" in shown
    assert "4 Member Panel0" in shown
    assert "1 Member Panel2" in shown


def test_the_chair_draws_the_line_settles_ties_and_confirms():
    story = moderating(scores=[[GOOD] * 2, [GOOD] * 2, [FAIR] * 2])
    chair, member = signed_in(story.chair), signed_in(story.users[1])
    one, two, three = story.applications
    line = {"percentage": "70", "reserve_from": "70", "reason": ""}

    wrong = chair.post(panel(story, "ranking/line/"), line)
    chair.post(panel(story, "ranking/line/"), {"percentage": "70", "reason": "Time for two"})
    level = panel(story, "ranking/level/1/")
    same = {f"place_{one.reference}": 1, f"place_{two.reference}": 1, "reason": "x"}
    twice = chair.post(level, same)
    chair.post(level, same | {f"place_{one.reference}": 2, "reason": "Two has led a network"})
    shown = [line.reference for line in chair.get(panel(story, "ranking/")).context["page"]]
    refused = member.post(panel(story, "ranking/confirm/"))
    confirmed = chair.post(panel(story, "ranking/confirm/"))
    again = chair.post(panel(story, "ranking/confirm/"))

    assert wrong.context["form"].errors == {
        "reserve_from": ["Enter a percentage below that of the shortlist"],
        "reason": ["Enter why the line is drawn there"],
    }
    assert twice.context["form"].errors == {"__all__": ["Give each application a place of its own"]}
    assert shown == [two.reference, one.reference, three.reference]
    assert (refused.status_code, confirmed.status_code, again.status_code) == (403, 302, 409)
    states = (
        Application.objects.filter(role=story.role).order_by("pk").values_list("state", flat=True)
    )
    assert list(states) == ["shortlisted", "shortlisted", "not_shortlisted"]


def test_the_matrix_is_the_coordinators_and_holds_references_only():
    story = moderating(scores=[[(4, 3, 2), (3, 3, 3), (1, 4, 4)]])
    coordinator = signed_in(story.coordinator)

    answer = coordinator.get(panel(story, "matrix.csv"))
    text = b"".join(answer.streaming_content).decode()

    row = text.splitlines()[1].split(",")
    reference = story.applications[0].reference
    assert row[:11] == [reference, "1", "4", "3", "1", "3", "3", "4", "2", "3", "4"]
    assert "73.6" in row
    assert "Member" not in text
    assert story.applications[0].identity.name not in text
    assert signed_in(story.chair).get(panel(story, "matrix.csv")).status_code == 403


def test_a_conflict_hides_an_application_from_the_matrix_of_a_coordinator_on_the_panel():
    story = moderating(scores=[[GOOD] * 2, [FAIR] * 2])
    Assignment.objects.filter(member=story.members[1], application=story.applications[0]).update(
        state="recused"
    )
    RoleGrantFactory(user=story.users[1], role="coordinator")
    # Once the names are told, a member who also coordinates may export.
    type(story.role).objects.filter(pk=story.role.pk).update(state="interviewing")

    answer = signed_in(story.users[1]).get(panel(story, "matrix.csv"))
    text = b"".join(answer.streaming_content).decode()

    assert [one.reference in text for one in story.applications] == [False, True]


def test_a_sheet_says_how_far_one_is_and_leads_to_those_beside_it():
    story = sifting(applications=3)
    member, reader = story.members[0], signed_in(story.chair)
    order = [line.reference for line in reader.get(panel(story)).context["page"]]
    by_reference = {one.reference: one for one in story.applications}
    score(story, member, by_reference[order[0]], GOOD)

    middle = words(reader.get(panel(story, f"{order[1]}/")))
    last = words(reader.get(panel(story, f"{order[2]}/")))

    assert "1 of 3 scored" in middle
    assert (f"Previous: {order[0]}" in middle, f"Next: {order[2]}" in middle) == (True, True)
    assert (f"Previous: {order[1]}" in last, "Next:" in last) == (True, False)


def test_the_sift_pack_is_read_offline_by_reference():
    story = sifting()
    story.applications[0].answers.update(text="I am Zebedee.", redacted="I am [removed].")

    answer = signed_in(story.users[1]).get(panel(story, "sift-pack.pdf"))

    reader = pypdf.PdfReader(io.BytesIO(answer.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert all(application.reference in text for application in story.applications)
    assert "I am [removed]." in text
    assert "Zebedee" not in text
    name = answer["Content-Disposition"]
    assert name == f'attachment; filename="sift-{story.role.slug}.pdf"'


def test_the_list_asks_as_many_questions_for_many_as_for_one(django_assert_max_num_queries):
    story = sifting(applications=1)
    member = signed_in(story.users[1])
    member.get(panel(story))
    with django_assert_max_num_queries(10):
        member.get(panel(story))
    for _ in range(5):
        application = SentApplicationFactory(role=story.role, state="eligible")
        Assignment.objects.create(member=story.members[1], application=application, state="cleared")

    with django_assert_max_num_queries(10):
        member.get(panel(story))


def test_nobody_writes_to_applicants_during_the_sift():
    story = moderating(scores=[[GOOD] * 2])

    assert story.role.state == "moderating"
    assert not Letter.objects.exists()

"""A selection with many applicants: the panel's pages, the ranking, and the last minute."""

import statistics
import threading
import time
from datetime import timedelta

from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ccpl_portal.accounts.models import RoleGrant, User
from ccpl_portal.bench.registry import benchmark
from ccpl_portal.people.models import Person
from leadership_dev.applications import actions as applying
from leadership_dev.models import (
    AdjustmentRequest,
    Anchor,
    Answer,
    Application,
    ApplicationIdentity,
    Assignment,
    Criterion,
    LeadershipRole,
    PanelMember,
    Score,
    ScoreSheet,
)

APPLICATIONS = 500
MEMBERS = 5
CRITERIA = 6
ROUNDS = 5
STORM = 50
SAME_TOKEN = 20


@benchmark("recruitment")
def recruitment(report):
    """500 applications and 5 panel members; then 50 people send in the last minute."""
    role = make_role("sifting")
    members = make_panel(role)
    make_scores(role, members)
    report.say(f"{APPLICATIONS} applications, {MEMBERS} members, {CRITERIA} criteria")
    coordinator = make_user("coordinator")
    RoleGrant.objects.create(user=coordinator, role=RoleGrant.Role.COORDINATOR)
    rows = [measured("panel list", members[0].person.user, "scoring:sift", role)]
    LeadershipRole.objects.filter(pk=role.pk).update(state="moderating")
    Assignment.objects.update(state="moderated")
    Application.objects.filter(role=role).update(state="scored")
    rows.append(measured("ranking", members[0].person.user, "scoring:ranking", role))
    rows.append(measured("matrix (CSV)", coordinator, "scoring:matrix", role))
    rows.append(measured("desk of the role", coordinator, "coordination:role", role))
    report.table(["page", "queries", "median ms", "slowest ms"], rows)
    storm(report)


def measured(name, user, address, role):
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    path, times = reverse(address, args=[role.slug]), []
    for _ in range(ROUNDS + 1):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
            if answer.streaming:
                b"".join(answer.streaming_content)
        times.append(1000 * (time.perf_counter() - started))
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    # The first one fills what is kept between requests.
    warm = times[1:]
    return [name, len(queries), f"{statistics.median(warm):.0f}", f"{max(warm):.0f}"]


def make_user(name):
    return User.objects.create_user(
        f"{name}@bench.example", name=name.title(), verified_at=timezone.now()
    )


def make_role(state):
    now = timezone.now()
    role = LeadershipRole.objects.create(
        slug=f"bench-{state}",
        title="Clinical lead",
        state=state,
        opens_at=now - timedelta(days=20),
        closes_at=now + timedelta(seconds=60),
        amount=2,
        term_months=24,
        contact_name="Recruitment",
        contact_email="roles@bench.example",
    )
    for number in range(CRITERIA):
        kind = Criterion.Kind.ESSENTIAL if number else Criterion.Kind.DESIRABLE
        criterion = Criterion.objects.create(
            role=role, name=f"Criterion {number}", text="What is looked for", kind=kind,
            weight=number % 3 + 1, position=number,
        )  # fmt: skip
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, score=score, text=f"Evidence of {score}")
            for score in range(5)
        )
    return role


def make_panel(role):
    return [
        PanelMember.objects.create(
            role=role,
            person=Person.objects.create(
                slug=f"member-{number}", name=f"Member {number}", user=make_user(f"member{number}")
            ),
            is_chair=number == 0,
            declared_at=timezone.now(),
        )
        for number in range(MEMBERS)
    ]


def make_applications(role, number, state, submitted_at):
    users = User.objects.bulk_create(
        User(
            email=f"{role.slug}-{place}@bench.example",
            name=f"Applicant {place}",
            verified_at=timezone.now(),
        )
        for place in range(number)
    )
    found = Application.objects.bulk_create(
        Application(
            role=role, user=user, state=state, told_state=state, submitted_at=submitted_at,
            wants_guarantee=False, declared_true=True,
        )
        for user in users
    )  # fmt: skip
    ApplicationIdentity.objects.bulk_create(
        ApplicationIdentity(
            application=one, name=one.user.name, email=one.user.email, phone="07700 900000",
            job_title="Consultant", employer="Example Trust", profession="Medical",
            registration_body="GMC", registration_number="7100000", line_manager="Ada Example",
            line_manager_email="ada@bench.example", referee_one="Bo Example",
            referee_one_email="bo@bench.example", referee_two="Cy Example",
            referee_two_email="cy@bench.example",
        )
        for one in found
    )  # fmt: skip
    AdjustmentRequest.objects.bulk_create(AdjustmentRequest(application=one) for one in found)
    words = "We brought four teams together and changed one pathway. " * 25
    Answer.objects.bulk_create(
        Answer(application=one, criterion=criterion, text=words, redacted=words)
        for one in found
        for criterion in role.criteria.all()
    )
    return found


def make_scores(role, members):
    found = make_applications(role, APPLICATIONS, "eligible", timezone.now())
    assignments = Assignment.objects.bulk_create(
        Assignment(member=member, application=application, state="submitted")
        for member in members
        for application in found
    )
    sheets = ScoreSheet.objects.bulk_create(
        ScoreSheet(assignment=assignment, submitted_at=timezone.now()) for assignment in assignments
    )
    criteria = list(role.criteria.all())
    Score.objects.bulk_create(
        (
            Score(sheet=sheet, criterion=criterion, score=(place * 7 + number * 3) % 5)
            for place, sheet in enumerate(sheets)
            for number, criterion in enumerate(criteria)
        ),
        batch_size=5000,
    )


def storm(report):
    """Everybody presses "send" before the role closes, one of them twenty times."""
    role = make_role("open")
    drafts = make_applications(role, STORM, "draft", None)
    presses = drafts + [drafts[0]] * (SAME_TOKEN - 1)
    times, faults = [], []
    gate = threading.Barrier(len(presses))

    def press(application):
        mine = Application.objects.get(pk=application.pk)
        gate.wait()
        started = time.perf_counter()
        try:
            applying.submit(application=mine, token=mine.token, by=application.user)
        except Exception as fault:
            faults.append(fault)
        times.append(time.perf_counter() - started)
        close_old_connections()
        connection.close()

    threads = [threading.Thread(target=press, args=[one]) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = role.applications.sent().count()
    report.say(
        f"Last minute: {len(presses)} presses at once by {STORM} people, {stored} stored,"
        f" {len(faults)} faults, slowest {1000 * max(times):.0f} ms"
    )
    if faults:
        raise faults[0]

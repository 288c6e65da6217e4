import io
import time
import uuid
from datetime import timedelta

import pypdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccpl_portal.accounts.models import User
from ccpl_portal.bench.registry import benchmark
from ccpl_portal.files.actions import add_file
from ccpl_portal.files.validation import check_upload
from ccpl_portal.jobs import actions as jobs
from ccpl_portal.jobs.models import Job
from ccpl_portal.people.models import Person
from governance.binder.actions import ask_for_pack
from governance.binder.models import Pack
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting
from governance.minutes import actions as minutes
from governance.minutes.entries import write_entry
from governance.minutes.models import Entry
from governance.papers.models import Paper, Submission
from networks.groups.models import Group, GroupKind
from networks.members.models import Membership

ITEMS, PAPERS, MEMBERS, PAGES_EACH = 40, 60, 30, 5


@benchmark("governance")
def governance(report):
    """A meeting with 40 items, 60 papers and 30 members: its page and its pack of 300 pages."""
    meeting, member = make_meeting()
    past = make_past(meeting.group)
    client = Client()
    client.force_login(member)
    here = meeting.get_absolute_url()
    rows = [
        ["page of the meeting, secretary", *asked(client, here)],
        ["page of the meeting, stranger", *asked(Client(), here)],
        ["page of the approved meeting, secretary", *asked(client, past.get_absolute_url())],
        ["its minutes, stranger", *asked(Client(), f"{past.get_absolute_url()}minutes/")],
        ["in the room, secretary", *asked(client, f"{here}room/")],
        ["agenda being built, secretary", *asked(client, f"{here}agenda/")],
        ["papers, secretary", *asked(client, f"{here}papers/")],
        ["pack as a web page, secretary", *asked(client, f"{here}pack/")],
    ]
    report.table(["page", "queries", "ms"], rows)
    address = f"{here}pack.pdf"
    job = ask_for_pack(meeting, Pack.Readers.MEMBERS)
    begun = time.perf_counter()
    jobs.run(job_id=job.pk)
    built = time.perf_counter() - begun
    job = Job.objects.get(pk=job.pk)
    begun = time.perf_counter()
    response = client.get(address)
    size = len(b"".join(response.streaming_content))
    second = (time.perf_counter() - begun) * 1000
    pages = Pack.objects.get(meeting=meeting).pages
    report.table(
        ["pack", "pages", "MB", "built in s", "second reader ms"],
        [[job.get_state_display(), pages, f"{size / 1e6:.1f}", f"{built:.1f}", f"{second:.0f}"]],
    )


def asked(client, address):
    client.cookies["messages"] = "none"  # so that the page cache passes it by
    client.get(address)
    begun = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries), f"{(time.perf_counter() - begun) * 1000:.0f}"


def make_meeting():
    """A meeting whose papers are PDFs of five pages; returns it with its secretary's account."""
    kind = GroupKind.objects.create(slug="forum", name="Forum", plural="Forums", is_forum=True)
    group = Group.objects.create(
        slug="forum", name="Forum", kind=kind, status=Group.Status.ACTIVE, purpose="Advises."
    )
    accounts = [
        User.objects.create(
            email=f"member{n}@example.org", name=f"Member {n}", verified_at=timezone.now()
        )
        for n in range(MEMBERS)
    ]
    for n, user in enumerate(accounts):
        person = Person.objects.create(slug=f"member-{n}", name=user.name, user=user)
        role = Membership.Role.SECRETARY if n == 0 else Membership.Role.MEMBER
        Membership.objects.create(
            group=group, person=person, role=role, from_on=timezone.localdate()
        )
    starts = timezone.now() + timedelta(days=7)
    meeting = Meeting.objects.create(
        group=group,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        state=Meeting.State.PUBLISHED,
        published_at=timezone.now(),
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=n + 1, title=f"Item {n + 1}", minutes_allotted=4)
        for n in range(ITEMS)
    )
    content = pages_of(PAGES_EACH)
    for n in range(PAPERS):
        paper = Paper.objects.create(group=group, title=f"Paper {n + 1}")
        checked = check_upload(SimpleUploadedFile(f"{n}.pdf", content))
        add_file(owner=paper, checked=checked, by=accounts[0])
        Submission.objects.create(paper=paper, item=items[n % ITEMS], letter=f"P{n}"[:3], order=n)
    return meeting, accounts[0]


def make_past(group):
    """A meeting with as many items, of which each has a note, a decision and an action."""
    starts = timezone.now() - timedelta(days=30)
    meeting = Meeting.objects.create(
        group=group,
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        state=Meeting.State.HELD,
        published_at=starts - timedelta(days=9),
    )
    for n in range(ITEMS):
        item = AgendaItem.objects.create(meeting=meeting, position=n + 1, title=f"Item {n + 1}")
        for kind in Entry.Kind.values:
            write_entry(item=item, kind=kind, text="Agreed.", token=uuid.uuid4(), by=None)
    later = Meeting.objects.filter(group=group).latest("starts_at")
    minutes.draft_minutes(meeting=meeting, by=None)
    minutes.circulate(meeting=meeting, by=None)
    minutes.approve(meeting=meeting, at_meeting=later, corrections=[], by=None)
    return meeting


def pages_of(count):
    writer = pypdf.PdfWriter()
    for _ in range(count):
        writer.add_blank_page(595, 842)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()

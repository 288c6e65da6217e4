from datetime import timedelta

from django.utils import timezone

from ccpl_portal.bench.load import measure, production_server
from ccpl_portal.bench.registry import benchmark
from ccpl_portal.organisations.models import Level, Place
from ccpl_portal.people.models import Person
from ccpl_portal.web.caching import content_changed
from governance.meetings.items import AgendaItem
from governance.meetings.models import Meeting
from networks.groups.models import Group, GroupKind
from networks.members.models import Membership

GROUPS = 500
MEMBERS_EACH = 10
ROUNDS = 3
REQUESTS = 80

# A reader whom the page cache passes by: each page is drawn anew.
UNCACHED = {"Cookie": "messages=none"}


@benchmark("pages")
def pages(report):
    """Public pages drawn anew and from the cache, beside a bare view of the same server."""
    group, meeting = make_groups()
    addresses = {
        "directory": "/networks/",
        "filtered directory": f"/networks/?q=network&kind={group.kind.slug}",
        "group": group.get_absolute_url(),
        "meeting": meeting.get_absolute_url(),
        "search": "/search/?q=network",
    }
    with production_server() as server:
        figures = interleaved(server, addresses)
    hello = middle(figures["hello"])
    report.table(
        ["page", "requests/s", "p95 ms", "CPU ms", "of hello"],
        [
            [
                name,
                f"{found.per_second:.0f}",
                f"{found.p95_ms:.1f}",
                f"{found.cpu_ms:.2f}",
                f"{hello.cpu_ms / found.cpu_ms:.3f}",
            ]
            for name, found in ((name, middle(runs)) for name, runs in figures.items())
        ],
    )
    report.say("Of hello: processor time of the bare view divided by that of the page; 1 is equal")


def interleaved(server, addresses):
    """Measure everything in turn, several times over, so that noise falls on all alike."""
    figures = {"hello": []}
    for _ in range(ROUNDS):
        figures["hello"].append(measure(server, "/healthz", requests=REQUESTS * 5))
        for name, address in addresses.items():
            drawn = measure(server, address, requests=REQUESTS, headers=UNCACHED)
            figures.setdefault(f"{name}, drawn", []).append(drawn)
            kept = measure(server, address, requests=REQUESTS * 5)
            figures.setdefault(f"{name}, cached", []).append(kept)
    return figures


def middle(runs):
    return sorted(runs, key=lambda run: run.cpu_ms)[len(runs) // 2]


def make_groups():
    """Groups with members, and one meeting with an agenda; returns (group, meeting)."""
    level = Level.objects.create(slug="system", name="System", plural="Systems", rank=3)
    system = Place.objects.create(slug="system", name="The system", level=level)
    kind = GroupKind.objects.create(
        slug="clinical-network", name="Clinical network", plural="Clinical networks"
    )
    people = Person.objects.bulk_create(
        Person(slug=f"person-{n}", name=f"Person {n}", audience=Person.Audience.PUBLIC)
        for n in range(GROUPS)
    )
    groups = [
        Group.objects.create(
            slug=f"network-{n}",
            name=f"Clinical network {n}",
            kind=kind,
            level=level,
            status=Group.Status.ACTIVE,
            purpose="Brings together those who care for one condition. " * 4,
        )
        for n in range(GROUPS)
    ]
    through = Group.places.through
    through.objects.bulk_create(through(group=group, place=system) for group in groups)
    Membership.objects.bulk_create(
        Membership(
            group=group,
            person=people[(n + step) % GROUPS],
            role=Membership.Role.CHAIR if step == 0 else Membership.Role.MEMBER,
            from_on=timezone.localdate(),
        )
        for n, group in enumerate(groups)
        for step in range(MEMBERS_EACH)
    )
    starts = timezone.now() + timedelta(days=7)
    meeting = Meeting.objects.create(
        group=groups[0],
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        state=Meeting.State.PUBLISHED,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=n, title=f"Item {n}", minutes_allotted=10)
        for n in range(1, 13)
    )
    content_changed()
    return groups[0], meeting

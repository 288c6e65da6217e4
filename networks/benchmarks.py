from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ccpl_portal.bench.load import measure, production_server
from ccpl_portal.bench.registry import benchmark
from ccpl_portal.organisations.models import Level, Place
from ccpl_portal.people.models import Person, Profession
from ccpl_portal.search.actions import refresh
from ccpl_portal.strategy.models import PriorityArea
from ccpl_portal.web.caching import content_changed

from .groups.models import Group, GroupKind, Stage
from .members.models import Membership

GROUPS, MEMBERS_EACH, PEOPLE, REQUESTS, ROUNDS = 2000, 10, 3000, 60, 3
WORDS = ["respiratory", "stroke", "frailty", "diabetes", "sepsis", "falls", "maternity", "cancer"]

RARE = "/search/?q=stroke+1001"

# A reader whom the page cache passes by: each page is drawn anew.
UNCACHED = {"Cookie": "messages=none"}


@benchmark("networks")
def networks(report):
    """The directory with 2,000 groups and 20,000 memberships, unfiltered and filtered."""
    make_groups()
    pages = {
        "directory": "/networks/",
        "words": "/networks/?q=stroke",
        "kind and place": "/networks/?kind=kind-1&place=place-1",
        "area": "/networks/?area=area-3",
        "profession": "/networks/?profession=profession-4",
        "all filters": "/networks/?q=stroke&kind=kind-1&place=place-1&area=area-1&status=active",
        "page 50": "/networks/?page=50",
        "search": "/search/?q=stroke",
        "search, rare word": RARE,
    }
    queries = {name: queries_of(address) for name, address in pages.items()}
    figures = {name: [] for name in pages}
    with production_server() as server:
        for _ in range(ROUNDS):
            for name, address in pages.items():
                figures[name].append(measure(server, address, requests=REQUESTS, headers=UNCACHED))
    middle = {name: middle_of(runs) for name, runs in figures.items()}
    plain = middle["directory"]
    report.table(
        ["page", "queries", "p95 ms", "of unfiltered", "CPU ms", "of unfiltered"],
        [
            [
                name,
                queries[name],
                f"{m.p95_ms:.1f}",
                f"{m.p95_ms / plain.p95_ms:.2f}",
                f"{m.cpu_ms:.1f}",
                f"{m.cpu_ms / plain.cpu_ms:.2f}",
            ]
            for name, m in middle.items()
        ],
    )
    report.say(f"Search answers from an index: {'yes' if search_uses_index() else 'no'}")


def middle_of(runs):
    return sorted(runs, key=lambda run: run.p95_ms)[ROUNDS // 2]


def queries_of(address):
    client = Client()
    with CaptureQueriesContext(connection) as asked:
        client.get(address, headers=UNCACHED)
    return len(asked)


def search_uses_index():
    """Whether each statement of the page of results that reads the entries does so by an index.

    Asked of a rare word: of one that every eighth entry has, reading all of them is quicker.
    """
    with CaptureQueriesContext(connection) as asked:
        Client().get(RARE, headers=UNCACHED)
    statements = [one["sql"] for one in asked if 'FROM "ccpl_portal_entry"' in one["sql"]]
    return bool(statements) and all("Index" in plan_of(sql) for sql in statements)


def plan_of(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(row[0] for row in cursor.fetchall())


def make_groups():
    level = Level.objects.create(slug="place", name="Place", plural="Places", rank=2)
    system = Place.objects.create(slug="system", name="The system", level=level)
    places = [
        Place.objects.create(slug=f"place-{n}", name=f"Place {n}", level=level, parent=system)
        for n in range(5)
    ]
    kinds = [
        GroupKind.objects.create(slug=f"kind-{n}", name=f"Kind {n}", plural=f"Kinds {n}")
        for n in range(10)
    ]
    areas = [PriorityArea.objects.create(slug=f"area-{n}", name=f"Area {n}") for n in range(14)]
    professions = Profession.objects.bulk_create(
        Profession(slug=f"profession-{n}", name=f"Profession {n}") for n in range(49)
    )
    people = Person.objects.bulk_create(
        Person(
            slug=f"person-{n}",
            name=f"Person {n}",
            profession=professions[n % 49],
            audience=Person.Audience.PUBLIC,
        )
        for n in range(PEOPLE)
    )
    today = timezone.localdate()
    groups = Group.objects.bulk_create(
        Group(
            slug=f"group-{n}",
            name=f"{WORDS[n % 8].capitalize()} group {n}",
            kind=kinds[n % 10],
            level=level,
            status=Group.Status.ACTIVE if n % 7 else Group.Status.FORMING,
            purpose=f"Brings together those who care for {WORDS[n % 8]}. " * 4,
            summary="Brings together those who care.",
        )
        for n in range(GROUPS)
    )
    Stage.objects.bulk_create(Stage(group=g, status=g.status, from_on=today) for g in groups)
    placed, tagged = Group.places.through, Group.tags.through
    placed.objects.bulk_create(
        placed(group=group, place=places[n % 5]) for n, group in enumerate(groups)
    )
    tagged.objects.bulk_create(
        tagged(group=group, tag_id=areas[n % 14].pk) for n, group in enumerate(groups)
    )
    Membership.objects.bulk_create(
        Membership(
            group=group,
            person=people[(n * 3 + step) % PEOPLE],
            role=Membership.Role.LEAD if step == 0 else Membership.Role.MEMBER,
            rank=2 if step == 0 else 4,
            from_on=today,
        )
        for n, group in enumerate(groups)
        for step in range(MEMBERS_EACH)
    )
    refresh(Group, [group.pk for group in groups])
    content_changed()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

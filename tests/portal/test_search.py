from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ccpl_portal.jobs.models import Job
from ccpl_portal.jobs.tasks import start_daily
from ccpl_portal.outbox.models import Letter
from ccpl_portal.search import actions, audiences, finding, registry
from ccpl_portal.search.models import Entry
from ccpl_portal.search.registry import FINDABLE, Finding, findable
from tests.factories.accounts import ManagerFactory, UnverifiedFactory, UserFactory
from tests.factories.networks import GroupFactory
from tests.factories.organisations import PlaceFactory
from tests.factories.portal import EntryFactory, JobFactory, LetterFactory

pytestmark = pytest.mark.django_db

URL = "/search/"


@pytest.fixture
def register():
    """Registers a model for one test, in place of what its house registered."""
    before = dict(FINDABLE)
    yield findable
    for model in set(FINDABLE) - set(before):
        for signal in [post_save, post_delete]:
            signal.disconnect(sender=model, dispatch_uid=f"search {model._meta.label}")
    FINDABLE.clear()
    FINDABLE.update(before)


def describe_job(job):
    """A stand-in for any record: the payload says what is found, and by whom."""
    if not job.payload:
        return None
    return Finding(**{"url": f"/jobs/{job.pk}/", "audiences": ["public"], **job.payload})


def describe_letter(letter):
    return Finding(title=letter.subject, url="/letters/", audiences=["public"])


@pytest.fixture
def jobs_are_findable(register):
    register(Job, kind="Job", describe=describe_job)


def titles(response):
    return [entry.title for entry in response.context["rows"]]


def look_for(client, text, **options):
    return client.get(URL, {"q": text, **options})


def test_a_record_is_found_from_the_moment_it_is_saved_until_it_is_deleted(
    client, jobs_are_findable
):
    assert look_for(client, "stroke").context["page"].paginator.count == 0

    job = JobFactory(payload={"title": "Stroke network"})
    assert titles(look_for(client, "stroke")) == ["Stroke network"]

    job.payload = {"title": "Heart network"}
    job.save()
    assert titles(look_for(client, "heart")) == ["Heart network"]
    assert look_for(client, "stroke").context["page"].paginator.count == 0

    job.payload = {}
    job.save()
    assert not Entry.objects.exists()

    job.payload = {"title": "Heart network"}
    job.save()
    job.delete()
    assert not Entry.objects.exists()


def test_many_records_saved_together_are_each_described_once_at_the_end(register):
    described = []

    def describe(job):
        described.append(job.pk)
        return describe_job(job)

    register(Job, kind="Job", describe=describe)
    gone = JobFactory(payload={"title": "Heart network"})
    described.clear()

    with actions.together():
        kept = JobFactory(payload={"title": "Stroke"})
        kept.payload = {"title": "Stroke network"}
        kept.save()
        gone.save()
        gone.delete()
        assert not Entry.objects.exists()

    assert described == [kept.pk]
    assert [entry.title for entry in Entry.objects.all()] == ["Stroke network"]


def test_the_index_falls_with_the_change(jobs_are_findable):
    with transaction.atomic():
        JobFactory(payload={"title": "Stroke network"})
        assert Entry.objects.count() == 1
        transaction.set_rollback(True)

    assert not Entry.objects.exists()


def test_what_is_saved_in_part_is_described_as_the_database_has_it(jobs_are_findable):
    job = JobFactory(payload={"title": "Stroke network"})
    stale = Job.objects.get(pk=job.pk)
    stale.payload = {"title": "Never saved"}

    stale.save(update_fields=["attempts"])

    assert Entry.objects.of(job).get().title == "Stroke network"


def test_a_record_is_described_anew_when_a_row_it_rests_on_changes(register):
    def describe(job):
        letters = Letter.objects.about(job).values_list("subject", flat=True)
        return Finding(title="Job", url="/", audiences=["public"], keywords=" ".join(letters))

    register(
        Job,
        kind="Job",
        describe=describe,
        also={Letter: lambda letter: Job.objects.filter(pk=letter.about_id or 0)},
    )
    job = JobFactory()

    letter = LetterFactory(about_type="ccpl_portal.job", about_id=str(job.pk), subject="Sepsis")
    assert Entry.objects.get().keywords == "Sepsis"

    letter.delete()
    assert Entry.objects.get().keywords == ""


def test_a_record_is_described_anew_when_its_links_change_from_either_side(register):
    def describe(group):
        places = group.places.order_by("name").values_list("name", flat=True)
        return Finding(title="G", url="/", audiences=["public"], keywords=" ".join(places))

    register(type(GroupFactory.build()), kind="Group", describe=describe)
    group = GroupFactory()
    rugby = PlaceFactory(name="Rugby")

    def keywords():
        return Entry.objects.of(group).get().keywords

    group.places.add(rugby)
    assert keywords() == "Rugby"
    group.places.clear()
    assert keywords() == ""


READERS = {
    "stranger": lambda: None,
    "unverified": UnverifiedFactory,
    "professional": UserFactory,
    "manager": ManagerFactory,
}


@pytest.mark.parametrize(
    ("reader", "expected"),
    [
        ("stranger", {"Group": 1}),
        ("unverified", {"Group": 1}),
        ("professional", {"Group": 1, "Meeting": 1}),
        ("manager", {"Group": 1, "Meeting": 1, "Draft": 1}),
    ],
)
def test_each_reader_finds_and_counts_what_is_theirs(client, reader, expected):
    EntryFactory(title="CANARY group", kind="Group")
    EntryFactory(title="CANARY meeting", kind="Meeting", audiences=["pro"])
    EntryFactory(title="CANARY draft", kind="Draft", audiences=["manager"])
    EntryFactory(title="CANARY private paper", kind="Paper", audiences=["group:999"])
    if person := READERS[reader]():
        client.force_login(person)

    response = look_for(client, "canary")

    assert sorted(entry.kind for entry in response.context["rows"]) == sorted(expected)
    assert {kind["words"]: kind["number"] for kind in response.context["kinds"]} == {
        "Everything": len(expected),
        **expected,
    }
    for kind in ["group", "meeting", "draft", "private paper"]:
        is_shown = f"</mark> {kind}" in response.text
        assert is_shown == (kind.capitalize() in expected), kind


def test_a_person_finds_what_is_theirs_alone_and_what_their_houses_say(client, monkeypatch):
    monkeypatch.setattr(audiences, "_providers", list(audiences._providers))
    mine = UserFactory()
    client.force_login(mine)
    EntryFactory(title="Canary application", audiences=[audiences.only(mine)])
    EntryFactory(title="Canary paper", audiences=["group:12"])
    assert titles(look_for(client, "canary")) == ["Canary application"]

    @audiences.provider
    def groups_of(user):
        return ["group:12"] if user == mine else []

    assert sorted(titles(look_for(client, "canary"))) == ["Canary application", "Canary paper"]

    client.force_login(UserFactory())
    assert look_for(client, "canary").context["kinds"][0]["number"] == 0


def test_a_suspended_person_finds_what_a_stranger_finds():
    person = UserFactory(is_active=False)

    assert audiences.tokens_of(person) == {"public"}


def test_a_narrower_audience_takes_effect_at_the_next_search(client, jobs_are_findable):
    job = JobFactory(payload={"title": "Reconfiguration paper"})
    assert titles(look_for(client, "reconfiguration")) == ["Reconfiguration paper"]

    job.payload = {"title": "Reconfiguration paper", "audiences": ["group:1"]}
    job.save()

    response = look_for(client, "reconfiguration")
    assert response.context["kinds"][0]["number"] == 0
    assert "paper" not in response.text.partition("<main")[2].replace("and papers", "")


def test_nothing_hidden_is_suggested_as_a_spelling(client):
    EntryFactory(title="Reconfiguration paper", audiences=["pro"])

    assert look_for(client, "reconfigurashun").context["meant"] is None

    client.force_login(UserFactory())
    assert look_for(client, "reconfigurashun").context["meant"] == "reconfiguration"


def test_titles_count_more_than_keywords_and_those_more_than_text(client):
    EntryFactory(title="In the text", body="sepsis")
    EntryFactory(title="In the summary", summary="sepsis")
    EntryFactory(title="By keyword", keywords="sepsis")
    EntryFactory(title="Sepsis in the title of a meeting")
    EntryFactory(title="Sepsis")

    assert titles(look_for(client, "sepsis")) == [
        "Sepsis",
        "Sepsis in the title of a meeting",
        "By keyword",
        "In the summary",
        "In the text",
    ]


def test_equals_are_listed_newest_first(client):
    for day in [date(2026, 1, 1), date(2026, 3, 1), None, date(2026, 2, 1)]:
        EntryFactory(title="Forum meeting", dated=day)

    assert [entry.dated for entry in look_for(client, "forum").context["rows"]] == [
        date(2026, 3, 1),
        date(2026, 2, 1),
        date(2026, 1, 1),
        None,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "networks",
        "NETWORKING",
        "respiratory network",
        "Resp",
        "cafe",
        "Café",
        '"respiratory network"',
        "asthma or respiratory",
        "network -asthma",
        "RKB",
        "rkb",
        "O'Neill",
        "  respiratory   network ",
    ],
)
def test_a_record_is_found_by(client, text):
    EntryFactory(title="Respiratory network", keywords="RKB O'Neill", body="The café.")

    assert titles(look_for(client, text)) == ["Respiratory network"]


@pytest.mark.parametrize(
    "text",
    [
        "network -respiratory",
        '"network respiratory"',
        "respiratory cardiac",
        "the",
        "re",
        "!",
        "'",
        "\\",
        "a:*",
        "a & | !",
        "%",
        "<script>alert(1)</script>",
        "': drop table",
        "\u202e\U0001f600",
        "x" * 200,
    ],
)
def test_a_search_that_finds_nothing_says_so_and_offers_a_way_on(client, text):
    EntryFactory(title="Respiratory network")

    response = look_for(client, text)

    assert response.status_code == 200
    assert response.context["rows"] == []
    assert "Nothing was found for" in response.text
    assert "<script>alert" not in response.text


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("respiratry", "respiratory"),
        ("diabtes network", "diabetes network"),
        ("Respiratry netwrok", "respiratory network"),
        ("zzzzzz", None),
        ("diabtes respiratry", None),
        ("at", None),
    ],
)
def test_a_misspelt_search_is_answered_with_what_was_probably_meant(client, text, meant):
    EntryFactory(title="Respiratory network")
    EntryFactory(title="Diabetes network")

    response = look_for(client, text)

    assert response.context["meant"] == meant
    assert ("Did you mean" in response.text) == bool(meant)


def test_hits_are_marked_and_everything_else_is_escaped(client):
    EntryFactory(
        title="<b>Sepsis</b> & <mark>care</mark>",
        body="<img src=x onerror=alert(1)> spotting sepsis early",
    )

    response = look_for(client, "sepsis")

    [entry] = response.context["rows"]
    assert entry.shown_title == (
        "&lt;b&gt;<mark>Sepsis</mark>&lt;/b&gt; &amp; &lt;mark&gt;care&lt;/mark&gt;"
    )
    assert "spotting <mark>sepsis</mark> early" in entry.extract
    assert "<img" not in entry.extract


def test_a_record_cannot_bring_marks_of_its_own(client, jobs_are_findable):
    JobFactory(payload={"title": f"Sepsis {finding.HIT}x{finding.END}\x1f y", "body": "a\nb"})

    entry = Entry.objects.get()
    assert (entry.title, entry.body) == ("Sepsis x y", "a b")


def test_an_extract_comes_from_the_place_that_matches(client):
    words = "ordinary words about nothing " * 100
    EntryFactory(title="Minutes", summary="A summary", body=f"{words} sepsis pathway {words}")
    EntryFactory(title="Sepsis", summary="What the group is for", body="No such word")

    by_title = {entry.title: entry for entry in look_for(client, "sepsis").context["rows"]}

    assert "<mark>sepsis</mark> pathway" in by_title["Minutes"].extract
    assert len(by_title["Minutes"].extract) < 500
    assert by_title["Sepsis"].extract == "What the group is for"


def test_results_are_narrowed_by_kind(client):
    EntryFactory.create_batch(2, title="Stroke", kind="Group")
    EntryFactory(title="Stroke", kind="Meeting")

    response = look_for(client, "stroke", kind="Meeting")

    assert [entry.kind for entry in response.context["rows"]] == ["Meeting"]
    assert [
        (kind["words"], kind["number"], kind["href"], kind["is_chosen"])
        for kind in response.context["kinds"]
    ] == [
        ("Everything", 3, "?q=stroke", False),
        ("Group", 2, "?q=stroke&kind=Group", False),
        ("Meeting", 1, "?q=stroke&kind=Meeting", True),
    ]


def test_an_unknown_kind_finds_nothing_and_shows_the_way_back(client):
    EntryFactory(title="Stroke")

    response = look_for(client, "stroke", kind="'; drop")

    assert response.context["rows"] == []
    assert 'href="?q=stroke">Show everything that was found (1)' in response.text


def test_twenty_to_a_page_and_the_nearest_page_for_nonsense(client):
    for number in range(45):
        EntryFactory(title="Stroke", dated=date(2026, 1, 1) + timedelta(days=number))

    pages = [look_for(client, "stroke", page=page) for page in ["1", "3", "9999", "x", "-1"]]

    assert [len(titles(page)) for page in pages] == [20, 5, 5, 20, 5]
    assert "Showing 41 to 45 of 45 results" in pages[1].text
    dates = [entry.dated for page in [pages[0], pages[1]] for entry in page.context["rows"]]
    assert len(set(dates)) == 25


def test_an_empty_search_explains_itself(client):
    for address in [URL, f"{URL}?q=", f"{URL}?q=%20%20"]:
        response = client.get(address)
        assert "How to ask" in response.text
        assert "Nothing was found" not in response.text


def test_a_search_that_is_too_long_is_told_so_and_kept(client):
    response = look_for(client, "x" * 201)

    assert response.status_code == 400
    assert "Shorten your search to 200 characters or fewer" in response.text
    assert f'value="{"x" * 200}"' in response.text


@pytest.mark.parametrize("query", ["q=a%00b", f"q={'x' * 10_000}"])
def test_what_no_page_can_read_is_refused_with_words(client, query):
    response = client.get(f"{URL}?{query}")

    assert response.status_code == 400
    assert "<h1" in response.text


def test_a_search_is_never_kept_in_a_cache(client):
    assert look_for(client, "stroke")["Cache-Control"] == "private, no-store"


def test_a_search_changes_nothing(client):
    assert client.post(URL, {"q": "x"}).status_code == 405


@pytest.mark.parametrize("text", ["stroke", "strok reabilitation"])
def test_a_search_costs_the_same_few_queries_however_much_is_found(client, text):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            look_for(client, text)
        return len(queries)

    EntryFactory(title="Stroke rehabilitation")
    cost()
    one = cost()
    EntryFactory.create_batch(5, title="Stroke rehabilitation")

    assert cost() == one <= 8


def test_a_signed_in_search_costs_the_same_few_queries(client):
    client.force_login(UserFactory())
    EntryFactory(title="Stroke")
    look_for(client, "stroke")

    with CaptureQueriesContext(connection) as queries:
        look_for(client, "stroke")

    assert len(queries) <= 12


def test_the_stored_vector_is_found_through_its_index():
    EntryFactory.create_batch(3)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT 1 FROM ccpl_portal_entry"
            " WHERE vector @@ websearch_to_tsquery('portal', 'stroke')"
        )
        plan = "\n".join(row for (row,) in cursor.fetchall())

    assert "entry_vector" in plan


def test_reindexing_describes_everything_anew_and_forgets_what_is_gone(
    jobs_are_findable, capsys, monkeypatch
):
    monkeypatch.setattr(actions, "CHUNK", 2)
    jobs = [JobFactory(payload={"title": f"Job {number}"}) for number in range(5)]
    Job.objects.filter(pk=jobs[0].pk).update(payload={"title": "Changed in bulk"})
    Job.objects.filter(pk=jobs[1].pk).update(payload={})
    EntryFactory(object_type="gone.model")
    EntryFactory(object_id=jobs[4].pk + 1000)

    call_command("reindex")
    call_command("reindex")

    assert capsys.readouterr().out == "4 records can be found\n" * 2
    assert list(Entry.objects.order_by("object_id").values_list("title", flat=True)) == [
        "Changed in bulk",
        "Job 2",
        "Job 3",
        "Job 4",
    ]


def test_each_night_describes_every_model_in_a_job_of_its_own(register, do_jobs):
    register(Letter, kind="Letter", describe=describe_letter)
    letter = LetterFactory(subject="Sepsis")
    Letter.objects.filter(pk=letter.pk).update(subject="Changed by date alone")

    start_daily("search.reindex", "00:00")
    do_jobs()

    titles = Entry.objects.filter(object_type="ccpl_portal.letter").values_list("title", flat=True)
    asked = Job.objects.filter(kind="search.describe_again").values_list("key", flat=True)
    assert list(titles) == ["Changed by date alone"]
    assert sorted(asked) == sorted(model._meta.label_lower for model in FINDABLE)


def test_every_registered_kind_has_a_name_of_its_own():
    kinds = [entry.kind for entry in registry.FINDABLE.values()]

    assert len(kinds) == len(set(kinds))
    assert reverse("search:search") == URL

"""Roles and applications of each state, for the walk over every address."""

from datetime import date

from ccpl_portal.accounts.models import User
from leadership_dev.models import (
    EligibilityQuestion,
    MonitoringAggregate,
    MonitoringYear,
    RoleQuestion,
)
from tests.access_examples import Example
from tests.factories.leadership_dev import (
    ApplicationFactory,
    OpenRoleFactory,
    PanelMemberFactory,
    RoleFactory,
    SentApplicationFactory,
    TransparencyRecordFactory,
)
from tests.factories.people import PostFactory

ONE_PAGE = ["about", "people", "needs", "declaration", "check", "review"]
READING = ["detail", "sent", "read", "download"]


def roles():
    draft = RoleFactory(title="CANARY-role-draft")
    shown = OpenRoleFactory(title="CANARY-role-open", post=PostFactory())
    closed = OpenRoleFactory(title="CANARY-role-closed", state="closed")
    panel = User.objects.get(email="panel1@demo.example").person
    for role in [draft, shown, closed]:
        PanelMemberFactory(role=role, person=panel)
    for role, state in [(draft, "draft"), (shown, "open"), (closed, "closed")]:
        yield ["roles:detail", "roles:prepare"], ("vacancy", state), Example((role.slug,))
        yield ["roles:list"], ("vacancy", state), Example(words=role.title, query="?q=canary-role")
    yield ["posts:list"], ("vacancy", "open"), Example(words=shown.get_absolute_url())
    yield ["roles:feed"], ("vacancy", "open"), Example(words=shown.title)
    yield from steering(draft, shown, closed)
    yield from applying(shown, closed)
    yield from published(closed)


def steering(draft, shown, closed):
    key, criterion = ("vacancy", "draft"), draft.criteria.get()
    yield ["roles:section"], key, Example((draft.slug, "terms"))
    yield ["roles:new_criterion", "roles:copy"], key, Example((draft.slug,))
    yield ["roles:criterion", "roles:remove_criterion"], key, Example((draft.slug, criterion.pk))
    yield ["roles:step"], key, Example((draft.slug, "submit_for_approval"))
    yield ["roles:step"], ("vacancy", "open"), Example((shown.slug, "extend"))
    yield ["roles:step"], ("vacancy", "closed"), Example((closed.slug, "withdraw"))
    yield ["roles:backfill", "applications:of_role"], ("vacancy", "open"), Example((shown.slug,))
    question = RoleQuestion.objects.create(role=shown, text="CANARY-question")
    yield ["roles:ask"], ("role_question", "asked"), Example((shown.slug,))
    yield ["roles:answer"], ("role_question", "asked"), Example((shown.slug, question.pk))


def applying(shown, closed):
    EligibilityQuestion.objects.create(role=shown, text="Are you registered?")
    draft = ApplicationFactory(role=shown)
    key = ("application", "draft")
    yield ["applications:apply"], key, Example((shown.slug,))
    names = [*ONE_PAGE, *READING, "withdraw", "delete"]
    yield [f"applications:{name}" for name in names], key, Example((draft.public_id,))
    criterion = shown.criteria.get()
    yield ["applications:answer"], key, Example((draft.public_id, criterion.pk))
    yield ["monitoring:questions"], ("monitoring_row", "held"), Example((draft.public_id,))
    sent = SentApplicationFactory(role=closed)
    key = ("application_identity", "after_close")
    yield ["applications:coordinate"], key, Example((sent.public_id,))


def published(closed):
    TransparencyRecordFactory(role=closed)
    key = ("vacancy", "closed")
    yield ["transparency:role"], key, Example((closed.slug,))
    yield ["transparency:list"], key, Example(words=closed.title)
    year = MonitoringYear.objects.create(
        year="1999/00", applications=0, responses=0, published_on=date(2000, 6, 1)
    )
    MonitoringAggregate.objects.create(year=year, question_code="AGE", option_code="A")
    key = ("monitoring_aggregate", "published_annual")
    yield ["transparency:year"], key, Example((year.slug,))
    waits = MonitoringYear.objects.create(year="1998/99", applications=0, responses=0)
    key = ("monitoring_aggregate", "internal_suppressed")
    yield ["transparency:year"], key, Example((waits.slug,))
    yield ["transparency:publish"], ("monitoring_aggregate", "to_publish"), Example((waits.slug,))

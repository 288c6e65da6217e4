"""What this house tells the registers of the shared rooms."""

from ccpl_portal.accounts import mine
from ccpl_portal.search.audiences import MANAGER, PUBLIC
from ccpl_portal.search.registry import Finding, findable
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public

from . import selection  # noqa: F401, it registers
from .applications import guards as application_guards  # noqa: F401, it registers
from .models import (
    Anchor,
    Application,
    Criterion,
    EligibilityQuestion,
    Extension,
    LeadershipRole,
    MonitoringAggregate,
    MonitoringYear,
    RoleQuestion,
    TransparencyRecord,
)
from .panel.models import PanelMember
from .programmes.models import Programme, ProgrammeLevel
from .roles import effects, guards  # noqa: F401, they register
from .transparency import actions as transparency_actions  # noqa: F401, it registers
from .transparency import waiting as transparency_waiting  # noqa: F401, it registers

# The make-up of a panel is shown by profession, never by name.
register_public(PanelMember)
register_public(Programme, ProgrammeLevel)
register_public(LeadershipRole, Criterion, Anchor, EligibilityQuestion, Extension, RoleQuestion)
register_public(TransparencyRecord, MonitoringYear, MonitoringAggregate)
navigation.add("Learn and lead", "leadership:hub", order=40)

MOST = 10


@hangs
def programmes_of(tag, user):
    programmes = Programme.objects.visible_to(user).published().for_listing().filter(tags=tag)
    rows = [
        Row(programme.title, programme.get_absolute_url(), programme.provider)
        for programme in programmes[:MOST]
    ]
    yield Section(30, "Programmes and courses", rows)


def describe_programme(programme):
    return Finding(
        title=programme.title,
        summary=programme.summary,
        body=programme.plain_text,
        keywords=" ".join(
            [
                programme.provider,
                programme.audience,
                str(programme.level or ""),
                *(tag.name for tag in programme.tags.all()),
            ]
        ),
        url=programme.get_absolute_url(),
        audiences=[PUBLIC if programme.is_published else MANAGER],
        dated=programme.apply_by,
        is_example=programme.is_example,
    )


findable(
    Programme,
    kind="Programme",
    describe=describe_programme,
    fetch=lambda rows: rows.select_related("level").prefetch_related("tags"),
)


def describe_role(role):
    """An open role for everybody, one that is over too; a draft is found by nobody."""
    if not role.is_public:
        return None
    return Finding(
        title=role.title,
        summary=role.summary,
        body=role.purpose,
        keywords=" ".join([str(role.place or ""), *(tag.name for tag in role.tags.all())]),
        url=role.get_absolute_url(),
        audiences=[PUBLIC],
        dated=role.closes_at.date(),
        is_example=role.is_example,
    )


findable(
    LeadershipRole,
    kind="Leadership role",
    describe=describe_role,
    fetch=lambda rows: rows.select_related("place").prefetch_related("tags"),
)


@hangs
def roles_of(tag, user):
    roles = LeadershipRole.objects.visible_to(user).open().for_listing()
    roles = roles.filter(tags=tag) | roles.filter(workstream=tag.pk)
    rows = [
        Row(role.title, role.get_absolute_url(), role.terms.hours_words if role.terms else "")
        for role in roles.distinct()[:MOST]
    ]
    yield Section(25, "Roles open now", rows)


mine.shows(
    "My applications",
    lambda user: [
        (f"{one.role.title}: {one.label.lower()}", one.get_absolute_url())
        for one in Application.objects.of(user).for_listing()
    ],
)

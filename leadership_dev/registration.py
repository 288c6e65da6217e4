"""What this house tells the registers of the shared rooms."""

from ccpl_portal.search.audiences import MANAGER, PUBLIC
from ccpl_portal.search.registry import Finding, findable
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public

from .models import Anchor, Criterion, EligibilityQuestion, Extension, LeadershipRole, RoleQuestion
from .panel.models import PanelMember
from .programmes.models import Programme, ProgrammeLevel

# The make-up of a panel is shown by profession, never by name.
register_public(PanelMember)
register_public(Programme, ProgrammeLevel)
register_public(LeadershipRole, Criterion, Anchor, EligibilityQuestion, Extension, RoleQuestion)
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

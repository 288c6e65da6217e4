"""What this house tells the registers of the shared rooms."""

from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public

from .programmes.models import Programme, ProgrammeLevel

register_public(Programme, ProgrammeLevel)
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

"""What this house tells the registers of the shared rooms."""

from django.apps import apps
from django.db.models.signals import post_migrate

from ccpl_portal.search.audiences import PROFESSIONAL, PUBLIC, provider
from ccpl_portal.search.registry import Finding, findable
from ccpl_portal.strategy.registry import Row, Section, hangs
from ccpl_portal.ui import navigation
from ccpl_portal.web.caching import register_public
from governance.decisions.registry import when_published

from .assurance import packs  # noqa: F401
from .bodies import merging  # noqa: F401
from .bodies.models import Area, Body, System
from .levels.beginning import begin_with_levels
from .measures import holding  # noqa: F401 - declares which measures a person owns
from .measures.models import Happening, Measure, MeasureSet, Phase, Target
from .overview.registry import knows_of_measures
from .overview.viewer import Viewer
from .returns.models import Return
from .rollup import watch
from .rules import holds_quality_role
from .signals import packs as past_signals  # noqa: F401
from .signals.deeds import known
from .signals.hearing import hear_decision

register_public(System, Area, Body, MeasureSet, Measure, Target, Phase, Happening, Return)
navigation.add("Quality", "quality:system", order=50)
watch.begin()
post_migrate.connect(begin_with_levels, sender=apps.get_app_config("quality"))
when_published(hear_decision)
knows_of_measures(known)

QUALITY = "quality"
AUDIENCES = {
    MeasureSet.Audience.PUBLIC: [PUBLIC],
    MeasureSet.Audience.SIGNED_IN: [PROFESSIONAL, QUALITY],
    MeasureSet.Audience.OWN: [QUALITY],
}
MOST = 20


@provider
def quality_roles(user):
    if holds_quality_role(user):
        yield QUALITY


def describe(measure):
    """Measures of other systems are at their own address only."""
    if not measure.system.is_home:
        return None
    return Finding(
        title=measure.name,
        url=measure.get_absolute_url(),
        audiences=AUDIENCES[measure.set.audience],
        summary=measure.why,
        keywords=f"{measure.code} {measure.numerator_words} {measure.denominator_words}",
        is_example=measure.set.is_example,
    )


findable(
    Measure,
    kind="Measure",
    describe=describe,
    also={MeasureSet: lambda one: one.measures.all()},
    fetch=lambda measures: measures.select_related("set", "system"),
)


@hangs
def measures_of(tag, user):
    system = System.objects.home()
    if system is None:
        return
    measures = Measure.objects.filter(set__in=Viewer(user).sets_of(system), tags=tag)
    rows = [Row(measure.name, measure.get_absolute_url()) for measure in measures[:MOST]]
    yield Section(50, "Quality measures", rows)

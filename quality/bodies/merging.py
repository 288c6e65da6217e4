"""What organisations owe when they merge: duties end with the old ones and pass to the new."""

from ccpl_portal.organisations.merging import Step, end, follows
from ccpl_portal.ui.dates import day
from quality.bodies.actions import adopt_body
from quality.bodies.models import Body, System
from quality.measures.models import Obligation


@follows
def duties_pass(merger):
    bodies = Body.objects.filter(organisation__in=merger.closing)
    owed = Obligation.objects.filter(body__in=bodies).select_related("body", "measure")
    passing = {}
    for duty in owed:
        if duty.from_on and duty.from_on >= merger.on:
            yield Step(f"{duty.body} does not come to return {duty.measure}", duty.delete)
        elif duty.until_on is None or duty.until_on > merger.on:
            passing[duty.measure_id] = duty.measure
            words = f"{duty.body} returns {duty.measure} for months before {day(merger.on)} only"
            yield Step(words, lambda duty=duty: end(duty, merger.on))
    taken = Obligation.objects.on(merger.on).filter(body__organisation=merger.into)
    for measure in passing.values():
        if not taken.filter(measure=measure).exists():
            words = f"{merger.into} returns {measure} from {day(merger.on)}"
            yield Step(words, lambda measure=measure: owe(measure, merger))


def owe(measure, merger):
    body = adopt_body(System.objects.home(), merger.into)
    later = Obligation.objects.filter(body=body, measure=measure, from_on__gt=merger.on)
    first = later.order_by("from_on").first()
    Obligation.objects.create(
        body=body, measure=measure, from_on=merger.on, until_on=first.from_on if first else None
    )

from django.db import transaction

from ccpl_portal.audit.actions import record
from quality.measures.models import Happening, Phase


@transaction.atomic
def begin_phase(*, measure, month, reason, by, area=None, body=None):
    """Work out the limits afresh from a month on."""
    phase = Phase.objects.create(
        measure=measure, starts_on=month, reason=reason, added_by=by, area=area, body=body
    )
    record("began phase", phase, by=by, measure=measure.pk)
    return phase


@transaction.atomic
def mark_happening(*, measure, month, reason, by, area=None, body=None):
    mark = Happening.objects.create(
        measure=measure, starts_on=month, reason=reason, added_by=by, area=area, body=body
    )
    record("marked happening", mark, by=by, measure=measure.pk)
    return mark


@transaction.atomic
def remove(*, mark, by):
    """Take a phase or happening off the chart; its history stays."""
    record(f"removed {mark._meta.model_name}", mark, by=by, measure=mark.measure_id)
    mark.delete()

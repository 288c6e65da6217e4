from django.db import transaction

from ccpl_portal.audit.actions import record

from .models import LevelSetting


@transaction.atomic
def set_level(*, level, reason, review_on, by, body=None, measure=None):
    """Put an organisation or a measure on a level; what held before stays in the history."""
    setting = LevelSetting.objects.create(
        level=level, body=body, measure=measure, reason=reason, review_on=review_on, set_by=by
    )
    record("set assurance level", setting, by=by, level=level.pk)
    return setting

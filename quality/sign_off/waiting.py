"""Which months wait for an executive."""

from quality.bodies.models import Body
from quality.returns.due import Due, owed_by


def bodies_signed_off_by(user):
    return Body.objects.filter(contacts__user=user, contacts__signs_off=True)


def waiting_among(bodies):
    return [due for due in owed_by(list(bodies)) if due.awaits_sign_off]


def sent_back(body, measure_set, period, entries):
    """The executive's word that none of these figures has answered yet; None without one."""
    newest = body.sent_back.filter(set=measure_set, period=period).select_related("by").last()
    return Due(body, measure_set, period, answered=list(entries), refusals=[newest]).sent_back

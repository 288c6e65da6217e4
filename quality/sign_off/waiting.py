"""Which months wait for an executive."""

from quality.bodies.models import Body
from quality.returns.due import owed_by


def bodies_signed_off_by(user):
    return Body.objects.filter(contacts__user=user, contacts__signs_off=True)


def waiting_among(bodies):
    return [due for due in owed_by(list(bodies)) if due.awaits_sign_off]

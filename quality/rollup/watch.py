"""Places and memberships are kept in a lower room; when they move, figures may move."""

from django.db.models.signals import post_delete, post_save

from ccpl_portal.organisations.models import Organisation, Place, PlaceMembership
from quality.bodies.actions import adopt_home
from quality.bodies.models import Body, BodyMembership, System
from quality.measures.models import Obligation
from quality.returns.actions import owe_roll_up

from .actions import note_change


def place_saved(*, raw=False, **kwargs):
    if not raw and System.objects.home():
        adopt_home()


def organisation_saved(*, instance, **kwargs):
    Body.objects.filter(organisation=instance).exclude(name=instance.name).update(
        name=instance.name
    )


def membership_moved(*, instance, **kwargs):
    body = Body.objects.filter(organisation=instance.organisation_id).first()
    if body:
        everything_may_move(body.system)


def duty_moved(*, instance, **kwargs):
    everything_may_move(instance.body.system)


def everything_may_move(system):
    note_change(system=system)
    owe_roll_up(system)


def begin():
    post_save.connect(place_saved, sender=Place)
    post_save.connect(organisation_saved, sender=Organisation)
    for signal in (post_save, post_delete):
        signal.connect(membership_moved, sender=PlaceMembership)
        signal.connect(duty_moved, sender=BodyMembership)
        signal.connect(duty_moved, sender=Obligation)

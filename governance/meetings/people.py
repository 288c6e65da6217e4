"""The people of a group, and where a presenter is reached."""

from ccpl_portal.people.models import Person
from networks.models import Membership


def members_of(group):
    current = Membership.objects.current().filter(group=group)
    return Person.objects.filter(pk__in=current.values("person")).order_by("name")


def address_of(item):
    """Where somebody asks the presenter of an item for a paper; "" when nobody knows."""
    if item.presenter_email or item.presenter_person is None:
        return item.presenter_email
    person = item.presenter_person
    return person.user.email if person.user else person.email

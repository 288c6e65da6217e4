"""Members of groups as voices in a room."""

from ccpl_portal.people.missing import MakeUp, Room, scope_of, under_small
from networks.groups.models import Group
from networks.members.models import Membership


def room_of(group, members):
    """The members of one group, each for whom they represent there. Its page names them."""
    makeup = MakeUp()
    voices = [
        makeup.voice(
            member.person_id,
            profession=member.profession_id or member.person.profession_id,
            organisation=member.organisation_id or member.person.organisation_id,
            place=member.place_id,
        )
        # The weightiest role last: one person is one voice, and the last one counts.
        for member in reversed(members)
    ]
    scope = scope_of(makeup, places=group.places.all(), organisation=group.organisation)
    return Room(makeup, scope, voices)


def room_of_all():
    """Everybody in any group that is not hidden, once, for what they are. Nobody is named."""
    makeup = MakeUp()
    groups = Group.objects.live().exclude(visibility=Group.Visibility.HIDDEN)
    members = Membership.objects.current().filter(group__in=groups)
    rows = members.order_by("-rank", "pk").values_list(
        "person",
        "person__profession",
        "profession",
        "person__organisation",
        "organisation",
        "place",
    )
    voices = [
        makeup.voice(
            person,
            profession=profession or for_profession,
            organisation=organisation or for_organisation,
            place=None if organisation or for_organisation else place,
        )
        for person, profession, for_profession, organisation, for_organisation, place in rows
    ]
    return under_small(Room(makeup, scope_of(makeup), voices)), groups.count()

"""What places and organisations show of groups and programmes.

The transformation programmes are those that its groups and leadership posts serve, and those
that somebody of the organisation leads.
"""

from django.db.models import Q

from ccpl_portal.organisations.models import Place
from ccpl_portal.organisations.registry import tells_programmes, tells_voices
from ccpl_portal.people.models import Post
from ccpl_portal.people.rules import may_read
from ccpl_portal.strategy.models import TransformationProgramme
from networks.groups.models import Group
from networks.members.models import Membership


@tells_programmes
def programmes_of(thing, user):
    found = TransformationProgramme.objects.select_related("lead")
    if not (isinstance(thing, Place) and thing.is_system):
        found = found.filter(work_for(thing, user)).distinct()
    found = list(found)
    for programme in found:
        programme.lead_is_linked = programme.lead is not None and may_read(user, programme.lead)
    return found


def work_for(thing, user):
    groups, posts = Group.objects.visible_to(user).live(), Post.objects.open()
    if isinstance(thing, Place):
        groups, posts, led = groups.filter(places=thing), posts.filter(place=thing), Q()
    else:
        groups, posts = groups.filter(organisation=thing), posts.filter(organisation=thing)
        led = Q(lead__organisation=thing)
    served = Q(networks_group__in=groups.values("pk"))
    return served | Q(ccpl_portal_post__in=posts.values("pk")) | led


@tells_voices
def voices_of(organisation, user):
    """Groups in which somebody speaks for the organisation, as far as the reader knows members."""
    held = Membership.objects.current().visible_to(user)
    speaking = held.filter(
        Q(organisation=organisation) | Q(organisation=None, person__organisation=organisation)
    )
    groups = Group.objects.live().filter(pk__in=speaking.values("group"))
    return groups.exclude(organisation=organisation).select_related("kind").order_by("name")

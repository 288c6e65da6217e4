from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.people.rules import may_read
from networks.joining.standing import standing
from networks.rules import may_keep_members, may_list_members

from .models import Group, Membership

MEETINGS = 3


@require_safe
def detail(request, slug):
    visible = Group.objects.visible_to(request.user)
    group = get_object_or_404(visible.for_page(), slug=slug)
    members = Membership.objects.current().visible_to(request.user).filter(group=group)
    members = list(members.for_listing())
    for member in members:
        member.is_linked = may_read(request.user, member.person)
    # Declared by a house above: the relation and its words are there, their import is not.
    coming = group.meetings.visible_to(request.user).going_ahead().upcoming()
    reporting = visible.filter(reports_to=group).exclude(status=Group.Status.CLOSED)
    return render(
        request,
        "networks/groups/detail.html",
        {
            "group": group,
            "named": [member for member in members if member.is_named],
            "members": members if may_list_members(request.user, group) else None,
            "joining": standing(
                request.user,
                group,
                belongs=any(member.person.user_id == request.user.pk for member in members),
                keeps=may_keep_members(request.user, group),
            ),
            "quorum_conditions": list(group.quorum_conditions.for_listing()),
            "meetings": list(coming[:MEETINGS]),
            "reports_to": visible.filter(pk=group.reports_to_id).first(),
            "reporting": list(reporting.select_related("kind").order_by("name")),
        },
    )

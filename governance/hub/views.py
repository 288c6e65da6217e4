from django.shortcuts import render
from django.views.decorators.http import require_safe

from governance.decisions.models import Decision
from governance.meetings.models import Meeting
from networks.models import Group


@require_safe
def hub(request):
    meetings = Meeting.objects.visible_to(request.user).for_listing()
    forums = Group.objects.visible_to(request.user).live().filter(kind__is_forum=True)
    context = {
        "next_meetings": meetings.upcoming()[:3],
        "last_meetings": meetings.published().going_ahead().past()[:3],
        "decisions": Decision.objects.visible_to(request.user).published().for_listing()[:3],
        "forums": forums.order_by("name"),
    }
    return render(request, "governance/hub/hub.html", context)

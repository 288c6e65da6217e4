from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership_dev.panel.models import PanelMember
from leadership_dev.programmes.models import Programme, ProgrammeLevel
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.rules import may_draft_roles

MOST_ROLES = 5


@require_safe
def hub(request):
    programmes = Programme.objects.visible_to(request.user)
    levels = ProgrammeLevel.objects.annotate(
        offered=Count("programmes", filter=Q(programmes__in=programmes))
    )
    context = {
        "levels": levels.filter(offered__gt=0),
        "closing": programmes.to_come()
        .exclude(apply_by=None)
        .for_listing()
        .order_by("apply_by")[:3],
        "offered": programmes.count(),
        "roles": LeadershipRole.objects.visible_to(request.user)
        .open()
        .for_listing()
        .order_by("closes_at")[:MOST_ROLES],
        "may_draft": may_draft_roles(request.user),
        "sits_on_panel": PanelMember.objects.of(request.user).exists(),
    }
    return render(request, "leadership_dev/hub/hub.html", context)

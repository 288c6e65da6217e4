from django.db.models import Count, Q
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership_dev.programmes.models import Programme, ProgrammeLevel


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
    }
    return render(request, "leadership_dev/hub/hub.html", context)

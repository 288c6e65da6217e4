from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .models import Principle, Workstream
from .registry import sections_of


@require_safe
def principles(request):
    return render(
        request, "ccpl_portal/strategy/principles.html", {"principles": Principle.objects.all()}
    )


@require_safe
def principle(request, number):
    principle = get_object_or_404(Principle.objects.select_related("lead"), number=number)
    return tag_page(request, "ccpl_portal/strategy/principle.html", principle)


@require_safe
def workstreams(request):
    rows = Workstream.objects.select_related("lead")
    return render(request, "ccpl_portal/strategy/workstreams.html", {"workstreams": rows})


@require_safe
def workstream(request, slug):
    workstream = get_object_or_404(Workstream.objects.select_related("lead"), slug=slug)
    return tag_page(request, "ccpl_portal/strategy/workstream.html", workstream)


def tag_page(request, template, tag):
    return render(
        request,
        template,
        {
            "tag": tag,
            "aims": tag.served_by.of_kind(tag.Kind.AIM).order_by("horizon", "position"),
            "serves": tag.serves.order_by("kind", "position"),
            "programmes": tag.served_by.of_kind(tag.Kind.PROGRAMME).select_related("lead"),
            "sections": sections_of(tag, request.user),
        },
    )

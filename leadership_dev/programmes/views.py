from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.paging import page_of

from .filters import ProgrammeFilter
from .models import Programme


@require_safe
def listing(request):
    programmes = Programme.objects.visible_to(request.user).for_listing()
    found = ProgrammeFilter(request.GET, queryset=programmes, request=request)
    return render(
        request,
        "leadership_dev/programmes/list.html",
        {"found": found, "page": page_of(request, found.qs)},
    )


@require_safe
def detail(request, slug):
    programmes = Programme.objects.visible_to(request.user).for_page()
    return show(request, get_object_or_404(programmes, slug=slug))


def show(request, programme):
    return render(request, "leadership_dev/programmes/detail.html", {"programme": programme})

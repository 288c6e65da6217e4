from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of

from .filters import ProgrammeFilter
from .models import Programme

COLUMNS = [
    "Title",
    "Provider",
    "Level",
    "For whom",
    "Apply by",
    "Dates",
    "Length",
    "Cost",
    "CPD points",
    "Places offered",
    "Address on this site",
]


@require_safe
def listing(request):
    programmes = Programme.objects.visible_to(request.user).for_listing()
    found = ProgrammeFilter(request.GET, queryset=programmes, request=request)
    if request.GET.get("format") == "csv":
        return csv_response("programmes.csv", COLUMNS, (cells(request, one) for one in found.qs))
    return render(
        request,
        "leadership_dev/programmes/list.html",
        {"found": found, "page": page_of(request, found.qs), "csv": csv_address(request)},
    )


def cells(request, programme):
    return [
        programme.title,
        programme.provider,
        programme.level,
        programme.audience,
        programme.apply_by,
        programme.dates,
        programme.length,
        programme.cost,
        programme.cpd_points,
        programme.places_offered,
        request.build_absolute_uri(programme.get_absolute_url()),
    ]


@require_safe
def detail(request, slug):
    programmes = Programme.objects.visible_to(request.user).for_page()
    return show(request, get_object_or_404(programmes, slug=slug))


def show(request, programme):
    return render(request, "leadership_dev/programmes/detail.html", {"programme": programme})

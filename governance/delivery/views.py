from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccpl_portal.web.csv import csv_address, csv_response

from .models import Deliverable, by_the_end_of

COLUMNS = ["Deliverable", "Plan", "Workstream", "Due by", "Outcome", "Evidence", "Recorded on"]


@require_safe
def listing(request):
    deliverables = list(Deliverable.objects.for_listing())
    if request.GET.get("format") == "csv":
        return csv_response("deliverables.csv", COLUMNS, map(cells, deliverables))
    quarters = [
        (by_the_end_of(due_on), due_on, list(promised))
        for due_on, promised in groupby(deliverables, key=lambda promise: promise.due_on)
    ]
    recorded = sum(promise.is_recorded for promise in deliverables)
    context = {
        "quarters": quarters,
        "recorded": recorded,
        "all": len(deliverables),
        "csv": csv_address(request),
    }
    return render(request, "governance/delivery/list.html", context)


def cells(promise):
    return [
        promise.title,
        promise.plan,
        promise.workstream and promise.workstream.name,
        promise.due_on,
        promise.get_outcome_display(),
        promise.evidence,
        promise.recorded_on,
    ]

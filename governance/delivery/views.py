from itertools import groupby

from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Deliverable, by_the_end_of


@require_safe
def listing(request):
    deliverables = list(Deliverable.objects.for_listing())
    quarters = [
        (by_the_end_of(due_on), due_on, list(promised))
        for due_on, promised in groupby(deliverables, key=lambda promise: promise.due_on)
    ]
    recorded = sum(promise.is_recorded for promise in deliverables)
    context = {"quarters": quarters, "recorded": recorded, "all": len(deliverables)}
    return render(request, "governance/delivery/list.html", context)

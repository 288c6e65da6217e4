from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.paging import page_of

from .filters import DecisionFilter
from .models import Decision

COLUMNS = ["Reference", "Decision", "Outcome", "Group", "Date", "Item", "Address on this site"]


@require_safe
def listing(request):
    decisions = Decision.objects.visible_to(request.user).for_listing()
    found = DecisionFilter(request.GET, queryset=decisions, request=request)
    if request.GET.get("format") == "csv":
        return csv_response("decisions.csv", COLUMNS, (cells(request, one) for one in found.qs))
    context = {"found": found, "page": page_of(request, found.qs), "csv": csv_address(request)}
    return render(request, "governance/decisions/list.html", context)


def cells(request, decision):
    return [
        decision.reference,
        decision.text,
        decision.outcome_words,
        decision.group.name,
        decision.decided_on,
        decision.item.title,
        request.build_absolute_uri(decision.get_absolute_url()),
    ]


@require_safe
def detail(request, reference):
    decisions = Decision.objects.visible_to(request.user).for_listing()
    decision = get_object_or_404(decisions, reference=reference)
    return render(request, "governance/decisions/detail.html", {"decision": decision})

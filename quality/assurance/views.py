from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from governance.decisions.models import Decision
from quality.agenda.actions import groups_for
from quality.bodies.models import System
from quality.returns.months import a_month

from .actions import put_on_agenda, send_report
from .coverage import months, quality_groups, seat_of, tree, walk
from .figures import beside
from .forms import ReportForm
from .models import Report
from .scopes import Reader, scope_of


@require_safe
@login_required
def listing(request):
    """Who has reported of a month and who has not: organisations, places, the system."""
    reader = Reader(request.user)
    home = System.objects.home()
    if home is None or not reader.has_any:
        raise Http404
    period = chosen(request)
    top = tree(home, period)
    mine = [node for node in walk(top) if reader.may_write(node.scope)]
    context = {
        "months": months(),
        "period": period,
        "top": top if reader.has_quality_role or reader.writes_for_system else None,
        "places": [node for node in top.below if node.scope.area and reader.may_read(node.scope)],
        "mine": mine,
        "alerts": [n for n in walk(top) if n.report and n.report.alert and sees(reader, n)],
    }
    return render(request, "quality/assurance/list.html", context)


def chosen(request):
    """The month of the address, else the newest that is over."""
    found = {f"{month:%Y-%m}": month for month in months()}
    return found.get(request.GET.get("month"), months()[0])


def sees(reader, node):
    area = seat_of(node.scope.body, node.report.period) if node.scope.body else None
    return reader.may_read(node.scope, area=area)


def found_scope(request, level, code, year, number):
    """The scope, month and reader of an address; 404 for what this person may not read."""
    scope, period, reader = scope_of(level, code), a_month(year, number), Reader(request.user)
    if scope is None:
        raise Http404
    area = seat_of(scope.body, period) if scope.body else None
    if not reader.may_read(scope, area=area):
        raise Http404
    return scope, period, reader


@require_http_methods(["GET", "POST"])
@login_required
def report(request, level, code, year, number):
    """What is said of the month, in every version, beside the figures and those below."""
    scope, period, reader = found_scope(request, level, code, year, number)
    versions = Report.objects.filter(scope=scope.key, period=period).select_related("by")
    newest = versions.first()
    if request.method == "POST":
        return placed(request, newest)
    nodes = [node for node in walk(tree(scope.system, period)) if node.scope == scope]
    context = {
        "scope": scope,
        "period": period,
        "report": newest,
        "versions": versions[1:],
        "node": nodes[0] if nodes else None,
        "group": quality_groups(scope.system).get(scope.body or scope.area),
        "figures": beside(request.user, scope, period),
        "may_write": reader.may_write(scope),
        "placements": placements(request.user, newest),
        "groups": free_groups(request.user, newest),
    }
    return render(request, "quality/assurance/report.html", context)


def placed(request, newest):
    if newest is None:
        raise Http404
    if not groups_for(request.user).exists():
        raise PermissionDenied
    group = get_object_or_404(groups_for(request.user), slug=request.POST.get("group", ""))
    done = put_on_agenda(report=newest, group=group, by=request.user)
    told = (
        f"It is on the agenda of {done.item.meeting}, as a paper."
        if done.item
        else f"{group} has been asked to take it up: no agenda is being made at the moment."
    )
    messages.success(request, told)
    return redirect(newest)


def placements(user, newest):
    """(where it stands, the decisions on it that this reader may read)."""
    if newest is None:
        return []
    found = newest.placements.select_related(
        "group", "item__meeting__group", "request__item__meeting__group", "paper"
    )
    decisions = Decision.objects.visible_to(user).published()
    return [(one, decisions.filter(item=one.on_item) if one.on_item else []) for one in found]


def free_groups(user, newest):
    if newest is None:
        return []
    return groups_for(user).exclude(pk__in=newest.placements.values("group"))


@require_http_methods(["GET", "POST"])
@login_required
def write(request, level, code, year, number):
    scope, period, reader = found_scope(request, level, code, year, number)
    if not reader.may_write(scope):
        raise PermissionDenied
    newest = Report.objects.filter(scope=scope.key, period=period).first()
    data = request.POST if request.method == "POST" else None
    said = {name: getattr(newest, name, "") for name in ("alert", "advise", "assure")}
    form = ReportForm(data, initial=said)
    if form.is_valid():
        sent = send_report(scope=scope, period=period, **form.cleaned_data, by=request.user)
        messages.success(request, f"The report is sent (version {sent.version}).")
        return redirect(sent)
    nodes = [node for node in walk(tree(scope.system, period)) if node.scope == scope]
    below = [one for node in nodes for one in node.below if one.report]
    context = {"scope": scope, "period": period, "form": form, "below": below, "newest": newest}
    context["figures"] = beside(request.user, scope, period)
    return render(request, "quality/assurance/write.html", context)

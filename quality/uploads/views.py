from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.files.models import KINDS
from quality.bodies.models import Body
from quality.returns.checks import looks_like_a_patient
from quality.templatetags.quality import rows

from . import actions, blank
from .checking import Checker
from .columns import missing
from .forms import MatchForm, StoreForm, UploadForm
from .models import Upload

SHOWN = 100
DEEDS = {"check", "all", "good", "throw"}


def own_bodies(request):
    """The bodies whose returns this person sends; 404 for everybody else."""
    if not is_verified(request.user):
        raise Http404
    bodies = list(Body.objects.filter(contacts__user=request.user).select_related("system"))
    if not bodies:
        raise Http404
    return bodies


def own_upload(request, public_id):
    return get_object_or_404(Upload, uploaded_by=request.user, public_id=public_id)


@require_http_methods(["GET", "POST"])
@login_required
def upload(request):
    bodies = own_bodies(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent)
    if form.is_valid():
        kept = actions.keep_upload(
            grid=form.cleaned_data["grid"],
            bodies=bodies,
            source=form.source,
            name=form.name,
            quality=form.cleaned_data["quality"],
            by=request.user,
        )
        return redirect(kept)
    waiting = Upload.objects.filter(uploaded_by=request.user)
    context = {"bodies": bodies, "form": form, "waiting": waiting}
    return render(request, "quality/uploads/upload.html", context)


@require_safe
@login_required
def template_csv(request):
    return attached(blank.as_csv(own_bodies(request)), "csv")


@require_safe
@login_required
def template_xlsx(request):
    return attached(blank.as_excel(own_bodies(request)), "xlsx")


def attached(content, kind):
    response = HttpResponse(content, content_type=KINDS[kind][1])
    response["Content-Disposition"] = f'attachment; filename="returns.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
@login_required
def columns(request, public_id):
    """Say once which column holds what; sheets of the same heading are then read at once."""
    bodies, found = own_bodies(request), own_upload(request, public_id)
    data = request.POST if request.method == "POST" else None
    lacking = missing(found.matches, one_body=len(bodies) == 1)
    form = MatchForm(data, upload=found, missing=lacking)
    if form.is_valid():
        actions.match_columns(upload=found, matches=form.matches, bodies=bodies)
        return redirect(found)
    rows = [row["cells"] for row in found.rows[:3]]
    examples = list(zip(found.heading, *rows, strict=True))
    context = {"upload": found, "form": form, "examples": examples}
    return render(request, "quality/uploads/columns.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def report(request, public_id):
    """What is wrong with which row, and what becomes of the others."""
    bodies, found = own_bodies(request), own_upload(request, public_id)
    if missing(found.matches, one_body=len(bodies) == 1):
        return redirect("uploads:columns", public_id)
    deed = request.POST.get("deed", "") if request.method == "POST" else ""
    if request.method == "POST" and deed not in DEEDS:
        raise BadRequest("Use one of the page's buttons")
    if deed == "throw":
        actions.throw_away(upload=found, by=request.user)
        messages.success(request, "The sheet was thrown away. Nothing of it was stored.")
        return redirect("uploads:upload")
    if deed == "check":
        actions.mend_cells(upload=found, mended=mended(request, found))
        return redirect(found)
    looked_at = Checker(bodies, found.matches, found.quality).report(found.rows)
    form = StoreForm(request.POST if deed else None, report=looked_at)
    if deed and form.is_valid():
        return stored(request, found, bodies, form, only_good=deed == "good")
    context = {"upload": found, "report": looked_at, "form": form, "shown": SHOWN}
    context["button"] = store_words(looked_at)
    return render(request, "quality/uploads/report.html", context)


def store_words(looked_at):
    good, bad = rows(len(looked_at.good)), len(looked_at.bad)
    return f"Store {good} and leave {bad} for later" if bad else f"Store {good}"


def mended(request, found):
    """The boxes of the report, {row number: {what: words}}; they are named “row-what”."""
    said = {}
    for name, words in request.POST.items():
        number, _, what = name.partition("-")
        if number.isdigit() and what in found.matches:
            if looks_like_a_patient(words):
                raise BadRequest("That looks like an NHS number. Returns hold nothing of a patient")
            said.setdefault(int(number), {})[what] = " ".join(words.split())[:2000]
    return said


def stored(request, found, bodies, form, *, only_good):
    reason = form.cleaned_data.get("reason", "")
    count = actions.store(
        upload=found, bodies=bodies, by=request.user, reason=reason, only_good=only_good
    )
    figures = "1 figure was" if count == 1 else f"{count:,} figures were"
    left = len(form.report.bad)
    told = f"{figures} stored. The system's figures follow within seconds."
    if not left:
        messages.success(request, told)
        return redirect("returns:list")
    rows = "1 row is" if left == 1 else f"{left} rows are"
    messages.success(request, f"{told} {rows} still here to be corrected.")
    return redirect(found)

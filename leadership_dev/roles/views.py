from collections import Counter

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.models import User
from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.web.csv import csv_address, csv_response
from ccpl_portal.web.errors import Conflict
from ccpl_portal.web.paging import page_of
from leadership_dev.rules import coordinates, may_draft_roles

from . import actions, backfill
from .contact import STOP
from .filters import RoleFilter
from .forms import AnswerForm, AskForm
from .models import LeadershipRole, RoleAlert, RoleQuestion

COLUMNS = ["Role", "State", "Opens", "Closes", "Hours a week", "Term in months", "Place", "Address"]


@require_safe
def listing(request):
    roles = LeadershipRole.objects.visible_to(request.user).for_listing()
    found = RoleFilter(request.GET, queryset=roles, request=request)
    ordered = found.qs.in_order_of_interest()
    if request.GET.get("format") == "csv":
        return csv_response("roles.csv", COLUMNS, (cells(request, role) for role in ordered))
    context = {
        "found": found,
        "page": page_of(request, ordered),
        "csv": csv_address(request),
        "may_draft": may_draft_roles(request.user),
    }
    return render(request, "leadership_dev/roles/list.html", context)


def cells(request, role):
    return [
        role.title,
        role.get_state_display(),
        role.opens_at,
        role.closes_at,
        role.terms and role.terms.hours_words,
        role.term_months,
        role.place,
        request.build_absolute_uri(role.get_absolute_url()),
    ]


@require_safe
def detail(request, slug):
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user).for_page(), slug=slug)
    context = {
        "role": role,
        "criteria": role.criteria.with_anchors(),
        "panel": panel_by_profession(role),
        "extensions": role.extensions.all(),
        "questions": role.questions.exclude(answered_at=None),
        "screen": role.eligibility_questions.all(),
        "steers": coordinates(request.user, role),
        "own": own_application(request.user, role),
    }
    return render(request, "leadership_dev/roles/detail.html", context)


def panel_by_profession(role):
    """(profession, how many), never a name: the sift is blind both ways."""
    members = role.panel_members.select_related("profession")
    counted = Counter(
        member.profession.name if member.profession else "Other" for member in members
    )
    return sorted(counted.items())


def own_application(user, role):
    if not user.is_authenticated:
        return None
    return role.applications.filter(user=user).exclude(state="withdrawn").first()


@require_safe
def backfill_letter(request, slug):
    """A letter that an applicant hands to their employer; only while one can still apply."""
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user), slug=slug)
    if not role.is_open and not coordinates(request.user, role):
        raise PermissionDenied("This letter is offered while the role takes applications")
    response = HttpResponse(backfill.letter(role), content_type=backfill.KIND)
    response["Content-Disposition"] = f'attachment; filename="backfill-{role.slug}.docx"'
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request, slug):
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user), slug=slug)
    if not is_verified(request.user):
        messages.warning(request, "You can ask when the programme team has verified your account")
        return redirect(role)
    if not role.is_open:
        raise Conflict("Questions can be asked while the role takes applications")
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.ask(role=role, text=form.cleaned_data["text"], by=request.user)
        messages.success(request, "Your question was sent. The answer is published here")
        return redirect(role)
    return render(request, "leadership_dev/roles/ask.html", {"role": role, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, slug, pk):
    visible = LeadershipRole.objects.visible_to(request.user)
    question = get_object_or_404(RoleQuestion, pk=pk, role__slug=slug, role__in=visible)
    if not coordinates(request.user, question.role):
        # What was asked is nobody's to read before it is answered.
        raise PermissionDenied if question.answered_at else Http404
    form = AnswerForm(request.POST if request.method == "POST" else None, instance=question)
    if form.is_valid():
        words = form.cleaned_data
        actions.answer(
            question=question, text=words["text"], answer=words["answer"], by=request.user
        )
        messages.success(request, "Question and answer are published")
        return redirect(question.role)
    context = {"question": question, "role": question.role, "form": form}
    return render(request, "leadership_dev/roles/answer.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request):
    wanted = RoleAlert.objects.filter(user=request.user).exists()
    if request.method == "POST":
        if request.POST.get("wanted") == "yes":
            actions.start_alerts(user=request.user)
            messages.success(request, "You get a letter whenever a role opens")
        else:
            actions.stop_alerts(user=request.user)
            messages.success(request, "You get no more letters about new roles")
        return redirect("roles:alerts")
    return render(request, "leadership_dev/roles/alerts.html", {"wanted": wanted})


# RFC 8058: mail programs press this without a session, so the signature is the proof.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_alerts(request, token):
    try:
        user = get_object_or_404(User, pk=signing.loads(token, salt=STOP))
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST":
        actions.stop_alerts(user=user)
    context = {"stopped": request.method == "POST"}
    return render(request, "leadership_dev/roles/stopped.html", context)

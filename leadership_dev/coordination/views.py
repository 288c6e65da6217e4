from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.audit.actions import record
from ccpl_portal.web.paging import page_of
from leadership_dev.letters.models import LetterTemplate
from leadership_dev.letters.words import KINDS, PLACEHOLDERS, fill, words_of
from leadership_dev.machine.tables import ROLE
from leadership_dev.outcomes.answering import confirm, promote, refuse
from leadership_dev.outcomes.models import Offer, TwoKeys
from leadership_dev.panel.deeds import chosen, pressed
from leadership_dev.panel.models import Assignment
from leadership_dev.panel.seats import oversees, role_for, seat_of, selects
from leadership_dev.retention.actions import hold
from leadership_dev.retention.periods import kept_until
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.roles.steps import press_of
from leadership_dev.rules import may_draft_roles
from leadership_dev.scoring import actions as scoring
from leadership_dev.scoring.forms import ReasonForm

from .forms import HoldForm, LetterForm
from .timeline import in_words, lines_of
from .waits import desks

ROOM = "leadership_dev/coordination"
# The steps that carry the selection on; the others have their place where the role is prepared.
SELECTING = [
    "start_sift", "open_moderation", "confirm_shortlist", "release_shortlist", "release_outcomes",
]  # fmt: skip

EXAMPLE = {
    "name": "Sam Example",
    "reference": "CCPL-7F3K-02",
    "role": "Clinical lead for respiratory care",
    "link": "https://portal.example/leadership/applications/…",
    "contact": "Recruitment team, roles@example.org",
    "feedback": "What you did well:\n- Working with others: You brought three partners together.",
    "until": "5 May 2026 at 11:59pm",
    "when": "Thursday 15 June 2026, 2pm to 2:45pm",
    "place": "Room 4, Civic Centre",
}


@login_required
@require_safe
def listing(request):
    """What every recruitment waits for, the late ones first."""
    if not may_draft_roles(request.user):
        raise PermissionDenied
    roles = LeadershipRole.objects.coordinated_by(request.user).select_related("coordinator")
    found = sorted(desks(roles), key=lambda desk: (not desk.is_late, not desk.waits))
    return render(request, f"{ROOM}/list.html", {"desks": found})


def overseen(request, slug):
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user), slug=slug)
    if not oversees(request.user, role):
        raise PermissionDenied
    return role


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role(request, slug):
    """One recruitment: what it waits for, what can be pressed, and everything that happened."""
    found = overseen(request, slug)
    if deed := pressed(request, {"promote": promote, "confirm": confirm, "refuse": refuse}):
        return deed(request, found)
    timeline = page_of(request, lines_of(found), per_page=50)
    context = {
        "role": found,
        "desk": next(iter(desks([found])), None),
        "steps": [
            (step.name, press_of(step).button)
            for step in ROLE.from_state(found.state)
            if step.name in SELECTING
        ],
        "page": timeline,
        "moments": in_words(timeline.object_list),
        "keys": TwoKeys.objects.filter(role=found, settled_at=None).select_related(
            "application", "asked_by"
        ),
        "offers": Offer.objects.filter(application__role=found).select_related("application"),
        "reserves": found.applications.filter(state__in=["reserve_sift", "reserve_interview"]),
        "may_change": selects(request.user, found),
        "may_confirm": request.user.has_role("manager"),
    }
    return render(request, f"{ROOM}/role.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request, slug):
    """How far each member is; for the coordinator and the chair, who may unlock a sheet."""
    found = role_for(request.user, slug)
    seat = seat_of(request.user, found)
    is_chair = bool(seat and seat.is_chair)
    if seat is not None and not is_chair:
        raise Http404
    if request.method == "POST":
        return unlock(request, found, is_chair)
    submitted = Assignment.objects.filter(member__role=found, state="submitted")
    context = {
        "role": found,
        "members": found.panel_members.for_listing().with_progress(),
        "submitted": submitted.select_related("member__person", "application") if is_chair else [],
        "is_chair": is_chair,
        "may_change": selects(request.user, found),
    }
    return render(request, f"{ROOM}/progress.html", context)


def unlock(request, found, is_chair):
    """Give a sheet back to its member, who made a slip."""
    if not is_chair:
        raise PermissionDenied("The chair unlocks scores")
    sheets = Assignment.objects.filter(member__role=found).select_related("member__role")
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        scoring.unlock(assignment=chosen(sheets, request), reason=reason, by=request.user)
        messages.success(request, "Unlocked. The member can change the scores and submit again")
    else:
        messages.error(request, "Enter a reason")
    return redirect(request.path)


def writes_letters(request):
    """404 for those who may not even read feedback, and 403 for those who may only read it."""
    user = request.user
    if is_verified(user) and (user.has_role("coordinator") or user.has_role("manager")):
        return
    if may_draft_roles(user) or user_has_seat(user):
        raise PermissionDenied
    raise Http404


def user_has_seat(user):
    return (
        is_verified(user)
        and LeadershipRole.objects.filter(panel_members__person__user=user).exists()
    )


@login_required
@require_safe
def letters(request):
    writes_letters(request)
    changed = {row.name: row for row in LetterTemplate.objects.select_related("changed_by")}
    rows = [(kind, changed.get(kind.name)) for kind in KINDS.values()]
    return render(request, f"{ROOM}/letters.html", {"rows": rows})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request, name):
    """The words of one letter, with a preview; "show" previews without keeping."""
    writes_letters(request)
    if name not in KINDS:
        raise Http404
    subject, text = words_of(name)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        kind=name,
        initial={"subject": subject, "text": text},
    )
    if form.is_valid():
        subject, text = form.cleaned_data["subject"], form.cleaned_data["text"]
        if request.POST.get("press") == "save":
            keep_letter(name, subject, text, request.user)
            messages.success(request, "The letter is saved")
            return redirect("coordination:letters")
    context = {
        "kind": KINDS[name],
        "form": form,
        "placeholders": [(each, PLACEHOLDERS[each]) for each in KINDS[name].holds],
        "preview": (fill(subject, EXAMPLE), fill(text, EXAMPLE)),
    }
    return render(request, f"{ROOM}/letter.html", context)


def keep_letter(name, subject, text, user):
    kept, _ = LetterTemplate.objects.update_or_create(
        name=name, defaults={"subject": subject, "text": text, "changed_by": user}
    )
    record("changed letter", kept, by=user, name=name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def legal_hold(request, slug, reference):
    """Keep one application from being deleted, with the reason why."""
    found = role_for(request.user, slug)
    if not selects(request.user, found):
        raise PermissionDenied
    application = get_object_or_404(found.applications.sent(), reference=reference)
    form = HoldForm(
        request.POST if request.method == "POST" else None,
        initial={"reason": application.hold_reason},
    )
    if form.is_valid():
        hold(application=application, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Saved")
        return redirect("coordination:role", slug)
    context = {
        "role": found,
        "reference": reference,
        "form": form,
        "until": kept_until(application),
    }
    return render(request, f"{ROOM}/legal_hold.html", context)

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from leadership_dev.machine.registry import Refused
from leadership_dev.roles.models import LeadershipRole
from leadership_dev.rules import coordinates

from . import actions
from .deeds import chosen, pressed
from .forms import DoneForm, FindPersonForm, MemberForm, RecogniseForm, SettleForm, TieForm
from .models import Assignment, PanelMember
from .seats import oversees, seat_of, seated, selects


@login_required
@require_safe
def listing(request):
    """The panels that one sits on, and what each waits for from this member."""
    seats = PanelMember.objects.of(request.user).select_related("role").with_progress()
    if not seats:
        raise Http404
    return render(request, "leadership_dev/panel/list.html", {"seats": seats})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request, slug):
    """Whom a member knows, named in private before the list opens."""
    seat = seat_to_declare(request.user, slug)
    if deed := pressed(request, {"name": name_tie, "drop": drop_tie}):
        return deed(request, seat)
    form = DoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.declare(member=seat, by=request.user)
        messages.success(
            request, "Thank you. What you named is seen by nobody, on the panel or off"
        )
        return redirect(seat)
    find = FindPersonForm(request.GET)
    context = {
        "seat": seat,
        "role": seat.role,
        "form": form,
        "find": find,
        "found": find.found(request.user),
        "tie_form": TieForm(user=request.user, auto_id=False),
        "ties": seat.ties.select_related("person__organisation"),
    }
    return render(request, "leadership_dev/panel/declaration.html", context)


def seat_to_declare(user, slug):
    role = get_object_or_404(LeadershipRole.objects.visible_to(user), slug=slug)
    seat = seat_of(user, role)
    if seat is None:
        raise PermissionDenied if coordinates(user, role) else Http404
    return seat


def name_tie(request, seat):
    form = TieForm(request.POST, user=request.user)
    if form.is_valid():
        actions.name_tie(member=seat, **form.cleaned_data)
        messages.success(request, f"Named: {form.cleaned_data['person']}")
    else:
        messages.error(request, " ".join(e for errors in form.errors.values() for e in errors))
    return redirect(request.path)


def drop_tie(request, seat):
    """Take back a name, as long as nothing was matched with it."""
    actions.drop_tie(tie=chosen(seat.ties, request))
    messages.success(request, "Removed")
    return redirect(request.path)


def assignment_of(seat, reference):
    """The seat's own assignment; 403 where a conflict keeps this member out."""
    assignment = get_object_or_404(
        Assignment.objects.select_related("application", "member__role"),
        member=seat,
        application__reference=reference,
    )
    if assignment.is_closed:
        raise PermissionDenied("You take no part in this application")
    return assignment


@seated
@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request, seat, reference):
    assignment = assignment_of(seat, reference)
    form = RecogniseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.recognise(assignment=assignment, by=request.user, **form.cleaned_data)
        messages.success(request, "You take no part in this application from now on. Thank you")
        return redirect(seat)
    context = {"form": form, "role": seat.role, "reference": reference}
    return render(request, "leadership_dev/panel/recognise.html", context)


def settler(request, slug):
    """The role, for its chair or coordinator, who settle conflicts."""
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user), slug=slug)
    seat = seat_of(request.user, role)
    if not (oversees(request.user, role) or (seat and seat.is_chair)):
        raise Http404
    return role


@login_required
@require_safe
def conflicts(request, slug):
    role = settler(request, slug)
    declared = Assignment.objects.filter(member__role=role, is_automatic=False).conflicted()
    automatic = Assignment.objects.filter(member__role=role, is_automatic=True).count()
    context = {
        "role": role,
        "declared": declared.select_related("member__person", "application"),
        "automatic": automatic,
    }
    return render(request, "leadership_dev/panel/conflicts.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, slug, pk):
    role = settler(request, slug)
    seat = seat_of(request.user, role)
    if not (selects(request.user, role) or (seat and seat.is_chair)):
        raise PermissionDenied
    assignment = get_object_or_404(
        Assignment.objects.conflicted().select_related("member__person", "application"),
        pk=pk,
        member__role=role,
    )
    form = SettleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if form.cleaned_data["decision"] == SettleForm.MANAGE:
            actions.manage(assignment=assignment, note=form.cleaned_data["note"], by=request.user)
        else:
            actions.recuse(assignment=assignment, by=request.user)
        messages.success(request, "Settled")
        return redirect("panel:conflicts", slug)
    context = {"role": role, "assignment": assignment, "form": form}
    return render(request, "leadership_dev/panel/settle.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def members(request, slug):
    """Who sits on the panel; for the coordinator, from the draft to the sift."""
    role = get_object_or_404(LeadershipRole.objects.visible_to(request.user), slug=slug)
    if not coordinates(request.user, role):
        raise PermissionDenied if seat_of(request.user, role) or role.is_public else Http404
    if deed := pressed(request, {"remove": remove_member}):
        return deed(request, role)
    form = MemberForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_valid():
        try:
            actions.add_member(role=role, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"On the panel: {form.cleaned_data['person']}")
            return redirect("panel:members", slug)
    find = FindPersonForm(request.GET)
    context = {
        "role": role,
        "members": role.panel_members.for_listing(),
        "form": form,
        "find": find,
        "found": [person for person in find.found(request.user) if person.user_id],
        "may_change": role.state in actions.PANEL_CHANGES_IN,
    }
    return render(request, "leadership_dev/panel/members.html", context)


def remove_member(request, role):
    member = chosen(role.panel_members.select_related("person", "role"), request)
    try:
        actions.remove_member(member=member, by=request.user)
        messages.success(request, f"No longer on the panel: {member}")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(request.path)

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from ccpl_portal.accounts.models import User
from ccpl_portal.accounts.rules import is_manager, is_verified
from ccpl_portal.people.actions import entry_of

from . import actions
from .forms import AnswerForm, ProposalForm
from .models import GroupProposal

NOT_VERIFIED = "You can propose a group once the programme team has verified your account."
RESIDENT = "Groups are proposed by clinical and care professionals and their colleagues."


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request):
    user = request.user
    if not is_verified(user):
        messages.warning(request, NOT_VERIFIED)
        return redirect("directory:list")
    if user.kind == User.Kind.RESIDENT:
        raise PermissionDenied(RESIDENT)
    if request.method == "POST":
        # So that proposers who have no entry yet can name themselves.
        entry_of(user)
    form = ProposalForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        proposal = actions.propose(proposal=form.instance, by=user)
        messages.success(request, "Thank you. The programme team answers you here and by email")
        return redirect(proposal)
    own = GroupProposal.objects.filter(proposed_by=user)
    return render(request, "networks/proposals/propose.html", {"form": form, "own": own})


@login_required
@require_safe
def listing(request):
    """For managers, those that wait for an answer first; others see theirs where they propose."""
    if not is_manager(request.user):
        raise Http404
    proposals = list(GroupProposal.objects.for_listing())
    context = {
        "waiting": [proposal for proposal in proposals if proposal.is_open],
        "answered": [proposal for proposal in reversed(proposals) if not proposal.is_open],
    }
    return render(request, "networks/proposals/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request, pk):
    visible = GroupProposal.objects.visible_to(request.user).for_listing()
    proposal = get_object_or_404(visible, pk=pk)
    if request.method == "POST" and not is_manager(request.user):
        raise PermissionDenied
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer(proposal, form.cleaned_data, by=request.user)
        messages.success(request, "The proposer reads your answer here and by email")
        return redirect(proposal)
    context = {
        "proposal": proposal,
        "form": form if is_manager(request.user) and proposal.is_open else None,
    }
    return render(request, "networks/proposals/detail.html", context)


def answer(proposal, chosen, *, by):
    words = chosen["answer"]
    if chosen["decision"] == GroupProposal.State.AGREED:
        actions.agree(proposal=proposal, kind=chosen["kind"], answer=words, by=by)
    elif chosen["decision"] == GroupProposal.State.IN_DISCUSSION:
        actions.discuss(proposal=proposal, answer=words, by=by)
    else:
        actions.turn_down(proposal=proposal, answer=words, by=by)

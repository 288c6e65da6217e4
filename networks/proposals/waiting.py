"""What the desk says needs care."""

from django.urls import reverse

from .models import GroupProposal


def proposals_waiting(user):
    count = GroupProposal.objects.filter(state=GroupProposal.State.SUBMITTED).count()
    if count:
        noun = "proposal of a group waits" if count == 1 else "proposals of groups wait"
        yield f"{count} {noun} for an answer", reverse("proposals:list")

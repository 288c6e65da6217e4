"""How one reader stands to one group: may join, has asked, belongs, or why not."""

from dataclasses import dataclass

from ccpl_portal.accounts.models import User
from ccpl_portal.accounts.rules import is_manager, is_verified

from .models import JoinRequest

NOT_VERIFIED = (
    "You can join groups once the programme team has verified your account."
    " They look at new accounts on working days, and you do not have to do anything."
)
RESIDENT = (
    "Groups are for clinical and care professionals and their colleagues."
    " If your account says resident by mistake, tell the programme team."
)
MANAGER = "Managers change who belongs to a group in the admin pages, for themselves too."
FORUM = "Members of this group are appointed. Write to its secretary if you should belong to it."
HIDDEN = "Whoever leads this group adds its members."


def why_not(user, group):
    """The words for somebody who may not join this group; "" for somebody who may."""
    if not is_verified(user):
        return NOT_VERIFIED
    if is_manager(user):
        return MANAGER
    if user.kind == User.Kind.RESIDENT:
        return RESIDENT
    if group.kind.is_forum:
        return FORUM
    if group.is_hidden:
        return HIDDEN
    if not group.is_live:
        return f"This group is {group.get_status_display().lower()} and takes no new members."
    return ""


@dataclass
class Standing:
    offers: str = ""
    belongs: bool = False
    asked: JoinRequest | None = None
    to_decide: tuple = ()


def standing(user, group, *, belongs, keeps):
    """What the group's page says about joining. Strangers are offered the way in too: it asks
    them to sign in."""
    way = group.way_in
    if not is_verified(user):
        return Standing(offers=way)
    waiting = list(JoinRequest.objects.waiting().filter(group=group).for_listing())
    own = [request for request in waiting if request.person.user_id == user.pk]
    may = way and not belongs and not own and not why_not(user, group)
    return Standing(
        offers=way if may else "",
        belongs=belongs,
        asked=own[0] if own else None,
        to_decide=tuple(waiting) if keeps else (),
    )

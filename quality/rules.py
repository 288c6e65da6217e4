"""Who may do what with quality figures, in words. The policy is permissions.csv."""

import rules

from ccpl_portal.accounts.rules import is_manager, is_verified, manage
from networks.rules import oversees_quality

from .bodies.models import Body
from .returns.models import ReturnsContact


@rules.predicate
def holds_quality_role(user):
    """The sensitive role: sees small numbers and each organisation's figures."""
    return is_verified(user) and (is_manager(user) or oversees_quality(user))


@rules.predicate
def may_submit(user, body):
    """One of those who send the body's returns, deputies among them."""
    return is_verified(user) and ReturnsContact.objects.filter(user=user, body=body).exists()


@rules.predicate
def may_mark(user, measure):
    """May begin a phase of the measure's chart or mark what happened: managers and its owner."""
    if is_manager(user):
        return True
    return is_verified(user) and measure.owner_id is not None and measure.owner.user_id == user.pk


def own_bodies(user):
    """The bodies that this person sends returns for or signs them off."""
    if not is_verified(user):
        return Body.objects.none()
    return Body.objects.filter(contacts__user=user)


@rules.predicate
def works_with_signals(user):
    """Takes signals on and sets levels: a member of a group that watches quality."""
    return oversees_quality(user)


for model in [
    "measureset",
    "measure",
    "target",
    "phase",
    "happening",
    "obligation",
    "returnscontact",
]:
    manage("quality", model)
manage("quality", "body", "view add change")
manage("quality", "area", "view")
manage("quality", "system", "view")
manage("quality", "return", "view add")
manage("quality", "rolluprun", "view")
manage("quality", "assurancelevel")
manage("quality", "qualitygroup")

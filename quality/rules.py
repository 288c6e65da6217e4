"""Who may do what with quality figures, in words. The policy is permissions.csv."""

import rules

from ccpl_portal.accounts.rules import is_manager, is_verified, manage
from networks.rules import oversees_quality

from .returns.models import ReturnsContact


@rules.predicate
def holds_quality_role(user):
    """The sensitive role: sees small numbers and each organisation's figures."""
    return is_verified(user) and (is_manager(user) or oversees_quality(user))


@rules.predicate
def may_submit(user, body):
    """One of those who send the body's returns, deputies among them."""
    return is_verified(user) and ReturnsContact.objects.filter(user=user, body=body).exists()


for model in ["measureset", "measure", "target", "phase", "obligation", "returnscontact"]:
    manage("quality", model)
manage("quality", "body", "view add change")
manage("quality", "area", "view")
manage("quality", "system", "view")
manage("quality", "return", "view add")
manage("quality", "rolluprun", "view")

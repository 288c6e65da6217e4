import rules

from ccpl_portal.accounts.rules import is_coordinator, is_manager, is_verified, manage
from ccpl_portal.publishing.rules import manage_publishable

manage_publishable("leadership_dev", "programme")
for model in ["programmelevel", "leadershiprole", "questionset", "question", "option"]:
    manage("leadership_dev", model, "view add change")
manage("leadership_dev", "programmelevel", "delete")
manage("leadership_dev", "panelmember", "view")
for model in ["criterion", "anchor", "eligibilityquestion"]:
    manage("leadership_dev", model)


@rules.predicate
def may_draft_roles(user):
    return is_manager(user) or (is_verified(user) and is_coordinator(user))


@rules.predicate
def coordinates(user, role):
    """Steers this recruitment: its own coordinator, any while it has none, a manager."""
    if is_manager(user):
        return True
    return may_draft_roles(user) and role.coordinator_id in {None, user.pk}


@rules.predicate
def is_kept_blind(user, role):
    """Sits on the panel before the names are told; another office makes no difference."""
    return not role.tells_names and role.panel_members.filter(person__user=user).exists()


@rules.predicate
def may_apply(user):
    """Professionals and colleagues whom somebody has vouched for."""
    return is_verified(user) and user.kind != "resident"


@rules.predicate
def handles_applications(user, role):
    """Changes what becomes of applications: an office that is held, not a superuser's power."""
    if not is_verified(user):
        return False
    if user.has_role("manager"):
        return True
    return user.has_role("coordinator") and role.coordinator_id in {None, user.pk}


@rules.predicate
def reads_needs(user, role):
    """What an applicant needs is for the coordinator alone; no manager reads it."""
    return (
        is_verified(user)
        and user.has_role("coordinator")
        and role.coordinator_id in {None, user.pk}
    )

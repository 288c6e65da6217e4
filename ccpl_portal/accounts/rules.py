"""Who is asking, in words. All are false for a reader who has not signed in."""

import rules


@rules.predicate
def is_verified(user):
    """A manager or an allowed e-mail domain has vouched for this person ("pro")."""
    return user.is_authenticated and user.is_verified


@rules.predicate
def is_manager(user):
    """Programme manager or superuser."""
    return user.is_authenticated and user.is_manager


@rules.predicate
def is_coordinator(user):
    return user.is_authenticated and user.has_role("coordinator")


@rules.predicate
def is_superuser(user):
    return user.is_authenticated and user.is_active and user.is_superuser


def manage(app_label, model_name, verbs="view add change delete", by=is_manager):
    """Lets managers use a model in the admin: manage("networks", "group")."""
    for verb in verbs.split():
        rules.add_perm(f"{app_label}.{verb}_{model_name}", by)
    # The admin asks for the house before it asks for the model.
    if not rules.perm_exists(app_label):
        rules.add_perm(app_label, is_manager)


# permissions.csv, user_account: a manager lists, reads, opens, verifies and suspends; what a
# person told about themselves is changed by that person or a superuser.
manage("ccpl_portal", "user", "view add")
manage("ccpl_portal", "user", "change", by=is_superuser)
manage("ccpl_portal", "rolegrant")

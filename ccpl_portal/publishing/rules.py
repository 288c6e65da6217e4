from rules import add_perm, predicate

from ccpl_portal.accounts.rules import is_manager, is_superuser, manage

from .models import State


@predicate
def may_edit(user, thing=None):
    return is_manager(user) and (thing is None or not thing.is_archived)


@predicate
def may_delete(user, thing=None):
    """What the public has seen is archived by managers, not deleted."""
    unseen = thing is None or thing.state in {State.DRAFT, State.SCHEDULED}
    return is_superuser(user) or (is_manager(user) and unseen)


def manage_publishable(app_label, model_name):
    manage(app_label, model_name, "view add")
    add_perm(f"{app_label}.change_{model_name}", may_edit)
    add_perm(f"{app_label}.delete_{model_name}", may_delete)

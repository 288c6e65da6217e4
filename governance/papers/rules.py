from rules import predicate

from ccpl_portal.accounts.rules import is_superuser, manage
from ccpl_portal.audit.actions import record
from governance.meetings.rules import groups_kept_by, keeps_papers

from .models import Submission


@predicate
def may_read(user, paper):
    """Keeps it, or may read it on the agenda of a meeting."""
    if keeps(user, paper) or Submission.objects.filter(paper=paper).visible_to(user).exists():
        return True
    return by_office(user, paper)


@predicate
def keeps(user, paper):
    """Keeps the papers of the group that it comes from."""
    return keeps_papers(user, paper.group)


def by_office(user, paper):
    """A superuser may read a private paper that was sent out; each reading is on record."""
    if not is_superuser(user) or not Submission.objects.filter(paper=paper).out().exists():
        return False
    record("read private paper", paper, by=user)
    return True


def may_send_on(user, paper):
    """Keeps the papers of some group before which this paper could come."""
    return groups_kept_by(user).exists() and may_read(user, paper)


manage("governance", "paper", "view")
manage("governance", "submission", "view")

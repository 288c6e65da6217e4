"""Reports in words are asked for as figures are: once before they are due, and once after."""

from ccpl_portal.outbox.actions import write_letter
from networks.models import Membership
from quality.assurance.coverage import tree, walk
from quality.assurance.models import Report
from quality.returns.due import months_ago
from quality.returns.models import ReturnsContact

from .timing import when

LETTERS = "quality/reminders/letters/report"
# A month that is longer gone is past the last reminder.
MONTHS = 3


def remind_of_reports(home):
    for count in range(1, MONTHS + 1):
        period = months_ago(count)
        for node in walk(tree(home, period)):
            if is_owed(node) and (said := when(node.due_on)):
                ask(node, period, said)


def is_owed(node):
    """A place and the system report on those below them, where there are any."""
    return node.report is None and node.due_on and (node.scope.body or node.below)


def ask(node, period, said):
    for user in writers(node):
        write_letter(
            to=user,
            template=f"{LETTERS}_{said}",
            context={"node": node, "period": period},
            key=f"report-{said}:{node.scope.key}:{period}:{user.pk}",
            about=node.scope.body or node.scope.area or node.scope.system,
            check="quality.report_still_owed",
        )


def writers(node):
    """Who sends the organisation's returns, and who runs the quality group; each once."""
    found = {}
    if node.scope.body:
        contacts = ReturnsContact.objects.filter(body=node.scope.body, signs_off=False)
        found = {contact.user_id: contact.user for contact in contacts.select_related("user")}
    if node.group:
        running = Membership.objects.current().filter(group=node.group, role__in=Membership.LEADING)
        for membership in running.select_related("person__user"):
            if membership.person.user:
                found[membership.person.user.pk] = membership.person.user
    return [user for user in found.values() if user.is_active and user.is_verified]


def is_report_still_owed(letter):
    """Say whether nobody has sent the report that a letter speaks of."""
    _, scope, period, _ = letter.key.split(":")
    return not Report.objects.filter(scope=scope, period=period).exists()

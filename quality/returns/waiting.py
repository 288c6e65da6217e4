"""What waits for those who send returns or sign them off, for their front page."""

from django.urls import reverse

from ccpl_portal.accounts.rules import is_verified
from ccpl_portal.ui.dates import month
from quality.sign_off.waiting import waiting_among

from .due import owed_by

MOST = 5


def returns_waiting_for(user):
    """Pairs of words and address, the longest waiting first."""
    if not is_verified(user):
        return []
    contacts = list(user.returns_contacts.select_related("body"))
    sending = [contact.body for contact in contacts if not contact.signs_off]
    owed = owed_by(sending)[::-1]
    late = [due for due in owed if due.is_late]
    found = [(f"Late: {words_for(due)}", address("returns:edit", due)) for due in late]
    if len(found) > MOST:
        found = [(f"{len(found)} returns are late", reverse("returns:list"))]
    back = [due for due in owed if due.sent_back]
    found += [(f"Sent back: {words_for(due)}", address("returns:edit", due)) for due in back]
    signs = waiting_among([contact.body for contact in contacts if contact.signs_off])
    return found + [(f"Sign off {words_for(due)}", address("sign_off:page", due)) for due in signs]


def words_for(due):
    return f"{due.set.name} of {due.body.name}, {month(due.period)}"


def address(page, due):
    return reverse(page, args=[due.body.code, due.set.slug, due.period.year, due.period.month])

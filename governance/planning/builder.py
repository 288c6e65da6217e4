"""The agenda as its secretary edits it: every line in its place, with the clock running."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from ccpl_portal.audit.actions import record
from governance.meetings.agenda import lines_of
from governance.meetings.balance import balance_of
from governance.meetings.items import NARROWING, AgendaItem
from governance.publishing.changes import narrow, note

from .arranging import lock
from .forms import RowForm, fingerprint
from .presenters import presenter_of


@dataclass
class Row:
    line: object
    form: RowForm
    is_first: bool
    is_last: bool
    may_go_under: bool
    others: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def item(self):
        return self.line.item


class Builder:
    def __init__(self, meeting, data=None):
        self.meeting, self.data = meeting, data
        self.items = {
            item.pk: item
            for item in meeting.items.for_page().select_related("presenter_person", "parent")
        }
        self.lines = lines_of(meeting, list(self.items.values()))
        self.rows = self.rows_of(self.lines)
        self.balance = balance_of(meeting, self.lines)

    def rows_of(self, lines, *, under=False):
        rows = []
        for place, line in enumerate(lines):
            row = Row(
                line,
                self.form_of(line.item),
                is_first=place == 0,
                is_last=place == len(lines) - 1,
                may_go_under=not under and place > 0 and not line.children,
            )
            row.children = self.rows_of(line.children, under=True)
            rows.append(row)
        return rows

    def form_of(self, item):
        prefix = f"row-{item.pk}"
        was_sent = self.data is not None and f"{prefix}-title" in self.data
        return RowForm(self.data if was_sent else None, prefix=prefix, instance=item)

    @property
    def lines_end(self):
        return self.meeting.starts_at + timedelta(minutes=self.balance.allotted)

    @property
    def flat(self):
        return [row for top in self.rows for row in [top, *top.children]]

    def save(self, by):
        """Write the lines that this person changed; True when every one of them could be."""
        # A line's own words are validated into its instance, so what is stored is read apart.
        stored = {item.pk: item for item in self.meeting.items.for_page()}
        edited = [
            row
            for row in self.flat
            if row.form.is_bound and row.item.pk in stored and is_edited(row.form)
        ]
        good = True
        for row in edited:
            good = self.save_row(row, stored[row.item.pk], by) and good
        return good

    def save_row(self, row, stored, by):
        if row.form.data.get(row.form.add_prefix("seen")) != fingerprint(stored):
            row.others = stored
            row.form.add_error(
                None,
                "Somebody else changed this line. It now reads"
                f" “{stored.title}”. Save again to put your words in its place",
            )
            reseen(row.form, stored)
            return False
        if not row.form.is_valid():
            return False
        write(row.form, by)
        return True


def is_edited(form):
    return any(name != "seen" and name in form.changed_data for name in form.fields)


def reseen(form, stored):
    form.data = form.data.copy()
    form.data[form.add_prefix("seen")] = fingerprint(stored)


@transaction.atomic
def write(form, by):
    """Store one line; lines under it are never left more public than it has become."""
    meeting = lock(form.instance.meeting)
    item = form.instance
    for name, value in presenter_of(form.cleaned_data["presenter"].strip(), meeting.group).items():
        setattr(item, name, value)
    wider = NARROWING[: NARROWING.index(item.visibility)]
    AgendaItem.objects.filter(parent=item, visibility__in=wider).update(visibility=item.visibility)
    item.save()
    note(meeting, f"Item changed: {item.title}", item.visibility, item)
    narrow([item, *item.children.all()])
    record("changed agenda item", item, by=by, meeting=meeting.pk)

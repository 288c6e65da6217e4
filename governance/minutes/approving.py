import uuid

from django import forms

from ccpl_portal.ui.forms import Form
from governance.meetings.agenda import lines_of
from governance.meetings.models import Meeting

State = Meeting.State
NOT_LATER = [State.DRAFT, State.CANCELLED, State.MINUTES_APPROVED]


def later_meetings(meeting):
    """Where the minutes of a meeting can be approved, the next one first."""
    later = Meeting.objects.filter(group=meeting.group_id, starts_at__gt=meeting.starts_at)
    return later.exclude(state__in=NOT_LATER).select_related("group").order_by("starts_at")


def choices_of(meeting):
    lines = lines_of(meeting, list(meeting.items.for_page()))
    return [
        (one.item.pk, f"{one.number} {one.item.title}")
        for line in lines
        for one in [line, *line.children]
    ]


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, meeting):
        return str(meeting)


class ApprovalForm(Form):
    AS_PRESENTED, WITH_CORRECTIONS = "as-presented", "with-corrections"

    at_meeting = MeetingChoice(
        label="Approved at",
        queryset=Meeting.objects.none(),
        empty_label=None,
        error_messages={
            "required": "Choose the meeting that approves them",
            "invalid_choice": "Choose a later meeting of the same group",
        },
    )
    how = forms.ChoiceField(
        label="How",
        choices=[(AS_PRESENTED, "As presented"), (WITH_CORRECTIONS, "With corrections")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose as presented or with corrections",
            "invalid_choice": "Choose as presented or with corrections",
        },
    )
    corrections = forms.CharField(
        label="Corrections",
        required=False,
        max_length=8000,
        help_text=(
            "One a line. Begin with the number of the item it belongs to, for example “4:"
            " read ‘May’ for ‘March’”"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Shorten the corrections to 8,000 characters"},
    )

    def __init__(self, *args, meeting, later, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["at_meeting"].queryset = later

    def clean(self):
        cleaned = super().clean()
        with_corrections = cleaned.get("how") == self.WITH_CORRECTIONS
        if with_corrections and not cleaned.get("corrections", "").strip():
            self.add_error("corrections", "Enter what is corrected, one line for each")
        if cleaned.get("how") == self.AS_PRESENTED and cleaned.get("corrections", "").strip():
            self.add_error("how", "Choose “with corrections”, or empty the corrections")
        if any(len(line) > 2000 for line in cleaned.get("corrections", "").splitlines()):
            self.add_error("corrections", "Shorten each correction to 2,000 characters")
        return cleaned

    def facts(self):
        lines = self.cleaned_data["corrections"].splitlines()
        return {
            "at_meeting": self.cleaned_data["at_meeting"],
            "corrections": [self.read(line.strip()) for line in lines if line.strip()],
        }

    def read(self, line):
        """A line that begins with an item's number belongs to that item."""
        items = {item.pk: item for item in self.meeting.items.all()}
        for key, words in choices_of(self.meeting):
            number = words.split()[0]
            if line.startswith((f"{number}:", f"{number} :", f"Item {number}:", f"item {number}:")):
                return items[key], line.partition(":")[2].strip() or line
        return None, line


class CorrectionForm(Form):
    token = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": "Open the page again"}
    )
    item = forms.ModelChoiceField(
        label="About item",
        queryset=None,
        required=False,
        empty_label="The minutes as a whole",
        error_messages={"invalid_choice": "Choose an item of this meeting"},
    )
    text = forms.CharField(
        label="Correction",
        help_text="How it should read. It stands beside the minutes for good, with today’s date",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter the correction",
            "max_length": "Shorten the correction to 2,000 characters",
        },
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, initial={"token": uuid.uuid4()}, **kwargs)
        self.fields["item"].queryset = meeting.items.all()
        self.fields["item"].choices = [("", "The minutes as a whole"), *choices_of(meeting)]

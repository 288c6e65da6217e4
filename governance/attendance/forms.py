from django import forms

from ccpl_portal.ui.forms import Form, ModelForm, TimeField

from .models import Attendance

Standing = Attendance.Standing


class PasteForm(Form):
    people = forms.CharField(
        label="Paste names",
        help_text=(
            "Names or e-mail addresses, one a line or with commas between them. Write"
            " “(deputy for P Roy)” or “(apologies)” behind a name. You see the list before it"
            " is saved"
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Paste at least one name",
            "max_length": "Paste fewer names at a time: 20,000 characters at most",
        },
    )


class PastedForm(Form):
    """One line of the preview: who it is, and how they are there."""

    GUEST, NOBODY = "guest", "leave-out"

    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={
            "required": "Enter a name",
            "max_length": "Shorten the name to 120 characters",
        },
    )
    who = forms.ChoiceField(
        label="Who is it",
        error_messages={
            "required": "Choose who it is",
            "invalid_choice": "Choose a member, a guest or to leave the line out",
        },
    )
    standing = forms.ChoiceField(
        label="How",
        choices=Standing,
        error_messages={
            "required": "Choose how the person is there",
            "invalid_choice": "Choose how the person is there",
        },
    )
    deputy_for = forms.ChoiceField(
        label="Deputy for",
        required=False,
        error_messages={"invalid_choice": "Choose a member from the list"},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        members = [(key, person.name) for key, person in self.people.items()]
        self.fields["who"].choices = [
            (self.GUEST, "A guest"),
            *members,
            (self.NOBODY, "Leave this line out"),
        ]
        self.fields["deputy_for"].choices = [("", "Nobody"), *members]

    @property
    def as_person(self):
        """What the line says, or None when it is left out."""
        cleaned = self.cleaned_data
        if cleaned["who"] == self.NOBODY:
            return None
        deputy_for = self.people.get(cleaned["deputy_for"])
        person = self.people.get(cleaned["who"])
        return {
            "person": person,
            "name": person.name if person else cleaned["name"],
            "standing": cleaned["standing"],
            "deputy_for": deputy_for if deputy_for != person else None,
            "deputy_for_name": "",
        }


class AttendanceForm(ModelForm):
    name = forms.CharField(
        label="Name",
        max_length=120,
        error_messages={
            "required": "Enter a name",
            "max_length": "Shorten the name to 120 characters",
        },
    )
    standing = forms.ChoiceField(
        label="How",
        choices=Standing,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how the person is there",
            "invalid_choice": "Choose how the person is there",
        },
    )
    arrived_at = TimeField(label="Arrived late at", required=False)
    left_at = TimeField(label="Left early at", required=False)

    class Meta:
        model = Attendance
        fields = [
            "name",
            "organisation_words",
            "standing",
            "arrived_at",
            "first_item",
            "left_at",
            "last_item",
        ]
        labels = {
            "organisation_words": "Organisation or role",
            "first_item": "There from item",
            "last_item": "There up to item",
        }
        help_texts = {
            "first_item": "Decides for which items the person counts",
            "last_item": "The last item that the person was there for",
        }

    def __init__(self, *args, lines, **kwargs):
        super().__init__(*args, **kwargs)
        for name, empty in [("first_item", "The beginning"), ("last_item", "The end")]:
            # The queryset refuses the items of other meetings; the choices only name these.
            self.fields[name].queryset = self.instance.meeting.items.all()
            self.fields[name].choices = [("", empty), *lines]

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("arrived_at"), cleaned.get("left_at")
        if first and last and last <= first:
            self.add_error("left_at", "Enter a time after the arrival")
        return cleaned


class WithdrawalForm(Form):
    attendance = forms.ModelChoiceField(
        label="Who withdraws",
        queryset=Attendance.objects.none(),
        error_messages={
            "required": "Choose who withdraws",
            "invalid_choice": "Choose somebody who is at this meeting",
        },
    )
    reason = forms.CharField(
        label="Interest",
        max_length=300,
        error_messages={
            "required": "Enter the interest, as the minutes will say it",
            "max_length": "Shorten the interest to 300 characters",
        },
    )

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["attendance"].queryset = meeting.attendances.filter(
            standing__in=[Standing.PRESENT, Standing.IN_ATTENDANCE]
        )

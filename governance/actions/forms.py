from django import forms

from ccpl_portal.ui.forms import DateField, Form
from governance.attendance.names import who_is

from .models import Action


class ReportForm(Form):
    state = forms.ChoiceField(
        label="How far it has come",
        choices=Action.State,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how far it has come",
            "invalid_choice": "Choose how far it has come from the list",
        },
    )
    comment = forms.CharField(
        label="Comment",
        required=False,
        max_length=2000,
        help_text="What was done, or what is in the way. The group reads it",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten the comment to 2,000 characters"},
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == Action.State.DROPPED and not cleaned.get("comment"):
            self.add_error("comment", "Say why it is dropped")
        return cleaned


class ActionForm(Form):
    text = forms.CharField(
        label="Action",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter what somebody will do",
            "max_length": "Shorten this to 10,000 characters",
        },
    )
    owner = forms.CharField(
        label="Owner",
        required=False,
        max_length=120,
        help_text="A member’s name or e-mail address, or the name of somebody else",
        error_messages={"max_length": "Shorten the name to 120 characters"},
    )
    due_on = DateField(label="Due", required=False)
    comment = forms.CharField(
        label="Why it changes",
        required=False,
        max_length=2000,
        error_messages={"max_length": "Shorten this to 2,000 characters"},
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people

    def facts(self):
        cleaned = self.cleaned_data
        typed = cleaned["owner"].strip()
        fits = who_is(typed, typed if "@" in typed else "", self.people)
        return {
            "text": cleaned["text"],
            "owner": fits[0] if len(fits) == 1 else None,
            "owner_name": typed,
            "due_on": cleaned["due_on"],
            "comment": cleaned["comment"],
        }

import uuid

from django import forms

from ccpl_portal.ui.forms import Form
from governance.attendance.names import who_is
from governance.decisions.models import Decision

from .models import Entry

CONFIRMATION = "not quorate"
DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y"]
TEXT_WORDS = {
    "note": "Enter the note",
    "decision": "Enter what was decided",
    "action": "Enter what somebody will do",
}


class DayInput(forms.DateInput):
    """The device's own calendar: least typing on a tablet, and typed where there is none."""

    input_type = "date"

    def __init__(self):
        super().__init__(format="%Y-%m-%d")


class EntryForm(Form):
    """A note, and what each kind of entry has beside its words."""

    kind = Entry.Kind.NOTE
    token = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Open the page again: this form has lost its number"},
    )
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Note",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": TEXT_WORDS["note"],
            "max_length": "Shorten this to 10,000 characters, or split it in two",
        },
    )

    def __init__(self, *args, item, entry=None, people=(), quoracy=None, **kwargs):
        self.item, self.entry, self.people, self.quoracy = item, entry, people, quoracy
        place = f"entry-{entry.pk}" if entry else f"item-{item.pk}-{self.kind}"
        initial = {"token": uuid.uuid4(), **self.stands(), **kwargs.pop("initial", {})}
        super().__init__(*args, auto_id=f"{place}-%s", initial=initial, **kwargs)
        self.place = place
        self.fields["text"].label = Entry.Kind(self.kind).label

    def stands(self):
        if self.entry is None:
            return {}
        return {"text": self.entry.text, "version": self.entry.version}

    def clean(self):
        cleaned = super().clean()
        if self.entry is None and not cleaned.get("token") and "token" not in self.errors:
            self.add_error("token", self.fields["token"].error_messages["invalid"])
        return cleaned

    def facts(self):
        return {}


class DecisionForm(EntryForm):
    kind = Entry.Kind.DECISION
    outcome = forms.ChoiceField(
        label="Outcome",
        choices=Decision.Outcome,
        initial=Decision.Outcome.AGREED,
        error_messages={
            "required": "Choose the outcome",
            "invalid_choice": "Choose the outcome from the list",
        },
    )
    confirmation = forms.CharField(label="Not quorate for this item", required=False, max_length=40)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = TEXT_WORDS["decision"]
        if not self.must_confirm:
            del self.fields["confirmation"]

    @property
    def must_confirm(self):
        return self.entry is None and self.quoracy is not None and not self.quoracy.is_quorate

    def stands(self):
        if self.entry is None:
            return {}
        return super().stands() | {"outcome": self.entry.decision.outcome}

    def clean_confirmation(self):
        typed = " ".join(self.cleaned_data["confirmation"].lower().split())
        if typed != CONFIRMATION:
            raise forms.ValidationError(
                f"This item is not quorate. Type “{CONFIRMATION}” to record the decision for"
                " ratification"
            )
        return typed

    def facts(self):
        facts = {"outcome": self.cleaned_data["outcome"]}
        return facts | ({"needs_ratification": True} if self.must_confirm else {})


class ActionForm(EntryForm):
    kind = Entry.Kind.ACTION
    owner = forms.CharField(
        label="Owner",
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        error_messages={"max_length": "Shorten the name to 120 characters"},
    )
    due_on = forms.DateField(
        label="Due",
        required=False,
        input_formats=DAYS,
        widget=DayInput,
        error_messages={"invalid": "Enter the date like 15/6/2026"},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].error_messages["required"] = TEXT_WORDS["action"]

    def stands(self):
        if self.entry is None:
            return {}
        action = self.entry.action
        return super().stands() | {"owner": action.owner_words, "due_on": action.due_on}

    def facts(self):
        typed = self.cleaned_data["owner"].strip()
        fits = who_is(typed, typed if "@" in typed else "", self.people)
        owner = fits[0] if len(fits) == 1 else None
        return {
            "owner": owner,
            "owner_name": owner.name if owner else typed,
            "due_on": self.cleaned_data["due_on"],
        }


FORMS = {
    Entry.Kind.NOTE: EntryForm,
    Entry.Kind.DECISION: DecisionForm,
    Entry.Kind.ACTION: ActionForm,
}

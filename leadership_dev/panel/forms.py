from django import forms

from ccpl_portal.people.models import Person
from ccpl_portal.ui.forms import DateField, Form

from .models import DECLARED_TIES


class FindPersonForm(Form):
    q = forms.CharField(
        label="Find somebody in the directory",
        required=False,
        max_length=100,
        help_text="A part of the name is enough",
        error_messages={"max_length": "Shorten the name to 100 characters"},
    )

    def found(self, user, most=10):
        words = self.cleaned_data.get("q", "").split() if self.is_valid() else []
        visible = Person.objects.visible_to(user)
        people = visible.select_related("profession", "organisation").order_by("name")
        for word in words:
            people = people.filter(name__icontains=word)
        return people[:most] if words else []


class OnePersonForm(Form):
    """A form about somebody whom this reader may find in the directory."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.visible_to(user)


class TieForm(OnePersonForm):
    person = forms.ModelChoiceField(
        Person.objects.all(),
        widget=forms.HiddenInput,
        error_messages={
            "required": "Choose somebody from the list",
            "invalid_choice": "Choose somebody from the list",
        },
    )
    kind = forms.ChoiceField(
        label="How you know them",
        choices=[("", "Choose"), *DECLARED_TIES],
        error_messages={
            "required": "Choose how you know this person",
            "invalid_choice": "Choose how you know this person",
        },
    )


class DoneForm(Form):
    done = forms.BooleanField(
        label="I have named everybody I can think of who might apply and whom I know",
        error_messages={"required": "Confirm that you have named everybody you can think of"},
    )


class RecogniseForm(Form):
    kind = forms.ChoiceField(
        label="How you know this applicant",
        choices=DECLARED_TIES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose how you know this applicant",
            "invalid_choice": "Choose how you know this applicant",
        },
    )
    note = forms.CharField(
        label="Anything the chair should know",
        help_text="Do not write who you think it is",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten the note to 1,000 characters"},
    )


class SettleForm(Form):
    RECUSE, MANAGE = "recuse", "manage"

    decision = forms.ChoiceField(
        label="What follows",
        choices=[
            (RECUSE, "The member takes no part in this application"),
            (MANAGE, "The member only knows the applicant professionally, and may score"),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what follows",
            "invalid_choice": "Choose what follows",
        },
    )
    note = forms.CharField(
        label="Why the member may still score",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten the note to 1,000 characters"},
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.MANAGE and not cleaned.get("note", "").strip():
            self.add_error("note", "Enter why this member may still score")
        return cleaned


class MemberForm(OnePersonForm):
    person = forms.ModelChoiceField(
        Person.objects.all(),
        widget=forms.HiddenInput,
        error_messages={
            "required": "Choose somebody from the list",
            "invalid_choice": "Choose somebody from the list",
        },
    )
    is_chair = forms.BooleanField(label="Chairs the panel", required=False)
    training_expires = DateField(label="Panel training valid until", required=False)

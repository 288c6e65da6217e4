"""What anybody who opens an account tells about themselves.

A module of its own, because allauth builds its sign-up forms on this one while they load.
"""

from django import forms

from .models import User

KINDS = [
    (User.Kind.PROFESSIONAL, "Clinical or care professional"),
    (User.Kind.COLLEAGUE, "Other colleague, such as a manager, council officer or charity worker"),
    (User.Kind.RESIDENT, "Resident, patient or carer"),
]


def tidy(name):
    return " ".join(name.split())


class AboutYou(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Enter your name",
            "max_length": "Your name must be 150 characters or fewer",
        },
    )
    kind = forms.ChoiceField(
        label="Which of these describes you best?",
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select what describes you best",
            "invalid_choice": "Select what describes you best",
        },
    )

    field_order = ["name", "kind", "email", "password1"]

    def clean_name(self):
        name = tidy(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError("Enter your name")
        return name

    def signup(self, request, user):
        """Asked for by allauth; the adapter has saved name and kind already."""

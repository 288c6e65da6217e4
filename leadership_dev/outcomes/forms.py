from django import forms

from ccpl_portal.ui.forms import DateField, Form

from .models import FeedbackPoint, ProposedOutcome
from .phrases import complaint_about


class PointForm(Form):
    kind = forms.ChoiceField(
        label="What it is",
        choices=FeedbackPoint.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether it went well or is to be worked on",
            "invalid_choice": "Choose whether it went well or is to be worked on",
        },
    )
    criterion = forms.ModelChoiceField(
        None,
        label="Criterion",
        empty_label=None,
        error_messages={
            "required": "Choose the criterion",
            "invalid_choice": "Choose a criterion from the list",
        },
    )
    text = forms.CharField(
        label="In your words",
        help_text="To the person: “you showed…”. At least 40 characters",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": "Enter what you want to tell the person",
            "max_length": "Shorten it to 2,000 characters",
        },
    )

    def __init__(self, *args, role, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = role.criteria.all()

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if complaint := complaint_about(text):
            raise forms.ValidationError(complaint)
        return text


class DecisionForm(Form):
    """An outcome for each application that was interviewed, and why."""

    rationale = forms.CharField(
        label="Why the panel decides so",
        help_text="Kept on file. Applicants who ask for their data can read it",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Enter why the panel decides so",
            "max_length": "Shorten it to 4,000 characters",
        },
    )

    def __init__(self, *args, applications, **kwargs):
        super().__init__(*args, **kwargs)
        self.applications = applications
        for application in applications:
            words = f"Choose an outcome for {application.reference}"
            self.fields[f"outcome_{application.pk}"] = forms.ChoiceField(
                label=f"{application.identity.name}, {application.reference}",
                choices=ProposedOutcome.Outcome.choices,
                widget=forms.RadioSelect,
                error_messages={"required": words, "invalid_choice": words},
            )
        self.order_fields([*(name for name in self.fields if name != "rationale"), "rationale"])

    def outcomes(self):
        return {one: self.cleaned_data[f"outcome_{one.pk}"] for one in self.applications}


class DeclineForm(Form):
    reason = forms.CharField(
        label="Why, if you want to say",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten it to 1,000 characters"},
    )


class ExtendForm(Form):
    until = DateField(
        label="Answer by",
        error_messages={"required": "Enter the new day", "invalid": "Enter a real date"},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter a reason",
            "max_length": "Shorten it to 1,000 characters",
        },
    )

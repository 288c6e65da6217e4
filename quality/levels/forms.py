from django import forms
from django.utils import timezone

from ccpl_portal.ui.forms import DateField, Form

from .models import AssuranceLevel


class LevelForm(Form):
    about = forms.ChoiceField(
        label="Organisation or measure",
        error_messages={
            "required": "Select an organisation or a measure",
            "invalid_choice": "Select an organisation or a measure",
        },
    )
    level = forms.ModelChoiceField(
        queryset=AssuranceLevel.objects.all(),
        label="Level",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": "Select a level", "invalid_choice": "Select a level"},
    )
    reason = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter why", "max_length": "Shorten it to 2,000 characters"},
    )
    review_on = DateField(
        label="To be reviewed by",
        help_text="For example, 31 3 2027",
        required=False,
    )

    def __init__(self, data, *, bodies, measures, initial=None):
        super().__init__(data, initial=initial)
        self.things = {f"organisation-{body.pk}": {"body": body} for body in bodies}
        self.things |= {f"measure-{measure.pk}": {"measure": measure} for measure in measures}
        self.fields["about"].choices = [
            ("", "Select one"),
            ("Organisations", [(f"organisation-{body.pk}", body.name) for body in bodies]),
            ("Measures", [(f"measure-{measure.pk}", measure.name) for measure in measures]),
        ]

    def clean(self):
        said = super().clean()
        level, review_on = said.get("level"), said.get("review_on")
        if level and not level.is_ordinary and not review_on and "review_on" not in self.errors:
            self.add_error("review_on", "Enter the day by which this is looked at again")
        if review_on and review_on <= timezone.localdate():
            self.add_error("review_on", "Enter a day that is still to come")
        return said

    @property
    def thing(self):
        return self.things[self.cleaned_data["about"]]

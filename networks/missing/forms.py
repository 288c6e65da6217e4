from django import forms

from ccpl_portal.organisations.models import Organisation, Place, Sector
from ccpl_portal.people.models import Person, ProfessionFamily
from ccpl_portal.ui.forms import DateField, Form, ModelForm

from .models import Gap

LONG = {"max_length": "Shorten the text to 1,000 characters"}


class AboutForm(Form):
    """Who is missing, as the address says it."""

    family = forms.ModelChoiceField(ProfessionFamily.objects, to_field_name="slug", required=False)
    sector = forms.ModelChoiceField(Sector.objects, to_field_name="slug", required=False)
    place = forms.ModelChoiceField(Place.objects, to_field_name="slug", required=False)
    organisation = forms.ModelChoiceField(
        Organisation.objects, to_field_name="ods_code", required=False
    )

    def gap_of(self, group):
        """The plan for this gap, perhaps a new one; None when the address names nobody."""
        if not self.is_valid() or not any(self.cleaned_data.values()):
            return None
        found = Gap.objects.filter(group=group, **self.cleaned_data).first()
        return found or Gap(group=group, **self.cleaned_data)


class GapForm(ModelForm):
    LOOKING = [(True, "Yes"), (False, "No, they are not needed here")]

    is_wanted = forms.TypedChoiceField(
        label="Are you looking for them?",
        choices=LOOKING,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select whether you are looking for them",
            "invalid_choice": "Select whether you are looking for them",
        },
    )
    why_not = forms.CharField(
        label="If not, why?",
        max_length=200,
        required=False,
        error_messages={"max_length": "Shorten the reason to 200 characters"},
    )
    owner = forms.ModelChoiceField(
        Person.objects,
        label="Who takes care of it?",
        required=False,
        empty_label="Nobody yet",
        error_messages={"invalid_choice": "Choose somebody from the list"},
    )
    review_on = DateField(label="When do you look at it again?", required=False)

    class Meta:
        model = Gap
        fields = ["is_wanted", "why_not", "engaging", "working", "call", "owner", "review_on"]
        labels = {
            "engaging": "How can we engage them?",
            "working": "How are we going to make this work for them?",
            "call": "Call for members",
        }
        help_texts = {
            "engaging": "Whom you ask, where and when",
            "working": "For example meetings outside clinics, short papers, cover for their time",
        }
        widgets = {
            "engaging": forms.Textarea(attrs={"rows": 3}),
            "working": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "engaging": LONG,
            "working": LONG,
            "call": {"max_length": "Shorten the call to 200 characters"},
        }

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = owners

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_wanted") is False and not cleaned.get("why_not"):
            self.add_error("why_not", "Enter why they are not needed here")
        return cleaned

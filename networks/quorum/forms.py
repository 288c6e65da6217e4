from django import forms

from ccpl_portal.ui.forms import ModelForm
from networks.members.models import Membership

from .models import QuorumCondition


class QuorumConditionForm(ModelForm):
    at_least = forms.IntegerField(
        label="At least",
        min_value=1,
        max_value=100,
        initial=1,
        error_messages={
            "required": "Enter how many of them are needed",
            "invalid": "Enter a whole number",
            "min_value": "Enter 1 or more",
            "max_value": "Enter 100 or fewer",
        },
    )
    roles = forms.MultipleChoiceField(
        label="Of these roles",
        choices=Membership.Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave all empty when the role does not matter",
    )

    class Meta:
        model = QuorumCondition
        fields = ["at_least", "roles", "families", "professions", "words"]
        widgets = {
            "families": forms.CheckboxSelectMultiple,
            "professions": forms.CheckboxSelectMultiple,
        }
        labels = {
            "families": "Of these families of professions",
            "professions": "Of these professions",
        }

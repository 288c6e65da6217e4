from django import forms

from ccpl_portal.ui.forms import Form
from networks.groups.models import Group

from .actions import ITSELF


class MergeForm(Form):
    into = forms.ModelChoiceField(
        label="Merge it into",
        queryset=Group.objects.order_by("name"),
        empty_label="Choose the group that remains",
        error_messages={
            "required": "Select the group that remains",
            "invalid_choice": "Select the group that remains",
        },
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group

    def clean_into(self):
        into = self.cleaned_data["into"]
        if into.pk == self.group.pk:
            raise forms.ValidationError(ITSELF)
        return into

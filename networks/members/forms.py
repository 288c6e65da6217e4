from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ccpl_portal.people.finding import PersonField
from ccpl_portal.ui import dates
from ccpl_portal.ui.forms import DateField, Form, ModelForm
from networks.members.models import Membership


class RoleForm(ModelForm):
    """What somebody is in a group and for whom they speak."""

    role = forms.ChoiceField(
        choices=Membership.Role.choices,
        error_messages={
            "required": "Select a role",
            "invalid_choice": "Select a role from the list",
        },
    )

    class Meta:
        model = Membership
        fields = ["role", "votes", "organisation", "profession", "place"]
        labels = {
            "organisation": "Organisation that they represent",
            "profession": "Profession that they represent",
            "place": "Place that they represent",
        }
        error_messages = {
            name: {"invalid_choice": "Select one from the list"}
            for name in ["organisation", "profession", "place"]
        }


class AddMemberForm(RoleForm):
    person = PersonField(error_messages={"required": "Enter the name of a person"})
    from_on = DateField(
        label="First day",
        required=False,
        help_text="Leave empty when it is not known",
    )
    last_day = DateField(label="Last day", required=False, help_text="Leave empty while it lasts")
    field_order = ["person", "role", "votes"]

    def __init__(self, *args, group, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.group = group
        self.fields["person"].user = user

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("from_on"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "Enter a last day that is not before the first day")
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        membership, data = self.instance, self.cleaned_data
        membership.person, membership.from_on = data["person"], data["from_on"]
        last = data["last_day"]
        membership.until_on = last + timedelta(days=1) if last else None
        try:
            membership.validate_constraints()
        except ValidationError as refusal:
            self.add_error("person", ValidationError(refusal.messages))


class ChangeMemberForm(RoleForm):
    from_on = DateField(
        label="From which day",
        initial=timezone.localdate,
        help_text="What they were before that day stays on record",
        error_messages={"required": "Enter the day from which this holds"},
    )

    def clean_from_on(self):
        day, until = self.cleaned_data["from_on"], self.instance.until_on
        if until and day >= until:
            raise forms.ValidationError(f"Enter a day before {dates.day(until)}, when it ends")
        return day


class EndForm(Form):
    last_day = DateField(
        label="Last day",
        initial=timezone.localdate,
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        self.membership = membership

    def clean_last_day(self):
        day, first = self.cleaned_data["last_day"], self.membership.from_on
        if first and day < first - timedelta(days=1):
            raise forms.ValidationError(f"Enter a day from {dates.day(first)} on, when it began")
        return day

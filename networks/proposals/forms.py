from django import forms

from ccpl_portal.people.finding import PersonField
from ccpl_portal.strategy.models import PriorityArea
from ccpl_portal.ui.forms import Form, ModelForm
from networks.groups.models import GroupKind

from .models import GroupProposal

State = GroupProposal.State


class ProposalForm(ModelForm):
    name = forms.CharField(
        label="What the group could be called",
        max_length=160,
        error_messages={
            "required": "Enter what the group could be called",
            "max_length": "Shorten the name to 160 characters",
        },
    )
    need = forms.CharField(
        label="The need for it",
        help_text="What goes wrong or is missing now, and what the group would do about it",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": "Enter the need for the group",
            "max_length": "Shorten this to 3,000 characters",
        },
    )
    area = forms.ModelChoiceField(
        label="Priority area",
        queryset=PriorityArea.objects.all(),
        empty_label="Choose a priority area",
        error_messages={
            "required": "Select the priority area that it serves",
            "invalid_choice": "Select a priority area from the list",
        },
    )
    who_else = forms.CharField(
        label="Who else should be part of it",
        help_text="People, professions, organisations",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten this to 1,000 characters"},
    )
    lead = PersonField(
        label="Who could lead it",
        help_text="Your own name, or the name of somebody in the directory who agrees to it",
        error_messages={"required": "Enter who could lead it"},
    )

    class Meta:
        model = GroupProposal
        fields = ["name", "need", "area", "who_else", "lead"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].user = user


class AnswerForm(Form):
    decision = forms.ChoiceField(
        label="Your answer",
        choices=[
            (State.IN_DISCUSSION, "We are talking about it"),
            (State.AGREED, "Agreed: make the group"),
            (State.NOT_TAKEN_FORWARD, "Not taken forward"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select an answer", "invalid_choice": "Select an answer"},
    )
    kind = forms.ModelChoiceField(
        label="Kind of group, when it is agreed",
        queryset=GroupKind.objects.filter(is_forum=False),
        required=False,
        empty_label="Choose a kind",
        error_messages={"invalid_choice": "Select a kind from the list"},
    )
    answer = forms.CharField(
        label="Words to go with it",
        help_text="The proposer reads them. Needed when it is not taken forward",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Shorten the words to 2,000 characters"},
    )

    def clean(self):
        cleaned = super().clean()
        decision = cleaned.get("decision")
        if decision == State.NOT_TAKEN_FORWARD and cleaned.get("answer") == "":
            self.add_error("answer", "Enter why it is not taken forward")
        if decision == State.AGREED and "kind" in cleaned and cleaned["kind"] is None:
            self.add_error("kind", "Select the kind of group that it becomes")
        return cleaned

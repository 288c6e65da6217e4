from django import forms

from ccpl_portal.ui.forms import Form, ModelForm

from .models import JoinRequest


class JoinRequestForm(ModelForm):
    message = forms.CharField(
        label="Message to those who lead the group",
        help_text="Say in a few words who you are and what brings you",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter a message to those who lead the group",
            "max_length": "Shorten the message to 1,000 characters",
        },
    )

    class Meta:
        model = JoinRequest
        fields = ["message"]


class AnswerForm(Form):
    ACCEPT, DECLINE = "accept", "decline"

    decision = forms.ChoiceField(
        label="Your decision",
        choices=[(ACCEPT, "Accept"), (DECLINE, "Decline")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select whether you accept or decline",
            "invalid_choice": "Select whether you accept or decline",
        },
    )
    answer = forms.CharField(
        label="Words to go with it",
        help_text="They are sent to the person. Needed when you decline",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Shorten the words to 1,000 characters"},
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("decision") == self.DECLINE and cleaned.get("answer") == "":
            self.add_error("answer", "Enter why, so that the person knows what to do instead")
        return cleaned

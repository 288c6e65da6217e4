from django import forms

from ccpl_portal.ui.forms import Form

from .models import Reply


class ReplyForm(Form):
    answer = forms.ChoiceField(
        label="Will you be there?",
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select whether you come",
            "invalid_choice": "Select whether you come",
        },
    )
    deputy_name = forms.CharField(
        label="Name of your deputy",
        help_text="Only when you send one",
        required=False,
        max_length=120,
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Reply.Answer.DEPUTY and not cleaned.get("deputy_name"):
            self.add_error("deputy_name", "Enter the name of your deputy")
        return cleaned


class CancelForm(Form):
    reason = forms.CharField(
        label="Why it does not take place",
        help_text="Shown on the meeting’s page and sent to its members",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter why the meeting does not take place",
            "max_length": "Shorten the reason to 300 characters",
        },
    )

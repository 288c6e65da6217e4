import uuid

from django import forms

from ccpl_portal.ui.forms import Form


class MessageForm(Form):
    name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": "Enter your name",
            "max_length": "Shorten your name to 120 characters",
        },
    )
    email = forms.EmailField(
        label="Your email address",
        help_text="The answer goes there. We show it to nobody else",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Enter your email address",
            "invalid": "Enter an email address like name@example.org",
        },
    )
    message = forms.CharField(
        label="Your message",
        help_text="Write nothing that identifies a patient",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": "Enter your message",
            "max_length": "Shorten your message to 3,000 characters",
        },
    )
    # One letter for a button pressed twice.
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # People do not see it, so only a machine fills it in.
    website = forms.CharField(label="Leave this empty (optional)", required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["token"] = uuid.uuid4()
        if user.is_authenticated:
            del self.fields["name"], self.fields["email"]

    @property
    def is_by_a_machine(self):
        return bool(self.cleaned_data.get("website"))

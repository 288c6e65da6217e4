from django import forms

from ccpl_portal.accounts.models import User
from ccpl_portal.ui.forms import Form
from quality.returns.models import ReturnsContact


class DeputyForm(Form):
    body = forms.ModelChoiceField(
        queryset=None,
        label="Organisation",
        empty_label=None,
        error_messages={
            "required": "Select the organisation",
            "invalid_choice": "Select the organisation",
        },
    )
    email = forms.EmailField(
        label="Your colleague's e-mail address",
        help_text="They need an account of their own that has been verified",
        error_messages={
            "required": "Enter your colleague's e-mail address",
            "invalid": "Enter an e-mail address such as name@organisation.nhs.uk",
        },
    )

    def __init__(self, data, *, bodies):
        super().__init__(data)
        self.fields["body"].queryset = bodies
        if bodies.count() == 1:
            self.fields["body"].initial = bodies.get()
            self.fields["body"].widget = forms.HiddenInput()

    def clean_email(self):
        email = self.cleaned_data["email"]
        user = User.objects.filter(email__iexact=email, is_active=True).first()
        if user is None or not user.is_verified:
            raise forms.ValidationError(
                "No verified account has this address. Ask your colleague to open one first"
            )
        self.colleague = user
        return email

    def clean(self):
        said = super().clean()
        if not self.errors:
            held = ReturnsContact.objects.filter(body=said["body"], user=self.colleague)
            if held.exists():
                self.add_error("email", "This colleague already sends returns for it")
        return said

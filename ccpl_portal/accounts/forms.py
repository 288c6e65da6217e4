"""allauth's forms with our labels, hints and errors; what they do is allauth's."""

from allauth.account import forms as account
from allauth.mfa.base import forms as second_step
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as passkeys
from allauth.socialaccount import forms as single_sign_on
from django import forms
from django.db import IntegrityError, transaction

from ccpl_portal.ui.forms import ModelForm

from .models import User
from .signup import AboutYou, tidy

NO_SUCH_ADDRESS = "Enter an email address in the correct format, like name@example.nhs.uk"
HINT_FOR_NEW = "At least 10 characters. Three random words are easy to remember and hard to guess."


def say(field, label, *, missing="", hint="", **errors):
    """Give a field its words and take away the ones it had."""
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    if missing:
        errors["required"] = missing
    field.error_messages = {**field.error_messages, **errors}


def say_email(field, *, missing="Enter your email address", hint="", autocomplete="email"):
    say(field, "Email address", missing=missing, hint=hint, invalid=NO_SUCH_ADDRESS)
    field.widget = forms.EmailInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    for validator in field.validators:
        if hasattr(validator, "domain_allowlist"):
            validator.message = NO_SUCH_ADDRESS


def say_code(field, *, label="Code", hint="", missing="Enter the code from our email"):
    say(field, label, missing=missing, hint=hint)
    field.widget.attrs.update({"spellcheck": "false", "class": "nhsuk-input--width-10"})


class InOurWords:
    """A form whose errors are told by the page, not by a browser's bubble."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.put_in_words()

    def put_in_words(self):
        raise NotImplementedError


class LoginForm(InOurWords, account.LoginForm):
    """One address, two equal ways on: a password, or a code by email (the button `by_code`)."""

    def put_in_words(self):
        say_email(self.fields["login"], autocomplete="username")
        say(
            self.fields["password"],
            "Password",
            missing="Enter your password, or choose “Email me a code”",
        )
        self.fields["password"].required = "by_code" not in self.data
        say(
            self.fields["remember"],
            "Keep me signed in for 14 days",
            hint="Do not tick this on a shared computer",
        )

    def clean_password(self):
        return "" if "by_code" in self.data else self.cleaned_data["password"]


class SignupForm(InOurWords, account.SignupForm):
    def put_in_words(self):
        say_email(
            self.fields["email"],
            hint="Use your work address if you have one: it is the quickest to verify.",
        )
        if "password1" in self.fields:
            say(
                self.fields["password1"],
                "Password (optional)",
                hint=f"{HINT_FOR_NEW} Without one, we email you a code each time.",
            )

    def try_save(self, request):
        try:
            with transaction.atomic():
                return super().try_save(request)
        except IntegrityError:
            # Somebody opened an account with this address a moment ago: the same answer
            # as for an address that was known all along.
            self.account_already_exists = True
            return super().try_save(request)


class SingleSignOnSignupForm(InOurWords, single_sign_on.SignupForm):
    def put_in_words(self):
        say_email(self.fields["email"])


class RequestCodeForm(InOurWords, account.RequestLoginCodeForm):
    def put_in_words(self):
        say_email(self.fields["email"])


class CodeForm(InOurWords):
    def put_in_words(self):
        say_code(self.fields["code"], hint="8 letters, for example BCDF-GHJK")


class SignInCodeForm(CodeForm, account.ConfirmLoginCodeForm):
    pass


class EmailCodeForm(CodeForm, account.ConfirmEmailVerificationCodeForm):
    pass


class ResetCodeForm(CodeForm, account.ConfirmPasswordResetCodeForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    def put_in_words(self):
        say_email(self.fields["email"])


class ChangeEmailForm(InOurWords, account.AddEmailForm):
    def put_in_words(self):
        say_email(self.fields["email"], missing="Enter your new email address")
        self.fields["email"].label = "New email address"


def say_new_password(fields):
    say(
        fields["password1"],
        "New password",
        hint=HINT_FOR_NEW,
        missing="Enter a new password",
    )
    # The field shows what is typed, so nobody has to type it twice.
    del fields["password2"]


class NewPasswordForm(InOurWords, account.ResetPasswordKeyForm):
    def put_in_words(self):
        say_new_password(self.fields)


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    def put_in_words(self):
        say_new_password(self.fields)


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    def put_in_words(self):
        say(
            self.fields["oldpassword"],
            "Current password",
            missing="Enter your current password",
        )
        say_new_password(self.fields)


class PasswordAgainForm(InOurWords, account.ReauthenticateForm):
    def put_in_words(self):
        say(self.fields["password"], "Password", missing="Enter your password")


class SecondStep(InOurWords):
    def put_in_words(self):
        say_code(
            self.fields["code"],
            hint="6 digits from your authenticator app, or one of your recovery codes",
            missing="Enter the code from your authenticator app",
        )


class SecondStepForm(SecondStep, second_step.AuthenticateForm):
    pass


class SecondStepAgainForm(SecondStep, second_step.ReauthenticateForm):
    pass


class AddAppForm(InOurWords, totp.ActivateTOTPForm):
    def put_in_words(self):
        say_code(
            self.fields["code"],
            label="Code that the app shows",
            hint="6 digits",
            missing="Enter the code that the app shows",
        )
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class Passkey(InOurWords):
    def put_in_words(self):
        say(
            self.fields["name"],
            "Name of this passkey",
            hint="So that you can tell it from others, for example “My phone”",
            missing="Enter a name for the passkey",
        )
        self.fields["name"].max_length = 100
        if "credential" in self.fields:
            self.fields["credential"].error_messages["required"] = (
                "Press the button and follow your device. This page needs JavaScript for it"
            )


class AddPasskeyForm(Passkey, passkeys.AddWebAuthnForm):
    def put_in_words(self):
        super().put_in_words()
        say(
            self.fields["passwordless"],
            "Let me sign in with this passkey alone",
            hint="Leave this ticked unless it is a security key without a PIN or fingerprint",
        )
        self.fields["passwordless"].initial = True


class FirstPasskeyForm(Passkey, passkeys.SignupWebAuthnForm):
    pass


class RenamePasskeyForm(Passkey, passkeys.EditWebAuthnForm):
    pass


class DisconnectForm(InOurWords, single_sign_on.DisconnectForm):
    def put_in_words(self):
        say(
            self.fields["account"],
            "Which account?",
            missing="Select the account to disconnect",
        )


class ProfileForm(ModelForm):
    """Name, and the kind of account for as long as nobody has verified it."""

    class Meta:
        model = User
        fields = ["name", "kind"]
        widgets = {"kind": forms.RadioSelect}
        labels = {name: AboutYou.base_fields[name].label for name in ["name", "kind"]}
        error_messages = {
            name: AboutYou.base_fields[name].error_messages for name in ["name", "kind"]
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = AboutYou.base_fields["kind"].choices
        if self.instance.verified_at:
            # A manager vouched for this kind of account, so a manager changes it.
            del self.fields["kind"]

    def clean_name(self):
        return tidy(self.cleaned_data["name"])

"""What an applicant types. Drafts are saved as they stand: nothing is demanded before sending."""

from django import forms

from ccpl_portal.ui.forms import Form, ModelForm

from .models import AdjustmentRequest, Answer, Application, ApplicationIdentity
from .traces import REMOVED


class ScreenForm(Form):
    """One yes or no for each question of the role."""

    def __init__(self, *args, questions, earlier, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        for question in questions:
            words = f"Select yes or no: {question.text}"
            self.fields[f"question_{question.pk}"] = forms.ChoiceField(
                label=question.text,
                choices=[("yes", "Yes"), ("no", "No")],
                widget=forms.RadioSelect(attrs={"class": "inline"}),
                error_messages={"required": words, "invalid_choice": words},
            )
        if earlier:
            self.fields["reuse"] = forms.ModelChoiceField(
                label="Use answers of an earlier application",
                queryset=earlier,
                required=False,
                to_field_name="public_id",
                empty_label="Start with empty answers",
                error_messages={"invalid_choice": "Choose one of your own applications"},
            )
            self.fields["reuse"].label_from_instance = lambda one: one.role.title

    @property
    def said_no(self):
        return [
            question
            for question in self.questions
            if self.cleaned_data[f"question_{question.pk}"] == "no"
        ]


class LenientForm(ModelForm):
    """A part of a draft: whatever is typed is kept, unless it cannot be stored at all."""

    says_what_is_optional = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False


class AboutForm(LenientForm):
    class Meta:
        model = ApplicationIdentity
        fields = ["name", "email", "phone", "job_title", "employer", "profession",
                  "registration_body", "registration_number"]  # fmt: skip
        labels = {
            "name": "Full name",
            "email": "Email address",
            "phone": "Phone number (optional)",
            "employer": "Main employer",
            "registration_body": "Professional register (optional)",
            "registration_number": "Registration number (optional)",
        }
        help_texts = {
            "profession": "For example midwife, social worker or general practitioner",
            "registration_body": "For example GMC, NMC, HCPC or Social Work England",
        }


class PeopleForm(LenientForm):
    class Meta:
        model = ApplicationIdentity
        fields = ["line_manager", "line_manager_email", "referee_one", "referee_one_email",
                  "referee_two", "referee_two_email", "mentor"]  # fmt: skip
        labels = {
            "line_manager": "Name of your line manager",
            "line_manager_email": "Email address of your line manager (optional)",
            "referee_one": "Name of your first referee",
            "referee_one_email": "Email address of your first referee",
            "referee_two": "Name of your second referee",
            "referee_two_email": "Email address of your second referee",
            "mentor": "Name of your mentor or coach (optional)",
        }


class AnswerForm(LenientForm):
    class Meta:
        model = Answer
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 16, "maxlength": None})}

    def __init__(self, *args, criterion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Your answer"
        self.fields["text"].help_text = "Leave out your name, your employer and people you name"


class NeedsForm(LenientForm):
    class Meta:
        model = AdjustmentRequest
        fields = ["needs"]
        labels = {"needs": "What do you need to take part? (optional)"}
        help_texts = {
            "needs": "For example questions in large print, a room without stairs, more time."
            " Say what you need; you need not say why"
        }
        widgets = {"needs": forms.Textarea(attrs={"rows": 5})}
        error_messages = {"needs": {"max_length": "Shorten it to 2,000 characters"}}

    guarantee = forms.ChoiceField(
        label="Guaranteed interview",
        help_text="Disabled applicants who meet every essential criterion can choose to be"
        " interviewed. Scorers do not see your choice",
        choices=[("yes", "Yes, I want to use it"), ("no", "No, or it does not apply to me")],
        widget=forms.RadioSelect,
        required=False,
    )


class DeclarationForm(LenientForm):
    class Meta:
        model = Application
        fields = ["declared_true"]
        labels = {
            "declared_true": "What I have written is true, and I have named everybody who would"
            " have a conflict of interest in scoring it"
        }


class WithdrawForm(Form):
    reason = forms.CharField(
        label="Why you withdraw (optional)",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Shorten it to 500 characters"},
    )


class ReviewForm(Form):
    reason = forms.CharField(
        label="Why it should be looked at again",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter why it should be looked at again",
            "max_length": "Shorten it to 1,000 characters",
        },
    )


class EligibilityForm(Form):
    outcome = forms.ChoiceField(
        label="Is this application eligible?",
        choices=[("eligible", "Yes, it goes to the sift"), ("ineligible", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select yes or no", "invalid_choice": "Select yes or no"},
    )
    criterion = forms.ModelChoiceField(
        label="If no: the criterion that is not met",
        queryset=None,
        required=False,
        empty_label="None",
        error_messages={"invalid_choice": "Choose a criterion of this role"},
    )
    reason = forms.CharField(
        label="If no: the reason",
        help_text="The applicant reads it and may ask once for a review",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "Shorten it to 1,000 characters"},
    )

    def __init__(self, *args, role, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = role.criteria.essential()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == "ineligible":
            if not cleaned.get("criterion"):
                self.add_error("criterion", "Choose the criterion that is not met")
            if not cleaned.get("reason"):
                self.add_error("reason", "Enter the reason")
        return cleaned


class RedactForm(Form):
    """The copy of each answer that the panel reads."""

    def __init__(self, *args, answers, **kwargs):
        super().__init__(*args, **kwargs)
        self.answers = answers
        for answer in answers:
            self.fields[f"answer_{answer.pk}"] = forms.CharField(
                label=answer.criterion.name,
                help_text=f"Put {REMOVED} in place of whatever tells who wrote it",
                required=False,
                initial=answer.redacted,
                widget=forms.Textarea(attrs={"rows": 8}),
            )


class ArrangementForm(ModelForm):
    class Meta:
        model = AdjustmentRequest
        fields = ["agreed"]
        labels = {"agreed": "What was agreed"}
        help_texts = {
            "agreed": "Only what is done, never why. It stands on the interview slip that the"
            " panel reads"
        }
        error_messages = {"agreed": {"max_length": "Shorten it to 500 characters"}}

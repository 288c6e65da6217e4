from datetime import datetime, time

from django import forms
from django.utils import timezone

from ccpl_portal.ui.forms import DateField, Form, ModelForm, TimeField

from .models import Anchor, Criterion, EligibilityQuestion, LeadershipRole, RoleQuestion

OPENING = time(9)
CLOSING = time(17)


def longest(number):
    return {"max_length": f"Shorten it to {number:,} characters"}


class AboutForm(ModelForm):
    title = forms.CharField(
        label="Title of the role",
        max_length=160,
        error_messages={"required": "Enter the title of the role", **longest(160)},
    )

    class Meta:
        model = LeadershipRole
        fields = ["title", "summary", "purpose", "weight", "post", "group", "workstream", "place",
                  "organisation"]  # fmt: skip
        widgets = {"weight": forms.RadioSelect, "purpose": forms.Textarea(attrs={"rows": 12})}
        error_messages = {
            "weight": {"required": "Select the weight of the process"},
            "summary": longest(300),
            "purpose": longest(6000),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["weight"].choices = LeadershipRole.Weight.choices


class TermsForm(ModelForm):
    class Meta:
        model = LeadershipRole
        fields = ["amount", "unit", "term_months", "starts_on", "pay", "accountability"]
        field_classes = {"starts_on": DateField}
        widgets = {
            "unit": forms.RadioSelect,
            "pay": forms.Textarea(attrs={"rows": 3}),
            "accountability": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "amount": {
                "invalid": "Enter the time a week as a number, such as 2 or 1.5",
                "max_digits": "Enter a smaller time a week",
                "max_decimal_places": "Enter the time a week with one decimal at most",
            },
            "unit": {"required": "Select a unit"},
            "term_months": {"invalid": "Enter the term as a whole number of months"},
            "pay": longest(1000),
            "accountability": longest(1000),
        }

    def clean_amount(self):
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError("Enter a time a week above nothing")
        return amount


class DatesForm(ModelForm):
    opens_on = DateField(label="Opens on", help_text="At 9am", required=False)
    closes_on = DateField(label="Closes on", required=False)
    closes_time = TimeField(label="Closes at", required=False)

    class Meta:
        model = LeadershipRole
        fields = ["interviews_from", "interviews_until"]
        field_classes = {"interviews_from": DateField, "interviews_until": DateField}

    field_order = ["opens_on", "closes_on", "closes_time", "interviews_from", "interviews_until"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        role = self.instance
        if role.opens_at:
            self.initial["opens_on"] = timezone.localdate(role.opens_at)
        if role.closes_at:
            self.initial["closes_on"] = timezone.localdate(role.closes_at)
        closes = timezone.localtime(role.closes_at).time() if role.closes_at else CLOSING
        self.initial["closes_time"] = closes

    def clean(self):
        cleaned = super().clean()
        role = self.instance
        opens, closes = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens and closes and closes <= opens:
            self.add_error("closes_on", "Enter a closing date that is after the opening date")
            return cleaned
        role.opens_at = opens and moment(opens, OPENING)
        role.closes_at = closes and moment(closes, cleaned.get("closes_time") or CLOSING)
        first, last = cleaned.get("interviews_from"), cleaned.get("interviews_until")
        if first and last and last < first:
            self.add_error("interviews_until", "Enter a last day that is not before the first")
        return cleaned


def moment(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


class ContactForm(ModelForm):
    class Meta:
        model = LeadershipRole
        fields = ["contact_name", "contact_email", "talk", "employer_told"]
        widgets = {
            "talk": forms.Textarea(attrs={"rows": 3}),
            "employer_told": forms.Textarea(attrs={"rows": 3}),
        }
        error_messages = {
            "contact_email": {"invalid": "Enter an email address like name@example.nhs.uk"},
            "talk": longest(500),
            "employer_told": longest(1000),
        }


class ScreenForm(ModelForm):
    questions = forms.CharField(
        label="Eligibility questions",
        help_text="One a line. Whoever may apply answers yes to each of them",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    class Meta:
        model = LeadershipRole
        fields = ["word_limit"]
        error_messages = {
            "word_limit": {
                "required": "Enter the most words in an answer",
                "invalid": "Enter the most words in an answer as a whole number",
            }
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        questions = self.instance.eligibility_questions.all()
        self.initial["questions"] = "\n".join(question.text for question in questions)

    def clean_word_limit(self):
        limit = self.cleaned_data["word_limit"]
        if not 50 <= limit <= 2000:
            raise forms.ValidationError("Enter a number of words from 50 to 2,000")
        return limit

    def clean_questions(self):
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines()]
        lines = [line for line in lines if line]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Shorten each question to 200 characters")
        return lines

    def save(self, commit=True):
        role = super().save(commit)
        role.eligibility_questions.all().delete()
        EligibilityQuestion.objects.bulk_create(
            EligibilityQuestion(role=role, text=text, position=number)
            for number, text in enumerate(self.cleaned_data["questions"])
        )
        return role


class CriterionForm(ModelForm):
    """A criterion with the words of its five scores on one page."""

    class Meta:
        model = Criterion
        fields = ["name", "text", "kind", "weight"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"weight": "1 to 5. A weight of 2 counts twice as much as a weight of 1"}
        error_messages = {
            "name": {"required": "Enter a name for the criterion", **longest(80)},
            "text": {"required": "Enter what is looked for", **longest(400)},
            "kind": {"required": "Select essential or desirable"},
            "weight": {
                "required": "Enter a weight from 1 to 5",
                "invalid": "Enter a weight from 1 to 5",
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Criterion.Kind.choices
        given = self.instance.pk and dict(self.instance.anchors.values_list("score", "text"))
        for score, word in Anchor.WORDS.items():
            self.fields[f"anchor_{score}"] = forms.CharField(
                label=f"Score {score}: {word.lower()}",
                required=False,
                max_length=300,
                initial=(given or {}).get(score, ""),
                error_messages=longest(300),
            )

    @property
    def anchors(self):
        return [self[f"anchor_{score}"] for score in Anchor.WORDS]

    def save(self, commit=True):
        criterion = super().save(commit)
        for score in Anchor.WORDS:
            text = self.cleaned_data[f"anchor_{score}"].strip()
            if text:
                Anchor.objects.update_or_create(
                    criterion=criterion, score=score, defaults={"text": text}
                )
            else:
                criterion.anchors.filter(score=score).delete()
        return criterion


class StepForm(Form):
    """A step that needs no words."""


class ReasonForm(Form):
    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Enter a reason", **longest(500)},
    )


class PublicReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Everybody can read it, and applicants get it by letter"


class ExtendForm(Form):
    closes_on = DateField(
        label="New closing date", error_messages={"required": "Enter the new closing date"}
    )
    closes_time = TimeField(
        label="New closing time", error_messages={"required": "Enter the new closing time"}
    )
    reason = forms.CharField(
        label="Note",
        help_text="Everybody can read it, and applicants get it by letter",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter a note that says why", **longest(500)},
    )

    @property
    def closes_at(self):
        return moment(self.cleaned_data["closes_on"], self.cleaned_data["closes_time"])


class AskForm(ModelForm):
    class Meta:
        model = RoleQuestion
        fields = ["text"]
        labels = {"text": "Your question"}
        help_texts = {"text": "Do not name yourself: the question is published with its answer"}
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        error_messages = {"text": {"required": "Enter your question", **longest(500)}}


class AnswerForm(ModelForm):
    class Meta:
        model = RoleQuestion
        fields = ["text", "answer"]
        labels = {"text": "The question as it is published", "answer": "Your answer"}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 3}),
            "answer": forms.Textarea(attrs={"rows": 5}),
        }
        error_messages = {
            "text": {"required": "Enter the question", **longest(500)},
            "answer": {"required": "Enter the answer", **longest(2000)},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True

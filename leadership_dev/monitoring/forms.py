from django import forms

from ccpl_portal.ui.forms import Form


class WantedForm(Form):
    wanted = forms.ChoiceField(
        label="Do you want to answer the equality questions?",
        choices=[("yes", "Yes, it takes 2 minutes"), ("no", "No, skip them")],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select yes if you want to answer the equality questions",
            "invalid_choice": "Select yes or no",
        },
    )


class QuestionsForm(Form):
    """Questions of the set, each optional. What the first page was told comes along hidden."""

    says_what_is_optional = True

    def __init__(self, *args, questions, given=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.given = dict(given)
        for code, option in self.given.items():
            self.fields[code] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=option
            )
        for question in questions:
            self.fields[question.code] = forms.ChoiceField(
                label=question.text,
                choices=self.choices_of(question),
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": "Choose one of the answers, or leave it empty"},
            )

    def choices_of(self, question):
        before = self.given.get(question.asked_after, "")
        return [
            (option.code, option.text)
            for option in question.options.all()
            if option.asked_after in {"", before}
        ]

    @property
    def answers(self):
        """Code of the question -> code of the answer, for what was answered."""
        return {code: option for code, option in self.cleaned_data.items() if option}

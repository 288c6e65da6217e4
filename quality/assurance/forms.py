from django import forms

from ccpl_portal.ui.forms import Form
from quality.returns.checks import looks_like_a_patient

LONGEST = 5000


def box(label, help_text):
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": f"Shorten it to {LONGEST:,} characters"},
    )


class ReportForm(Form):
    alert = box("What worries us (alert)", "What others have to know now, or have to help with")
    advise = box("What to know (advise)", "What is being watched, and what was done about it")
    assure = box("What is going well (assure)", "What others can rely on, and can learn from")

    def clean(self):
        said = super().clean()
        for name, words in list(said.items()):
            if looks_like_a_patient(words):
                self.add_error(
                    name,
                    "This looks like an NHS number. Write nothing that could identify a patient",
                )
        if not self.errors and not any(said.values()):
            raise forms.ValidationError("Write something in one of the boxes")
        return said

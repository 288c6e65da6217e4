from django import forms

from ccpl_portal.ui.forms import Form

from .preview import MOST
from .reading import read


class PasteForm(Form):
    text = forms.CharField(
        label="Email addresses",
        help_text="One on each line, or with commas or semicolons between them."
        " Names may stand beside them: Ada Example <ada@example.org>",
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={
            "required": "Enter the email addresses of those whom you invite",
            "max_length": f"Paste {MOST} addresses or fewer at a time",
        },
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        count = len(read(text))
        if count > MOST:
            raise forms.ValidationError(
                f"Paste {MOST} addresses or fewer at a time. There are {count:,}"
            )
        return text

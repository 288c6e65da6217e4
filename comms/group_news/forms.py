from django import forms

from ccpl_portal.ui.forms import ModelForm
from comms.news.models import NewsItem


class GroupNewsForm(ModelForm):
    title = forms.CharField(
        max_length=160,
        error_messages={
            "required": "Enter a title",
            "max_length": "Shorten the title to 160 characters",
        },
    )
    typed = forms.CharField(
        label="What you want to say",
        help_text="Its first sentences are shown in lists. Markdown is understood",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": "Enter what you want to say",
            "max_length": "Shorten the text to 10,000 characters",
        },
    )

    class Meta:
        model = NewsItem
        fields = ["title"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["typed"] = self.instance.typed

from django import forms

from ccpl_portal.files.forms import UploadField
from ccpl_portal.ui.forms import Form, ModelForm
from governance.meetings.items import NARROWING
from governance.meetings.words import Visibility

from .models import Paper

MOST_FILES = 30


class CoverForm(ModelForm):
    """The cover sheet of a paper, with its text or a new version of its file."""

    file = UploadField(label="File", required=False)

    class Meta:
        model = Paper
        fields = ["title", "author", "purpose", "recommendation", "principles", "text"]
        labels = {"text": "Text of the paper", "recommendation": "What the group is asked to do"}
        help_texts = {"recommendation": ""}
        widgets = {
            "recommendation": forms.Textarea(attrs={"rows": 3}),
            "text": forms.Textarea(attrs={"rows": 10}),
            "principles": forms.CheckboxSelectMultiple,
        }
        error_messages = {
            "title": {"required": "Enter the title of the paper"},
            "recommendation": {"max_length": "Shorten the recommendation to 2,000 characters"},
            "text": {"max_length": "Shorten the text to 50,000 characters"},
        }


class ChangeForm(CoverForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.kind == Paper.Kind.FILE:
            del self.fields["text"]
            self.fields["file"].label = "New version of the file"
        else:
            del self.fields["file"]

    def clean_text(self):
        text = self.cleaned_data["text"].strip()
        if not text:
            raise forms.ValidationError("Enter the text of the paper")
        return text


class AddForm(CoverForm):
    visibility = forms.ChoiceField(
        label="Who may read it",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select who may read it",
            "invalid_choice": "Choose no more readers than the item has",
        },
    )

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        most = NARROWING.index(item.visibility)
        self.fields["visibility"].choices = Visibility.choices[most:]
        self.initial.setdefault("visibility", item.visibility)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not (cleaned.get("text") or "").strip():
            if "file" not in self.errors:
                self.add_error("file", "Choose a file, or write the text of the paper below")
        elif cleaned.get("file") and (cleaned.get("text") or "").strip():
            self.add_error("text", "A paper is a file or a text: remove one of the two")
        return cleaned


class UploadForm(ModelForm):
    """What a presenter sends by the link in a letter."""

    file = UploadField(
        label="Your paper", error_messages={"required": "Choose the file of your paper"}
    )

    class Meta:
        model = Paper
        fields = ["title", "author", "purpose", "recommendation"]
        labels = {"author": "Who wrote it", "recommendation": "What the group is asked to do"}
        help_texts = {"recommendation": ""}
        widgets = {"recommendation": forms.Textarea(attrs={"rows": 3})}
        error_messages = {
            "title": {"required": "Enter the title of your paper"},
            "recommendation": {"max_length": "Shorten the recommendation to 2,000 characters"},
        }


class SendOnForm(Form):
    """Another agenda for a paper, among those that this person keeps."""

    item = forms.ModelChoiceField(
        label="Put it on another agenda",
        queryset=None,
        empty_label="Choose an item",
        error_messages={
            "required": "Choose the item for which the paper is",
            "invalid_choice": "Choose an item of the list",
        },
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = lambda item: f"{item.meeting}: {item.title}"

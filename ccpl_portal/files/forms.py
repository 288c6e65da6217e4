from django import forms

from ccpl_portal.ui.forms import ModelForm

from .models import KINDS, Picture
from .pictures import LONGEST_SIDE
from .validation import allowed_in_words, check_upload


class UploadField(forms.FileField):
    """A file that was looked into: its cleaned value is a Checked, ready for an action."""

    def __init__(self, *, kinds=tuple(KINDS), longest_side=LONGEST_SIDE, **options):
        self.kinds = kinds
        self.longest_side = longest_side
        endings = [f".{kind}" for kind in kinds] + [".jpeg"] * ("jpg" in kinds)
        options.setdefault("widget", forms.FileInput(attrs={"accept": ",".join(endings)}))
        words = allowed_in_words(kinds)
        options.setdefault("help_text", f"{words[0].upper()}{words[1:]}, up to 20 MB")
        super().__init__(**options)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is data:
            return check_upload(upload, self.kinds, longest_side=self.longest_side)
        return upload


class PictureForm(ModelForm):
    picture = UploadField(
        kinds=("png", "jpg"), error_messages={"required": "Choose a picture to upload"}
    )

    class Meta:
        model = Picture
        fields = ["alt"]
        error_messages = {"alt": {"required": "Enter what the picture shows"}}


class WordsForm(ModelForm):
    class Meta(PictureForm.Meta):
        pass

from django import forms

from ccpl_portal.files.forms import UploadField
from ccpl_portal.ui.forms import Form

LARGEST = 1_000_000


class SheetForm(Form):
    file = UploadField(
        label="CSV file",
        kinds=("csv",),
        help_text="At most 1 MB and 1,000 rows. A row whose key is there already changes it",
        error_messages={"required": "Choose the CSV file"},
    )

    def clean_file(self):
        content = self.cleaned_data["file"].content
        content.seek(0)
        data = content.read()
        if len(data) > LARGEST:
            raise forms.ValidationError("Split the file: it is larger than 1 MB")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(
                "Save the file as “CSV UTF-8” and choose it again"
            ) from None

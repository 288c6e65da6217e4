from django import forms
from django.core.exceptions import ValidationError

from ccpl_portal.files.forms import UploadField
from ccpl_portal.ui.forms import Form
from quality.returns.checks import looks_like_a_patient
from quality.returns.models import Return

from . import reading
from .columns import COLUMNS
from .models import Upload

LONGEST_PASTE = 1_000_000


class UploadForm(Form):
    """Cells pasted, or a file: read into a grid as far as that goes."""

    pasted = forms.CharField(
        label="Paste from Excel",
        help_text="Select the rows with their heading, copy them, and paste them here",
        required=False,
        strip=False,
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        error_messages={"max_length": "That is too much to paste. Upload it as a file"},
    )
    file = UploadField(
        label="Or upload a file",
        kinds=("xlsx", "csv"),
        required=False,
        help_text="An Excel or CSV file. The first sheet is read",
    )
    quality = forms.ChoiceField(
        label="These figures are",
        help_text="A column “Final or provisional” says it row by row",
        choices=[("final", "Final"), ("provisional", "Provisional: they may still change")],
        initial=Return.Quality.FINAL,
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether the figures are final or provisional"},
    )

    def clean(self):
        said = super().clean()
        if self.errors:
            return said
        if bool(said["pasted"].strip()) == bool(said["file"]):
            raise ValidationError("Paste the rows, or choose a file: one of the two")
        try:
            said["grid"] = self.read(said)
        except ValidationError as wrong:
            self.add_error("file" if said["file"] else "pasted", wrong)
        return said

    def read(self, said):
        if not said["file"]:
            return reading.from_text(said["pasted"])
        said["file"].content.seek(0)
        data = said["file"].content.read()
        return {"csv": reading.from_csv, "xlsx": reading.from_excel}[said["file"].kind](data)

    @property
    def source(self):
        file = self.cleaned_data["file"]
        return Upload.Source(file.kind) if file else Upload.Source.PASTED

    @property
    def name(self):
        file = self.cleaned_data["file"]
        return file.name[:150] if file else ""


class MatchForm(Form):
    """Which column of the sheet holds what."""

    def __init__(self, data, *, upload, missing):
        super().__init__(data, initial=upload.matches)
        needed = {column.name for column in missing} | {c.name for c in COLUMNS if c.is_needed}
        columns = [("", "Not in this sheet"), *enumerate(upload.heading)]
        for column in COLUMNS:
            self.fields[column.name] = forms.TypedChoiceField(
                label=column.label,
                choices=columns,
                coerce=int,
                empty_value=None,
                required=column.name in needed,
                error_messages={"required": f"Select the column that holds: {column.label}"},
            )

    def clean(self):
        said = super().clean()
        places = [place for place in said.values() if place is not None]
        if len(set(places)) < len(places):
            raise ValidationError("Each column can hold one thing: two are matched to the same one")
        return said

    @property
    def matches(self):
        return {name: place for name, place in self.cleaned_data.items() if place is not None}


class StoreForm(Form):
    """What goes with the figures that are stored."""

    reason = forms.CharField(
        label="Why the figures change",
        max_length=300,
        error_messages={"required": "Enter why the figures change"},
    )
    sure = forms.BooleanField(
        label="These figures are right",
        error_messages={
            "required": "Look at the figures again, and tick the box if they are right"
        },
    )

    def __init__(self, data, *, report):
        super().__init__(data)
        self.report = report
        if not report.corrections:
            del self.fields["reason"]
        if not report.warnings:
            del self.fields["sure"]

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if looks_like_a_patient(reason):
            raise ValidationError("Write nothing that could identify a patient")
        return reason

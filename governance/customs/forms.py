from django import forms

from ccpl_portal.ui.forms import ModelForm, TimeField

from .models import Customs, StandingItem

NUMBER = {"invalid": "Enter a number", "max_value": "Enter a smaller number"}


def days(words):
    return {**NUMBER, "required": f"Enter how many working days {words}"}


class CustomsForm(ModelForm):
    starts_at = TimeField(
        label="Begins at", error_messages={"required": "Enter the time at which meetings begin"}
    )

    class Meta:
        model = Customs
        fields = [
            "rhythm",
            "every",
            "which",
            "weekday",
            "starts_at",
            "lasts_minutes",
            "papers_due_days",
            "publish_days",
            "draft_minutes_days",
            "approved_minutes_days",
            "letters_wait_minutes",
            "withdrawal_counts_to_quorum",
        ]
        labels = {
            "every": "Every how many weeks or months",
            "which": "Which of the month",
            "lasts_minutes": "How long it lasts, in minutes",
        }
        error_messages = {
            "every": {**NUMBER, "required": "Enter 1 for each week or month"},
            "which": {"required": "Select which of the month"},
            "weekday": {"required": "Select the day of the week"},
            "lasts_minutes": {**NUMBER, "required": "Enter how many minutes it lasts"},
            "papers_due_days": days("before the meeting papers reach the secretary"),
            "publish_days": days("before the meeting the agenda is published"),
            "draft_minutes_days": days("after the meeting its draft minutes are due"),
            "approved_minutes_days": days("after approval the minutes are published"),
            "letters_wait_minutes": {**NUMBER, "required": "Enter how many minutes letters wait"},
        }


class StandingForm(ModelForm):
    class Meta:
        model = StandingItem
        fields = ["position", "title", "presenter", "minutes_allotted", "purpose", "visibility"]
        error_messages = {
            "title": {"required": "Enter the words of this line"},
            "position": {"required": "Enter its place on the agenda", **NUMBER},
            "visibility": {"required": "Select who may read it"},
            "minutes_allotted": NUMBER,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            is_choice = name in {"purpose", "visibility"}
            field.widget.attrs["class"] = "nhsuk-select" if is_choice else "nhsuk-input"


StandingFormSet = forms.modelformset_factory(
    StandingItem, form=StandingForm, extra=2, can_delete=True, max_num=40
)

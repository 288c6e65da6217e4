from django import forms

from ccpl_portal.ui.forms import DateField, Form, ModelForm, TimeField

from .models import InterviewPlan


class SlotsForm(Form):
    on = DateField(
        label="Day", error_messages={"required": "Enter the day", "invalid": "Enter a real date"}
    )
    first = TimeField(label="First time", error_messages={"required": "Enter the first time"})
    minutes = forms.IntegerField(
        label="Minutes each",
        min_value=10,
        max_value=240,
        initial=45,
        error_messages={
            "required": "Enter how many minutes each takes",
            "invalid": "Enter the minutes as a number",
            "min_value": "Enter 10 minutes or more",
            "max_value": "Enter 240 minutes or fewer",
        },
    )
    gap = forms.IntegerField(
        label="Minutes between two",
        min_value=0,
        max_value=120,
        initial=15,
        error_messages={
            "required": "Enter how many minutes lie between two",
            "invalid": "Enter the minutes as a number",
            "min_value": "Enter 0 minutes or more",
            "max_value": "Enter 120 minutes or fewer",
        },
    )
    count = forms.IntegerField(
        label="How many",
        min_value=1,
        max_value=20,
        initial=4,
        error_messages={
            "required": "Enter how many times to offer",
            "invalid": "Enter how many as a number",
            "min_value": "Enter 1 or more",
            "max_value": "Enter 20 or fewer",
        },
    )
    place = forms.CharField(
        label="Place or call link",
        max_length=300,
        error_messages={
            "required": "Enter the place or the call link",
            "max_length": "Shorten it to 300 characters",
        },
    )


class PlanForm(ModelForm):
    min_notice_days = forms.IntegerField(
        label="Days of notice",
        help_text="Times sooner than this cannot be booked",
        min_value=0,
        max_value=60,
        error_messages={
            "required": "Enter the days of notice",
            "invalid": "Enter the days as a number",
            "min_value": "Enter 0 or more",
            "max_value": "Enter 60 or fewer",
        },
    )
    questions_on = DateField(label="Questions are shown from (midnight)", required=False)

    class Meta:
        model = InterviewPlan
        fields = ["min_notice_days", "about", "questions"]
        labels = {
            "about": "What candidates are told about the day",
            "questions": "Questions that candidates see in advance",
        }
        widgets = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "questions": forms.Textarea(attrs={"rows": 6}),
        }


class SlotForm(Form):
    slot = forms.ModelChoiceField(
        None,
        label="Choose a time",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a time",
            "invalid_choice": "Somebody has just booked this time. Choose another one",
        },
    )

    def __init__(self, *args, slots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slot"].queryset = slots
        self.fields["slot"].label_from_instance = lambda slot: f"{slot.when}: {slot.place}"

from datetime import date

from django import forms

from ccpl_portal.ui.dates import month
from ccpl_portal.ui.forms import Form
from quality.measures.models import Phase

PHASE, HAPPENING = "phase", "happening"
WHICH_KIND = "Say whether it is a new phase or something that happened"


class MonthField(forms.ChoiceField):
    """A month from a list; one that is not in it is a date all the same, to be told why not."""

    def to_python(self, value):
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid_choice"]) from None

    def validate(self, value):
        forms.Field.validate(self, value)


class MarkForm(Form):
    """Begins a phase of a chart, or marks what happened."""

    kind = forms.ChoiceField(
        label="What do you want to mark?",
        choices=[
            (PHASE, "A new phase: the process has changed, so average and limits start afresh"),
            (HAPPENING, "Something that happened: average and limits stay as they are"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": WHICH_KIND, "invalid_choice": WHICH_KIND},
    )
    month = MonthField(
        label="Month",
        error_messages={
            "required": "Choose the month",
            "invalid_choice": "Choose a month from the list",
        },
    )
    part = forms.ChoiceField(
        label="On which charts",
        required=False,
        error_messages={"invalid_choice": "Choose one of the charts in the list"},
    )
    reason = forms.CharField(
        label="What happened, in a few words",
        max_length=200,
        help_text="For example: New assessment form in use. It is shown on the chart",
        error_messages={
            "required": "Enter what happened",
            "max_length": "Shorten what happened to 200 characters",
        },
    )

    def __init__(self, data, *, measure, months, parts):
        """`months` has the months of each part by its key; `parts` has (key, area, body)."""
        super().__init__(data)
        self.measure, self.months = measure, months
        self.parts = {key: (area, body) for key, area, body in parts}
        all_months = sorted({period for each in months.values() for period in each}, reverse=True)
        self.fields["month"].choices = [("", "Choose a month")] + [
            (period.isoformat(), month(period)) for period in all_months
        ]
        self.fields["part"].choices = [
            (key, area or body or "All of this measure's charts") for key, area, body in parts
        ]

    def clean(self):
        said = super().clean()
        if {"kind", "month", "part"} <= said.keys() and (fault := self.fault(said)):
            self.add_error("month", fault)
        return said

    def fault(self, said):
        months = sorted(self.months.get(said["part"], []))
        if not months:
            return "There is no figure on this chart yet, so there is nothing to mark"
        if said["month"] not in months:
            first, last = month(months[0]), month(months[-1])
            return (
                f"There is no figure for {month(said['month'])} on this chart: "
                f"choose a month from {first} to {last}"
            )
        if said["kind"] == HAPPENING:
            return ""
        if said["month"] == months[0]:
            return (
                f"{month(months[0])} is the chart's first month: a new phase needs an old one "
                "before it, so choose a later month"
            )
        area, body = self.parts[said["part"]]
        same = Phase.objects.filter(
            measure=self.measure, starts_on=said["month"], area=area, body=body
        )
        if same.exists():
            return (
                f"There is a phase from {month(said['month'])} already: "
                "remove it first if its reason has changed"
            )
        return ""

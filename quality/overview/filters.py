from dataclasses import dataclass

from django import forms

from ccpl_portal.ui.forms import Form
from quality.measures.models import Measure

from .order import CHOICES

ICONS = [
    ("concern", "Concern"),
    ("improvement", "Improvement"),
    ("common", "Ordinary variation"),
    ("fail", "Will miss the target"),
    ("pass", "Will meet the target"),
]


class OverviewForm(Form):
    q = forms.CharField(label="Measure", required=False, max_length=100)
    domain = forms.ChoiceField(
        label="Domain", required=False, choices=[("", "All"), *Measure.Domain.choices]
    )
    place = forms.ChoiceField(label="Place", required=False)
    icon = forms.ChoiceField(label="Showing", required=False, choices=[("", "All"), *ICONS])
    sort = forms.ChoiceField(label="Order", required=False, choices=CHOICES)

    def __init__(self, data, areas):
        super().__init__(data)
        choices = [(area.code, area.name) for area in areas]
        self.fields["place"].choices = [("", "The whole system"), *choices]


@dataclass
class Found:
    """What the reader chose; a value that no choice has counts as not chosen."""

    data: object
    form: OverviewForm

    @classmethod
    def of(cls, request, areas):
        form = OverviewForm(request.GET, areas)
        form.is_valid()
        return cls(request.GET, form)

    def chosen(self, name):
        return self.form.cleaned_data.get(name, "")

    def keeps(self, series):
        icon = self.chosen("icon")
        measure = series.measure
        return (
            self.chosen("q").lower() in measure.name.lower()
            and self.chosen("domain") in ("", measure.domain)
            and (not icon or icon == series.assurance or (series.variation or "").startswith(icon))
        )

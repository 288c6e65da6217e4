"""By which day's returns, and by which boundaries, figures are shown."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.utils import timezone

from ccpl_portal.ui.forms import Form
from quality.rollup.actions import AS_WAS, CURRENT

BASES = [
    (AS_WAS, "In the place it belonged to that month"),
    (CURRENT, "In the place it belongs to today"),
]


@dataclass(frozen=True)
class Moment:
    """A day that has passed (None is now) and a basis."""

    as_at: date | None = None
    basis: str = AS_WAS

    @property
    def is_usual(self):
        """Say whether it is what the roll-up keeps: today's returns, places as they were."""
        return self.as_at is None and self.basis == AS_WAS

    @property
    def is_current(self):
        return self.basis == CURRENT


NOW = Moment()


class MomentForm(Form):
    as_at = forms.DateField(
        label="Figures as they stood at the end of",
        required=False,
        help_text="Leave empty for today",
        error_messages={"invalid": "Enter a real date, for example 31 10 2023"},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    basis = forms.ChoiceField(label="Count each organisation", required=False, choices=BASES)

    def clean_as_at(self):
        day = self.cleaned_data["as_at"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Enter a day that has passed, or leave it empty for today")
        return None if day == timezone.localdate() else day


@dataclass(frozen=True)
class Look:
    """How somebody looks at a system's figures, and the address that keeps it so."""

    system: object
    moment: Moment
    form: MomentForm | None

    @classmethod
    def of(cls, request, system, *, may_look_back):
        """Rule Q lets nobody but those who see all compare one day or boundary with another."""
        if not may_look_back:
            return cls(system, NOW, None)
        is_asked = "as_at" in request.GET or "basis" in request.GET
        form = MomentForm(request.GET if is_asked else None)
        if not (is_asked and form.is_valid()):
            return cls(system, NOW, form)
        said = form.cleaned_data
        return cls(system, Moment(said["as_at"], said["basis"] or AS_WAS), form)

    @property
    def kept(self):
        """What links and forms carry on, by name."""
        kept = {} if self.system.is_home else {"system": self.system.code}
        if self.moment.as_at:
            kept["as_at"] = self.moment.as_at.isoformat()
        if self.moment.is_current:
            kept["basis"] = CURRENT
        return kept

    @property
    def query(self):
        return f"?{urlencode(self.kept)}" if self.kept else ""

    @property
    def usual_query(self):
        return "" if self.system.is_home else f"?{urlencode({'system': self.system.code})}"

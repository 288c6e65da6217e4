from dataclasses import dataclass

from django import forms

from ccpl_portal.ui.forms import Form

from .models import Signal


class SignalForm(Form):
    q = forms.CharField(label="Measure or organisation", required=False, max_length=100)
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[("", "Open"), *Signal.State.choices, ("all", "All")],
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All"), *Signal.Kind.choices]
    )


@dataclass
class Found:
    """What the reader chose; a value that no choice has counts as not chosen."""

    data: object
    form: SignalForm
    signals: object

    @classmethod
    def of(cls, request, signals):
        form = SignalForm(request.GET)
        form.is_valid()
        said = form.cleaned_data
        if not said.get("state"):
            signals = signals.open()
        elif said["state"] != "all":
            signals = signals.filter(state=said["state"])
        if said.get("kind"):
            signals = signals.filter(kind=said["kind"])
        return cls(request.GET, form, signals.named(said.get("q", "")))

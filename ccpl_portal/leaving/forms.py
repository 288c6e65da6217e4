from datetime import timedelta

from django import forms
from django.utils import timezone

from ccpl_portal.people.finding import PersonField
from ccpl_portal.ui.forms import DateField, Form

from .actions import Deed
from .registry import held_by

KEEP, HAND_OVER, END = "keep", "hand-over", "end"


class LeavingForm(Form):
    """For each thing that a person holds: leave it, hand it to somebody, or end it."""

    last_day = DateField(
        label="Last day",
        help_text="It is theirs up to and on this day. For example, 31 3 2027",
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args, person, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        self.initial.setdefault("last_day", timezone.localdate())
        self.parts = [
            (kind, [self.add_fields(kind, holding, by) for holding in holdings])
            for kind, holdings in held_by(person)
        ]

    def add_fields(self, kind, holding, by):
        name = f"{kind.name}-{holding.key}"
        choices = [(KEEP, "Leave as it is")]
        choices += [(HAND_OVER, "Hand over")] if kind.hand_over else []
        choices += [(END, "End it")] if kind.end else []
        self.fields[f"{name}-do"] = forms.ChoiceField(
            label=holding.words,
            help_text=holding.due,
            choices=choices,
            initial=KEEP,
            widget=forms.RadioSelect(attrs={"class": "inline"}),
            error_messages={
                "required": "Select what happens to it",
                "invalid_choice": "Select what happens to it",
            },
        )
        if kind.hand_over:
            to = PersonField(label=f"New holder of {holding.words}", required=False)
            to.user = by
            self.fields[f"{name}-to"] = to
        return name, holding

    def rows(self):
        """What the page draws: heading, and for each thing its two fields."""
        for kind, named in self.parts:
            yield (
                kind,
                [
                    (holding, self[f"{name}-do"], self[f"{name}-to"] if kind.hand_over else None)
                    for name, holding in named
                ],
            )

    def clean(self):
        cleaned = super().clean()
        for kind, named in self.parts:
            for name, _ in named:
                if kind.hand_over and cleaned.get(f"{name}-do") == HAND_OVER:
                    self.check_holder(f"{name}-to")
        return cleaned

    def check_holder(self, name):
        if name in self.errors:
            return
        to = self.cleaned_data.get(name)
        if to is None:
            self.add_error(name, "Enter who takes it over")
        elif to == self.person:
            self.add_error(name, "Choose somebody else")

    @property
    def on(self):
        """The first day on which it is no longer theirs."""
        return self.cleaned_data["last_day"] + timedelta(days=1)

    @property
    def deeds(self):
        return [
            Deed(kind, holding, self.cleaned_data.get(f"{name}-to") if done == HAND_OVER else None)
            for kind, named in self.parts
            for name, holding in named
            if (done := self.cleaned_data.get(f"{name}-do")) in {HAND_OVER, END}
        ]

    def refuse(self, refusal):
        name = f"{refusal.deed.kind.name}-{refusal.deed.holding.key}"
        self.add_error(f"{name}-to" if refusal.deed.to else f"{name}-do", str(refusal))

from django import forms

from ccpl_portal.ui.forms import Form
from quality.returns.checks import looks_like_a_patient

from .actions import ALLOWED, State

DEEDS = {
    State.ACKNOWLEDGED: "Acknowledge: it has been seen",
    State.LOOKING: "Look at it: somebody is finding out why",
    State.CLOSED: "Close it",
}


class StepForm(Form):
    to = forms.ChoiceField(
        label="What happens next",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select what happens next",
            "invalid_choice": "Select what happens next",
        },
    )
    words = forms.CharField(
        label="What was found, tried or decided",
        help_text="Needed to close it. The next time this comes up, people read it first",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data, *, signal):
        super().__init__(data)
        # A press on a page that is out of date is answered by the action, not by the form.
        ways = ALLOWED[signal.state] if data is None else DEEDS
        self.fields["to"].choices = [(to, DEEDS[to]) for to in ways]

    def clean(self):
        said = super().clean()
        if said.get("to") == State.CLOSED and not said.get("words"):
            self.add_error("words", "Enter why it is closed: what was found or done")
        if looks_like_a_patient(said.get("words", "")):
            self.add_error("words", "Write nothing that could identify a patient")
        return said
